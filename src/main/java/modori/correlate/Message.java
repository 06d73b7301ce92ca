package modori.correlate;

import modori.parse.NoticeKind;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of one message on one host, shared by all its attempts.
 *
 * @param mta which mail server, as in the column {@code mta}
 * @param logHost the host that wrote the lines
 * @param queueId as logged; null for a refusal before there was one
 * @param messageKey our identity of the message on this host; null without a queue id
 * @param messageId Message-ID header without angle brackets
 * @param sender reverse-path; empty for the null reverse-path, null where the log does not tell
 * @param authUser login or local account that handed the message in
 * @param clientName name of the client
 * @param clientIp address of the client
 * @param helo what the client said in HELO or EHLO
 * @param sizeBytes size, or -1
 * @param noticeOfQueueId for a notice the queue id of the message that it is about
 * @param noticeKind for a notice which one
 * @param noticeQueueId queue id of the non-delivery notice that was made of this message
 */
public record Message(
    String mta,
    String logHost,
    @Nullable String queueId,
    @Nullable String messageKey,
    @Nullable String messageId,
    @Nullable String sender,
    @Nullable String authUser,
    @Nullable String clientName,
    @Nullable String clientIp,
    @Nullable String helo,
    long sizeBytes,
    @Nullable String noticeOfQueueId,
    @Nullable NoticeKind noticeKind,
    @Nullable String noticeQueueId) {

  /** Identity across hops: the Message-ID where there is one, else the message on this host. */
  public @Nullable String traceKey(ContentKeys keys) {
    return messageId == null || messageId.isEmpty() ? messageKey : keys.messageId(messageId);
  }
}
