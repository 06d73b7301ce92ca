package modori.correlate;

import java.io.Serializable;
import modori.classify.FailureReason;
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
    @Nullable String noticeQueueId)
    implements Serializable {

  /** What failed messages and their notices share. */
  public String key() {
    return logHost + ' ' + (noticeOfQueueId == null ? queueId : noticeOfQueueId);
  }

  boolean isNotice() {
    return noticeOfQueueId != null;
  }

  boolean failedForGood() {
    return eventType.equals("bounced") || eventType.equals("expired");
  }
}
