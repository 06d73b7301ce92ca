package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import modori.parse.SmtpStage;

/** Reads the life of a queue entry: envelope, Message-ID, notices, expiry (qmgr_active.c). */
final class QueueEntry {
  static final byte[] FROM = Ascii.word("from=");
  static final byte[] MESSAGE_ID = Ascii.word("message-id=");
  static final byte[] SENDER = Ascii.word("sender ");
  static final byte[] POSTMASTER = Ascii.word("postmaster ");
  static final byte[] NOTICE_DISCARDED =
      Ascii.word("undeliverable postmaster notification discarded");
  private static final byte[] SIZE = Ascii.word("size=");
  private static final byte[] NRCPT = Ascii.word("nrcpt=");
  private static final byte[] QUEUE = Ascii.word("(queue ");
  private static final byte[] EXPIRED = Ascii.word("status=expired");
  private static final byte[] FORCE_EXPIRED = Ascii.word("status=force-expired");
  private static final byte[] NON_DELIVERY = Ascii.word("non-delivery notification: ");
  private static final byte[] NON_DELIVERY_STATUS =
      Ascii.word("non-delivery status notification: ");
  private static final byte[] DELAY = Ascii.word("delay notification: ");
  private static final byte[] DELIVERY_STATUS = Ascii.word("delivery status notification: ");

  private QueueEntry() {}

  /** {@code from=<s>, size=5529, nrcpt=1 (queue active)} or {@code from=<s>, status=expired, …}. */
  static LineFate from(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.ENVELOPE);
    int at = Angle.put(event, EventField.SENDER, bytes, from + FROM.length, to);
    if (at < 0) {
      return Fates.CUT;
    }
    while (at < to && bytes[at] != ' ') {
      at++;
    }
    at++;
    if (Ascii.startsWith(bytes, at, to, SIZE)) {
      return envelope(event, bytes, at + SIZE.length, to);
    }
    if (Ascii.startsWith(bytes, at, to, EXPIRED)
        || Ascii.startsWith(bytes, at, to, FORCE_EXPIRED)) {
      int senderFrom = event.from(EventField.SENDER);
      int senderTo = event.to(EventField.SENDER);
      event.begin(EventType.EXPIRED).outcome(Outcome.EXPIRED);
      event.put(EventField.SENDER, bytes, senderFrom, senderTo);
      event.put(EventField.TEXT, bytes, at + Delivery.STATUS.length, to);
      return LineFate.EVENT;
    }
    return Fates.CUT;
  }

  private static LineFate envelope(LogEvent event, byte[] bytes, int from, int to) {
    int at = from;
    long size = Ascii.number(bytes, at, to);
    at = Ascii.indexOf(bytes, at, to, ' ') + 1;
    if (at == 0 || size < 0) {
      return Fates.CUT;
    }
    event.put(EventNumber.SIZE_BYTES, size);
    if (Ascii.startsWith(bytes, at, to, NRCPT)) {
      long count = Ascii.number(bytes, at + NRCPT.length, to);
      at = Ascii.indexOf(bytes, at, to, ' ') + 1;
      if (at == 0 || count < 0) {
        return Fates.CUT;
      }
      event.put(EventNumber.RECIPIENT_COUNT, count);
    }
    return Ascii.startsWith(bytes, at, to, QUEUE) ? LineFate.CONTEXT : Fates.CUT;
  }

  /** {@code message-id=<x@y>}; whatever the header held, also nothing. */
  static LineFate messageId(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.MESSAGE_ID);
    int at = from + MESSAGE_ID.length;
    int end = to;
    if (at < to && bytes[at] == '<') {
      at++;
      int close = Ascii.indexOf(bytes, at, to, '>');
      end = close < 0 ? to : close;
    }
    event.put(EventField.MESSAGE_ID, bytes, at, end);
    return LineFate.CONTEXT;
  }

  /** {@code sender non-delivery notification: Q} and its kin (bounce_notify_service.c). */
  static LineFate notice(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.NOTICE);
    boolean toSender = Ascii.startsWith(bytes, from, to, SENDER);
    int at = from + (toSender ? SENDER.length : POSTMASTER.length);
    NoticeKind kind;
    if (Ascii.startsWith(bytes, at, to, NON_DELIVERY)) {
      at += NON_DELIVERY.length;
      kind = NoticeKind.NON_DELIVERY;
    } else if (Ascii.startsWith(bytes, at, to, NON_DELIVERY_STATUS)) {
      at += NON_DELIVERY_STATUS.length;
      kind = NoticeKind.NON_DELIVERY;
    } else if (Ascii.startsWith(bytes, at, to, DELAY)) {
      at += DELAY.length;
      kind = NoticeKind.DELAY;
    } else if (Ascii.startsWith(bytes, at, to, DELIVERY_STATUS)) {
      at += DELIVERY_STATUS.length;
      kind = NoticeKind.SUCCESS;
    } else {
      return Fates.UNKNOWN_OF_ENTRY;
    }
    int end = QueueId.end(bytes, at, to);
    if (end != to) {
      return Fates.CUT;
    }
    event.noticeKind(toSender ? kind : NoticeKind.POSTMASTER);
    event.put(EventField.OTHER_QUEUE_ID, bytes, at, end);
    return LineFate.CONTEXT;
  }

  /**
   * A notice to the postmaster that failed itself; this line's queue id is the notice's own
   * (bounce_notify_service.c).
   */
  static LineFate noticeDiscarded(LogEvent event, byte[] bytes, int idFrom, int idTo) {
    event.begin(EventType.NOTICE).noticeKind(NoticeKind.POSTMASTER);
    event.flag(EventFlag.NOTICE_DROPPED).put(EventField.OTHER_QUEUE_ID, bytes, idFrom, idTo);
    return LineFate.CONTEXT;
  }

  /** The entry is gone, by the queue manager's or the administrator's hand. */
  static LineFate removed(LogEvent event) {
    event.begin(EventType.REMOVED);
    return LineFate.CONTEXT;
  }

  /** The message could not be stored, so the client was refused at its end. */
  static LineFate notStored(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.REJECTION).outcome(Outcome.REJECTED).stage(SmtpStage.EOM);
    event.flag(EventFlag.ENDS_WITH_RECIPIENTS).put(EventField.TEXT, bytes, from, to);
    return LineFate.EVENT;
  }
}
