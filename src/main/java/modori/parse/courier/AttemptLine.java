package modori.parse.courier;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import modori.parse.QuotedReply;

/**
 * {@code id=…,from=<s>,addr=<r>} and a text, a success, or the status that ends the attempt
 * (comctlfile.c).
 */
final class AttemptLine {
  private static final LineFate CUT = LineFate.quarantined("line ends within its fields");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown status of an attempt");
  private static final byte[] STATUS = word("status: ");
  private static final byte[] SUCCESS = word("success");
  private static final byte[] DEFERRED = word("deferred");
  private static final byte[] FAILURE = word("failure");
  private static final byte[] SUCCESS_TEXT = word("success: ");
  private static final byte[] DELIVERED = word("delivered: ");
  private static final byte[] BACKSCATTER = word("backscatter bounce dropped");
  private static final byte[] ESMTP = word("courieresmtp");
  private static final byte[] REMOTE_ONLY = word("courieruucp");
  private static final byte[] FAX = word("courierfax");

  private AttemptLine() {}

  static LineFate parse(LogLine line, int from, LogEvent event) {
    byte[] b = line.bytes;
    int to = line.to;
    event.begin(EventType.ATTEMPT_DETAIL);
    int at = Fields.read(b, from, to, event);
    if (at < 0 || at >= to || !event.has(EventField.RECIPIENT)) {
      return CUT;
    }
    if (startsWith(b, at, to, STATUS)) {
      return status(line, from, at + STATUS.length, event);
    }
    if (startsWith(b, at, to, SUCCESS_TEXT)) {
      return success(line, from, at + SUCCESS_TEXT.length, event);
    }
    if (b[at - 1] == ',') { // "status: deferred" cut, or a word that no source shows
      return UNKNOWN;
    }
    event.put(EventField.TEXT, b, at, to);
    boolean reply = QuotedReply.read(b, at, to, event);
    if (reply && isEsmtp(line) && event.number(EventNumber.REPLY_CODE) >= 400) {
      event.flag(EventFlag.REFUSED_REMOTELY);
    }
    program(line, event);
    return LineFate.CONTEXT;
  }

  private static LineFate status(LogLine line, int from, int at, LogEvent event) {
    byte[] b = line.bytes;
    Outcome outcome;
    if (startsWith(b, at, line.to, DEFERRED)) {
      outcome = Outcome.DEFERRED;
    } else if (startsWith(b, at, line.to, FAILURE)) {
      outcome = Outcome.BOUNCED;
    } else if (startsWith(b, at, line.to, SUCCESS)) {
      outcome = Outcome.DELIVERED;
    } else {
      return UNKNOWN;
    }
    attempt(line, from, event).outcome(outcome).flag(EventFlag.TOLD_EARLIER);
    return LineFate.EVENT;
  }

  // local: "size=n,success: Message delivered." is all; esmtp: "success: delivered: name [ip]"
  // comes
  // before "status: success"
  private static LineFate success(LogLine line, int from, int at, LogEvent event) {
    byte[] b = line.bytes;
    int to = line.to;
    if (!isEsmtp(line) || !startsWith(b, at, to, DELIVERED)) {
      attempt(line, from, event).outcome(Outcome.DELIVERED).put(EventField.TEXT, b, at, to);
      return LineFate.EVENT;
    }
    int host = at + DELIVERED.length;
    if (startsWith(b, host, to, BACKSCATTER)) { // ESMTP_BLOCKBACKSCATTER, courier(8)
      event.flag(EventFlag.NOTICE_DROPPED);
      return LineFate.CONTEXT;
    }
    int blank = indexOf(b, host, to, ' ');
    int open = indexOf(b, host, to, '[');
    int close = open < 0 ? -1 : indexOf(b, open, to, ']');
    event.put(EventField.RELAY_HOST, b, host, blank < 0 ? to : blank);
    if (close > 0) {
      Fields.ip(b, open + 1, close, EventField.RELAY_IP, event);
    }
    return LineFate.CONTEXT;
  }

  private static LogEvent attempt(LogLine line, int from, LogEvent event) {
    event.begin(EventType.ATTEMPT).flag(EventFlag.ENDS_WITH_RECIPIENTS);
    Fields.read(line.bytes, from, line.to, event);
    program(line, event);
    return event;
  }

  private static void program(LogLine line, LogEvent event) {
    byte[] b = line.bytes;
    event.put(EventField.MAILER, b, line.programFrom, line.programTo);
    if (!isEsmtp(line)
        && !startsWith(b, line.programFrom, line.programTo, REMOTE_ONLY)
        && !startsWith(b, line.programFrom, line.programTo, FAX)) {
      event.flag(EventFlag.LOCAL_STORE);
    }
  }

  private static boolean isEsmtp(LogLine line) {
    return startsWith(line.bytes, line.programFrom, line.programTo, ESMTP);
  }
}
