package modori.correlate;

import modori.classify.FailureReason;
import modori.mail.MailAddress;
import modori.parse.Outcome;
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/**
 * One attempt for one recipient, or one refusal at SMTP time: the fact that all tables count.
 *
 * @param message the message that was to be delivered
 * @param timeMicros time of the line, microseconds since 1970 in UTC
 * @param eventId content hash: equal for copies of the same event
 * @param outcome how it ended
 * @param recipient the final recipient
 * @param recipientText the same as written in the log, domain in lower case
 * @param originalRecipient before alias expansion, as written; null where it is the same
 * @param attemptNo 1 for the first attempt of this recipient, 0 for refusals
 * @param queueSeconds since arrival, or NaN
 * @param relayHost next hop; null for local delivery
 * @param relayIp its address
 * @param relayPort its port, or 0
 * @param mailer the part of the server that made the attempt
 * @param tlsVersion TLS protocol, where the line tells
 * @param tlsCipher TLS cipher, where the line tells
 * @param stage the command that was answered
 * @param replyCode 200 to 599, or 0
 * @param enhancedCode x.y.z as logged
 * @param text the explanation
 * @param refusedRemotely whether the text quotes another server
 * @param localStore whether the attempt went to our own store
 * @param handedToProgram whether the outcome is only a program's exit status
 * @param refusedTemporarily whether the server calls its refusal temporary, with or without a code
 * @param judgement why it failed; null for deliveries
 * @param putOffFor for the attempt after a deferral the reason of that deferral
 * @param fileNumber of the file that holds the line
 * @param offset of the line in that file, unpacked bytes
 */
public record DeliveryAttempt(
    Message message,
    long timeMicros,
    String eventId,
    Outcome outcome,
    MailAddress recipient,
    String recipientText,
    @Nullable String originalRecipient,
    int attemptNo,
    double queueSeconds,
    @Nullable String relayHost,
    @Nullable String relayIp,
    int relayPort,
    @Nullable String mailer,
    @Nullable String tlsVersion,
    @Nullable String tlsCipher,
    @Nullable SmtpStage stage,
    int replyCode,
    @Nullable String enhancedCode,
    @Nullable String text,
    boolean refusedRemotely,
    boolean localStore,
    boolean handedToProgram,
    boolean refusedTemporarily,
    @Nullable Judgement judgement,
    @Nullable FailureReason putOffFor,
    int fileNumber,
    long offset) {

  /** Whether the recipient did not get the message by this attempt. */
  public boolean failed() {
    return switch (outcome) {
      case DEFERRED, BOUNCED, EXPIRED, REJECTED -> true;
      case DELIVERED, RELAYED, DISCARDED, HELD -> false;
    };
  }
}
