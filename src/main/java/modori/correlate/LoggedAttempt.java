package modori.correlate;

import java.io.Serializable;
import modori.classify.FailureReason;
import modori.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * What linking has to know of an attempt: what the log alone says, whatever was linked before.
 *
 * @param eventId the attempt
 * @param epochDay its day in the report's zone
 * @param timeMicros its time
 * @param eventType as the log has it
 * @param logHost the host that wrote the line
 * @param reason what the log line says; null for deliveries
 * @param cause for expired messages the reason beneath
 * @param text the explanation
 * @param hosted own, remote, or null
 * @param noticeOfQueueId for a notice of our server the queue id of the message that it is about
 */
public record LoggedAttempt(
    String eventId,
    int epochDay,
    long timeMicros,
    String eventType,
    String logHost,
    @Nullable String queueId,
    @Nullable String messageKey,
    @Nullable String messageId,
    @Nullable String sender,
    String recipient,
    @Nullable String originalRecipient,
    String mailboxKey,
    @Nullable FailureReason reason,
    @Nullable FailureReason cause,
    @Nullable String text,
    @Nullable String hosted,
    @Nullable String noticeOfQueueId)
    implements Serializable {

  /** Whether the log says that the message reached the recipient or the next server. */
  boolean delivered() {
    return eventType.equals("delivered");
  }

  /** Whether the log says that this attempt failed. */
  boolean failed() {
    return reason != null;
  }

  /** The mailbox behind the recipient. */
  MailAddress mailbox() {
    return MailAddress.of(recipient).mailbox();
  }
}
