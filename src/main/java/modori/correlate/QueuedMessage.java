package modori.correlate;

import java.io.Serializable;
import java.util.Set;
import modori.classify.FailureReason;
import modori.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, as far as it tells whether somebody was told of a failure: a message that failed for
 * good, or a notice that our server made.
 *
 * @param eventId the attempt
 * @param timeMicros its time
 * @param createdMicros when the message was queued
 * @param eventType how the attempt ended
 * @param messageKey the message
 * @param sender reverse-path; empty for the null reverse-path
 * @param ownRecipient whether the recipient's mailbox is ours
 * @param reason why it failed; null for deliveries
 * @param noticeOfQueueId for a notice the queue id of the message that it is about
 * @param noticeQueueId for a failed message the queue id of its notice
 * @param nextQueueId for a message that was relayed the queue id that the next server gave it
 */
public record QueuedMessage(
    String eventId,
    int epochDay,
    long timeMicros,
    long createdMicros,
    String eventType,
    String mta,
    String logHost,
    String queueId,
    String messageKey,
    @Nullable String messageId,
    @Nullable String sender,
    String recipient,
    @Nullable String authUser,
    @Nullable String clientIp,
    @Nullable String clientName,
    boolean ownRecipient,
    @Nullable FailureReason reason,
    @Nullable FailureReason cause,
    @Nullable String noticeOfQueueId,
    @Nullable String noticeQueueId,
    @Nullable String nextQueueId)
    implements Serializable {
  /** Servers that do not log which message a notice is about: only sender and time tell. */
  private static final Set<String> NAME_NO_NOTICE = Set.of("opensmtpd", "courier");

  /** Whether this server's notices are known by their null reverse-path alone. */
  public static boolean isNameless(String mta) {
    return NAME_NO_NOTICE.contains(mta);
  }

  /** Event type of a message that the server delivered and the store lost. */
  public static final String LOST = "lost";

  /** What failed messages and their notices share. */
  public String key() {
    String scope = Fragment.scope(mta, logHost);
    if (isNameless()) {
      String told = isFromNobody() ? recipient : sender == null ? "" : sender;
      return scope + ' ' + MailAddress.of(told).mailbox().text();
    }
    return scope + ' ' + (noticeOfQueueId == null ? queueId : noticeOfQueueId);
  }

  boolean isNameless() {
    return isNameless(mta);
  }

  boolean isNotice() {
    return isNameless() ? isFromNobody() : noticeOfQueueId != null;
  }

  boolean isFromNobody() {
    return sender != null && sender.isEmpty();
  }

  boolean isDelivered() {
    return eventType.equals("delivered");
  }

  boolean isRelayed() {
    return eventType.equals("relayed");
  }

  boolean isLost() {
    return failedForGood() || eventType.equals("discarded");
  }

  boolean failedForGood() {
    return eventType.equals("bounced") || eventType.equals("expired");
  }
}
