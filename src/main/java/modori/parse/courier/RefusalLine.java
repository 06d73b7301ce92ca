package modori.parse.courier;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.QuotedReply;
import modori.parse.SmtpStage;

/**
 * {@code error,relay=ip,port=n[,from=<s>[,to=<r>]]: reply} and {@code
 * error,relay=ip,msg="reply",cmd: command} of courieresmtpd (courieresmtpd.c).
 */
final class RefusalLine {
  private static final LineFate CUT = LineFate.quarantined("refusal without a reply");
  private static final LineFate OTHER_COMMAND = LineFate.ignored("refused command other than mail");
  private static final byte[] MSG = word("msg=\"");
  private static final byte[] CMD = word("\",cmd: ");
  private static final byte[] MAIL = word("MAIL FROM:");
  private static final byte[] RCPT = word("RCPT TO:");
  private static final byte[] DATA = word("DATA");

  private RefusalLine() {}

  static LineFate parse(byte[] b, int from, int to, LogEvent event) {
    event.begin(EventType.REJECTION).outcome(Outcome.REJECTED);
    int at = Fields.read(b, from, to, event);
    if (at < 0 || at >= to) {
      return CUT;
    }
    if (startsWith(b, at, to, MSG)) {
      return ofCommand(b, at + MSG.length, to, event);
    }
    boolean more = to - at > 3 && b[at + 3] == '-'; // a reply of several lines, one line each
    if (more) {
      event.begin(EventType.ATTEMPT_DETAIL);
      Fields.read(b, from, to, event);
    } else {
      event.flag(EventFlag.TOLD_EARLIER);
    }
    reply(b, at, to, event);
    if (event.has(EventField.RECIPIENT)) {
      event.stage(SmtpStage.RCPT);
    } else if (event.has(EventField.SENDER)) {
      event.stage(SmtpStage.MAIL);
    }
    return more ? LineFate.CONTEXT : LineFate.EVENT;
  }

  private static LineFate ofCommand(byte[] b, int text, int to, LogEvent event) {
    int end = indexOf(b, text, to, CMD);
    if (end < 0) {
      return CUT;
    }
    int command = end + CMD.length;
    if (is(b, command, to, MAIL)) {
      event.stage(SmtpStage.MAIL);
      address(b, command + MAIL.length, to, EventField.SENDER, event);
    } else if (is(b, command, to, RCPT)) {
      event.stage(SmtpStage.RCPT);
      address(b, command + RCPT.length, to, EventField.RECIPIENT, event);
    } else if (is(b, command, to, DATA)) {
      event.stage(SmtpStage.DATA);
    } else {
      return OTHER_COMMAND;
    }
    reply(b, text, end, event);
    return LineFate.EVENT;
  }

  private static void reply(byte[] b, int from, int to, LogEvent event) {
    event.put(EventField.TEXT, b, from, to);
    QuotedReply.read(b, from, to, event);
  }

  private static void address(byte[] b, int from, int to, EventField field, LogEvent event) {
    int open = indexOf(b, from, to, '<');
    int close = open < 0 ? -1 : indexOf(b, open, to, '>');
    if (close > 0) {
      event.put(field, b, open + 1, close);
    }
  }

  private static boolean is(byte[] b, int from, int to, byte[] command) {
    if (to - from < command.length) {
      return false;
    }
    for (int i = 0; i < command.length; i++) {
      int c = b[from + i];
      if ((c >= 'a' && c <= 'z' ? c - 32 : c) != command[i]) {
        return false;
      }
    }
    return true;
  }
}
