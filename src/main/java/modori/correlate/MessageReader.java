package modori.correlate;

import java.util.List;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.NoticeKind;
import org.jspecify.annotations.Nullable;

/** What the facts of one use of a queue id say of the message itself. */
final class MessageReader {
  private MessageReader() {}

  /** The message, by its arrival, Message-ID and envelope lines. */
  static Message message(Fragment entry, List<Fact> facts, ContentKeys keys) {
    String messageId = null;
    String sender = null;
    String senderOfAttempt = null; // where no line of the arrival names one
    String authUser = null;
    String clientName = null;
    String clientIp = null;
    String helo = null;
    String noticeOf = null;
    NoticeKind noticeKind = null;
    String noticeQueueId = null;
    long size = -1;
    for (Fact fact : facts) {
      EventType type = fact.type();
      if (type == EventType.NOTICE && fact.noticeKind() == NoticeKind.NON_DELIVERY) {
        noticeQueueId = or(noticeQueueId, fact.text(EventField.OTHER_QUEUE_ID));
      }
      if (type == EventType.ATTEMPT) {
        senderOfAttempt = or(senderOfAttempt, fact.text(EventField.SENDER));
      }
      if (type != EventType.ARRIVAL && type != EventType.MESSAGE_ID && type != EventType.ENVELOPE) {
        continue;
      }
      messageId = or(messageId, fact.text(EventField.MESSAGE_ID));
      sender = or(sender, fact.text(EventField.SENDER));
      authUser = or(authUser, fact.text(EventField.AUTH_USER));
      clientName = or(clientName, fact.text(EventField.CLIENT_NAME));
      clientIp = or(clientIp, fact.text(EventField.CLIENT_IP));
      helo = or(helo, fact.text(EventField.HELO));
      size = Math.max(size, fact.number(EventNumber.SIZE_BYTES));
      if (type == EventType.ARRIVAL && fact.noticeKind() != null && noticeKind == null) {
        noticeKind = fact.noticeKind();
        noticeOf = fact.text(EventField.OTHER_QUEUE_ID);
      }
    }
    // Some servers log one record per attempt that says all about the message; what the lines about
    // the message itself say comes first.
    for (Fact fact : facts) {
      if (fact.type() == EventType.ATTEMPT) {
        messageId = messageId == null ? fact.text(EventField.MESSAGE_ID) : messageId;
        sender = sender == null ? fact.text(EventField.SENDER) : sender;
        authUser = authUser == null ? fact.text(EventField.AUTH_USER) : authUser;
        clientName = clientName == null ? fact.text(EventField.CLIENT_NAME) : clientName;
        clientIp = clientIp == null ? fact.text(EventField.CLIENT_IP) : clientIp;
        size = Math.max(size, fact.number(EventNumber.SIZE_BYTES));
      }
    }
    boolean queued = !entry.queueId().isEmpty();
    boolean stored = !queued && messageId != null && StoreTwins.isStore(entry.mta());
    String queueId = queued ? entry.queueId() : null;
    String key =
        queued
            ? keys.with(Fragment.scope(entry.mta(), entry.host()))
                .with(entry.instance())
                .with(queueId)
                .with(Long.toString(arrivedMicros(facts)))
                .key()
            : stored ? keys.with("store").with(entry.host()).with(messageId).key() : null;
    return new Message(
        entry.mta(),
        entry.host(),
        queueId,
        key,
        messageId,
        or(sender, senderOfAttempt),
        authUser,
        clientName,
        clientIp,
        helo,
        size,
        noticeOf,
        noticeKind,
        noticeQueueId);
  }

  /** When the message arrived, as the records state it, or the time of the first line. */
  static long arrivedMicros(List<Fact> facts) {
    long stated = Long.MAX_VALUE;
    for (Fact fact : facts) {
      long arrived = fact.number(EventNumber.ARRIVED_MICROS);
      stated = arrived < 0 ? stated : Math.min(stated, arrived);
    }
    return stated == Long.MAX_VALUE ? facts.get(0).timeMicros() : stated;
  }

  /** A refusal names sender and client itself, also where the entry does not. */
  static Message ofRefusal(Message message, Fact fact) {
    return new Message(
        message.mta(),
        message.logHost(),
        message.queueId(),
        message.messageKey(),
        message.messageId(),
        or(fact.text(EventField.SENDER), message.sender()),
        or(fact.text(EventField.AUTH_USER), message.authUser()),
        or(fact.text(EventField.CLIENT_NAME), message.clientName()),
        or(fact.text(EventField.CLIENT_IP), message.clientIp()),
        or(fact.text(EventField.HELO), message.helo()),
        Math.max(message.sizeBytes(), fact.number(EventNumber.SIZE_BYTES)),
        message.noticeOfQueueId(),
        message.noticeKind(),
        message.noticeQueueId());
  }

  private static @Nullable String or(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
