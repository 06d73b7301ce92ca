package modori.parse.sendmail;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What one queue entry begot: {@code QID: NEW: DSN: User unknown} (savemail.c, {@code
 * returntosender}), {@code QID: NEW: clone: owner=list} (deliver.c).
 */
final class NoticeLine {
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown label of a notice");

  private static final byte[] DSN = Ascii.word("DSN: ");
  private static final byte[] RETURN = Ascii.word("return to sender: ");
  private static final byte[] RECEIPT = Ascii.word("return receipt");
  private static final byte[] SENDER = Ascii.word("sender notify: ");
  private static final byte[] POSTMASTER = Ascii.word("postmaster notify: ");
  private static final byte[] CLONE = Ascii.word("clone: owner=");
  private static final byte[] OLD_CLONE = Ascii.word("clone ");
  private static final byte[] OWNER = Ascii.word(", owner=");
  private static final byte[] WARNING = Ascii.word("Warning: could not send");
  private static final byte[] CANNOT_SEND = Ascii.word("Cannot send ");
  private static final byte[] RETURN_RECEIPT = Ascii.word("Return receipt");

  private NoticeLine() {}

  /** Reads the label at {@code from}; the two queue ids stand before it. */
  static LineFate read(
      LogEvent event,
      byte[] bytes,
      int idFrom,
      int idTo,
      int newFrom,
      int newTo,
      int from,
      int to) {
    if (Ascii.startsWith(bytes, from, to, CLONE)) {
      clone(event, bytes, newFrom, newTo, idFrom, idTo);
      Addresses.put(event, EventField.SENDER, bytes, from + CLONE.length, to);
      return LineFate.CONTEXT;
    }
    NoticeKind kind = NoticeKind.NON_DELIVERY;
    int text;
    if (Ascii.startsWith(bytes, from, to, DSN)) {
      text = from + DSN.length;
    } else if (Ascii.startsWith(bytes, from, to, SENDER)) {
      text = from + SENDER.length;
    } else if (Ascii.startsWith(bytes, from, to, RETURN)) {
      text = from + RETURN.length;
    } else if (Ascii.startsWith(bytes, from, to, POSTMASTER)) {
      text = from + POSTMASTER.length;
      kind = NoticeKind.POSTMASTER;
    } else if (Ascii.startsWith(bytes, from, to, RECEIPT)) {
      text = from;
      kind = NoticeKind.SUCCESS;
    } else {
      return UNKNOWN;
    }
    event
        .begin(EventType.NOTICE)
        .put(EventField.QUEUE_ID, bytes, idFrom, idTo)
        .put(EventField.OTHER_QUEUE_ID, bytes, newFrom, newTo)
        .put(EventField.TEXT, bytes, text, to);
    if (Ascii.startsWith(bytes, text, to, CANNOT_SEND)) {
      event.outcome(Outcome.EXPIRED);
    } else if (kind == NoticeKind.NON_DELIVERY) {
      if (Ascii.startsWith(bytes, text, to, WARNING)) {
        kind = NoticeKind.DELAY;
      } else if (Ascii.startsWith(bytes, text, to, RETURN_RECEIPT)) {
        kind = NoticeKind.SUCCESS;
      }
    }
    event.noticeKind(kind);
    return LineFate.CONTEXT;
  }

  /** {@code NEW: clone QID, owner=list} (deliver.c of 8.9); null where the text is another. */
  static @Nullable LineFate readOldClone(
      LogEvent event, byte[] bytes, int idFrom, int idTo, int from, int to) {
    int parent = from + OLD_CLONE.length;
    int parentTo =
        Ascii.startsWith(bytes, from, to, OLD_CLONE) ? QueueId.end(bytes, parent, to) : -1;
    if (parentTo < 0 || !Ascii.startsWith(bytes, parentTo, to, OWNER)) {
      return null;
    }
    clone(event, bytes, idFrom, idTo, parent, parentTo);
    Addresses.put(event, EventField.SENDER, bytes, parentTo + OWNER.length, to);
    return LineFate.CONTEXT;
  }

  private static void clone(
      LogEvent event, byte[] bytes, int idFrom, int idTo, int parentFrom, int parentTo) {
    event
        .begin(EventType.ARRIVAL)
        .put(EventField.QUEUE_ID, bytes, idFrom, idTo)
        .put(EventField.OTHER_QUEUE_ID, bytes, parentFrom, parentTo)
        .flag(EventFlag.ENDS_WITH_RECIPIENTS);
  }

  /** A notice that could be left nowhere: {@code QID: Losing ./qfQID: savemail panic}. */
  static LineFate readLoss(LogEvent event, byte[] bytes, int idFrom, int idTo, int from, int to) {
    event
        .begin(EventType.NOTICE)
        .put(EventField.QUEUE_ID, bytes, idFrom, idTo)
        .put(EventField.OTHER_QUEUE_ID, bytes, idFrom, idTo)
        .put(EventField.TEXT, bytes, from, to)
        .noticeKind(NoticeKind.POSTMASTER)
        .flag(EventFlag.NOTICE_DROPPED);
    return LineFate.CONTEXT;
  }
}
