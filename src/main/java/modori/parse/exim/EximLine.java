package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/**
 * One line of the main log behind its stamp: by the flag behind the message id, if there is one.
 */
final class EximLine {
  private static final LineFate NO_TEXT = LineFate.quarantined("no text behind the stamp");
  private static final LineFate CUT = LineFate.quarantined("line ends behind the message id");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text behind a message id");
  private static final LineFate SUPPRESSED = LineFate.ignored("delivery suppressed by -N");
  private static final LineFate FROZEN = LineFate.ignored("message frozen");
  private static final LineFate ONE_HOST = LineFate.ignored("one host of several failed");

  private static final byte[] COMPLETED = word("Completed");
  private static final byte[] FROZEN_NOTICE = word("Frozen (delivery error message)");
  private static final byte[] FROZEN_WORD = word("Frozen");
  private static final byte[] REMOVED_BY = word("removed by ");
  private static final byte[] CANCELLED_BY = word("cancelled by ");
  private static final byte[] TIMEOUT_FROZEN = word("timeout_frozen_after");
  private static final byte[] TOO_OLD = word("Message removed because older than ");
  private static final byte[] LOCAL_SCAN = word("local_scan() function ");
  private static final byte[] ERROR_IGNORED = word(": error ignored");

  private EximLine() {}

  /** Reads the text from {@code from} on; the fields are slices of {@code b}. */
  static LineFate parse(byte[] b, int from, int to, LogEvent event) {
    if (from >= to) {
      return NO_TEXT;
    }
    int id = MessageId.end(b, from, to);
    if (id < 0 || id < to && b[id] != ' ') {
      return UnnumberedLine.parse(b, from, to, event);
    }
    int at = id + 1;
    if (at >= to) {
      return CUT;
    }
    if (to - at >= 2 && (to - at == 2 || b[at + 2] == ' ')) {
      LineFate fate = flagged(b, from, id, at, to, event);
      if (fate != null) {
        return fate;
      }
    }
    return unflagged(b, from, id, at, to, event);
  }

  // specification, section "Logging message reception" and the five after it
  private static @Nullable LineFate flagged(
      byte[] b, int from, int id, int at, int to, LogEvent event) {
    int text = Math.min(at + 3, to);
    switch (b[at] << 8 | b[at + 1]) {
      case '<' << 8 | '=':
      case '(' << 8 | '=':
        return ArrivalLine.parse(b, from, id, text, to, event);
      case '=' << 8 | '>':
      case '-' << 8 | '>':
      case '>' << 8 | '>':
        return AttemptLine.delivered(b, from, id, text, to, event);
      case '*' << 8 | '>':
        return SUPPRESSED; // option -N: nothing was sent
      case '*' << 8 | '*':
        return AttemptLine.failed(b, from, id, text, to, event);
      case '=' << 8 | '=':
        return AttemptLine.deferred(b, from, id, text, to, event);
      default:
        return null;
    }
  }

  private static LineFate unflagged(byte[] b, int from, int id, int at, int to, LogEvent event) {
    switch (b[at]) {
      case 'C':
        if (startsWith(b, at, to, COMPLETED)) {
          event.begin(EventType.REMOVED).put(EventField.QUEUE_ID, b, from, id);
          return LineFate.CONTEXT;
        }
        break;
      case 'F':
        if (startsWith(b, at, to, FROZEN_NOTICE)) {
          // The message is itself a notice, and nobody will get it: deliver.c, "Frozen%s"
          event
              .begin(EventType.NOTICE)
              .noticeKind(NoticeKind.NON_DELIVERY)
              .flag(EventFlag.NOTICE_DROPPED)
              .put(EventField.QUEUE_ID, b, from, id)
              .put(EventField.OTHER_QUEUE_ID, b, from, id)
              .put(EventField.TEXT, b, at, to);
          return LineFate.CONTEXT;
        }
        if (startsWith(b, at, to, FROZEN_WORD)) {
          return FROZEN;
        }
        break;
      case 'M':
        if (startsWith(b, at, to, TOO_OLD)) {
          return givenUp(b, from, id, at, to, event, Outcome.EXPIRED);
        }
        break;
      case 'c':
        if (startsWith(b, at, to, CANCELLED_BY)) {
          boolean old = startsWith(b, at + CANCELLED_BY.length, to, TIMEOUT_FROZEN);
          return givenUp(b, from, id, at, to, event, old ? Outcome.EXPIRED : Outcome.BOUNCED);
        }
        break;
      case 'r':
        if (startsWith(b, at, to, REMOVED_BY)) {
          event
              .begin(EventType.REMOVED)
              .put(EventField.QUEUE_ID, b, from, id)
              .put(EventField.TEXT, b, at, to);
          return LineFate.CONTEXT;
        }
        break;
      default:
        break;
    }
    if (b[at] < 'a' && Values.isField(b, at, to)) {
      LineFate fate = RejectionLine.parse(b, from, id, at, to, event);
      // smtp.c: "H=%s [%s] %s" for each host; the == or ** line tells what became of it
      return fate == RejectionLine.UNKNOWN && b[at] == 'H' ? ONE_HOST : fate;
    }
    LineFate known = KnownTexts.NUMBERED.find(b, at, to);
    if (known != null) {
      return known;
    }
    if (RejectionLine.begins(b, at, to)) {
      return RejectionLine.parse(b, from, id, at, to, event);
    }
    int ignored = indexOf(b, at, to, ERROR_IGNORED);
    if (ignored > 0) { // deliver.c: "%s%s%s%s: error ignored%s"
      event
          .begin(EventType.NOTICE)
          .noticeKind(NoticeKind.NON_DELIVERY)
          .flag(EventFlag.NOTICE_DROPPED)
          .put(EventField.QUEUE_ID, b, from, id)
          .put(EventField.TEXT, b, ignored + 2, to);
      Addresses.finalAndOriginal(b, at, ignored, event);
      return LineFate.CONTEXT;
    }
    if (startsWith(b, at, to, LOCAL_SCAN)) { // "local_scan() function timed out - message …"
      event
          .begin(EventType.REJECTION)
          .outcome(Outcome.REJECTED)
          .stage(SmtpStage.EOM)
          .flag(EventFlag.REFUSED_TEMPORARILY)
          .flag(EventFlag.ENDS_WITH_RECIPIENTS)
          .put(EventField.QUEUE_ID, b, from, id)
          .put(EventField.TEXT, b, at, to);
      return LineFate.EVENT;
    }
    if (KnownTexts.isHostFailure(b, at, to)) {
      return ONE_HOST;
    }
    LineFate note = KnownTexts.numberedByItsMiddle(b, at, to);
    return note == null ? UNKNOWN : note;
  }

  // All recipients still waiting fail with it; no ** line tells of each.
  private static LineFate givenUp(
      byte[] b, int from, int id, int at, int to, LogEvent event, Outcome outcome) {
    event
        .begin(EventType.EXPIRED)
        .outcome(outcome)
        .put(EventField.QUEUE_ID, b, from, id)
        .put(EventField.TEXT, b, at, to);
    return LineFate.EVENT;
  }
}
