package modori.parse.opensmtpd;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.number;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.KnownLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.QuotedReply;
import modori.parse.SmtpStage;

/** What happens in a session with a client (smtp_session.c). */
final class SmtpLine {
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown event of a session");
  private static final LineFate CONNECTION = LineFate.ignored("SMTP connection");
  private static final LineFate AUTHENTICATION = LineFate.ignored("authentication");
  private static final LineFate OTHER_COMMAND = LineFate.ignored("refused command other than mail");
  private static final byte[] MESSAGE = word("message ");
  private static final byte[] ENVELOPE = word("envelope ");
  private static final byte[] CONNECTED = word("connected ");
  private static final byte[] FAILED_COMMAND = word("failed-command ");
  private static final byte[] LOGIN = word("authentication ");
  private static final byte[] NEW_SESSION = word("New session ");
  private static final byte[] FROM_HOST = word(" from host ");
  private static final byte[] ACCEPTED = word("Accepted message ");
  private static final byte[] ON_SESSION = word(" on session ");
  private static final byte[] OLD_FAILURE = word("Failed command on session ");
  private static final byte[] ARROW = word("\" => ");
  private static final byte[] QUOTE_RESULT = word("\" result=\"");
  private static final byte[] IPV6 = word("IPv6:");
  private static final KnownLines OTHERS =
      new KnownLines()
          .ignored(
              "SMTP connection",
              "disconnected",
              "closed",
              "tls",
              "starttls",
              "cert",
              "proxy",
              "bad-input",
              "timeout",
              "client-cert",
              "ssl",
              "authentication",
              "report",
              "mail",
              "protocol",
              "rset");

  private SmtpLine() {}

  static LineFate parse(byte[] b, int session, int at, int to, LogEvent event) {
    if (startsWith(b, at, to, MESSAGE)) {
      event
          .begin(EventType.ARRIVAL)
          .flag(EventFlag.ENDS_WITH_RECIPIENTS)
          .flag(EventFlag.TOLD_EARLIER)
          .put(EventField.DELIVERY_ID, b, session, session + 16);
      pairs(b, at + MESSAGE.length, to, false, event);
      return event.has(EventField.QUEUE_ID) ? LineFate.CONTEXT : OpenSmtpdText.CUT;
    }
    if (startsWith(b, at, to, ENVELOPE)) {
      event.begin(EventType.ENVELOPE).flag(EventFlag.ENDS_WITH_RECIPIENTS);
      pairs(b, at + ENVELOPE.length, to, false, event);
      return event.has(EventField.QUEUE_ID) ? LineFate.CONTEXT : OpenSmtpdText.CUT;
    }
    if (startsWith(b, at, to, CONNECTED)) {
      event.begin(EventType.ATTEMPT_DETAIL).put(EventField.DELIVERY_ID, b, session, session + 16);
      pairs(b, at + CONNECTED.length, to, false, event);
      return LineFate.CONTEXT;
    }
    if (startsWith(b, at, to, FAILED_COMMAND)) {
      event
          .begin(EventType.REJECTION)
          .outcome(Outcome.REJECTED)
          .flag(EventFlag.TOLD_EARLIER)
          .put(EventField.DELIVERY_ID, b, session, session + 16);
      return failed(b, at + FAILED_COMMAND.length, to, event);
    }
    if (startsWith(b, at, to, LOGIN)) {
      event
          .begin(EventType.ATTEMPT_DETAIL)
          .flag(EventFlag.TOLD_EARLIER)
          .put(EventField.DELIVERY_ID, b, session, session + 16);
      boolean ok = pairs(b, at + LOGIN.length, to, false, event);
      return ok && event.has(EventField.AUTH_USER) ? LineFate.CONTEXT : AUTHENTICATION;
    }
    LineFate known = OTHERS.find(b, at, to);
    return known == null ? UNKNOWN : known;
  }

  /** Reads a line that begins with {@code smtp-in: } (releases before 6.0). */
  static LineFate old(byte[] b, int at, int to, LogEvent event) {
    if (startsWith(b, at, to, NEW_SESSION)) {
      int session = at + NEW_SESSION.length;
      int host = session + 16;
      if (!Pairs.isHex(b, session, to, 16) || !startsWith(b, host, to, FROM_HOST)) {
        return CONNECTION;
      }
      event.begin(EventType.ATTEMPT_DETAIL).put(EventField.DELIVERY_ID, b, session, host);
      int name = host + FROM_HOST.length;
      int open = indexOf(b, name, to, '[');
      int close = open < 0 ? -1 : indexOf(b, open, to, ']');
      if (close > 0 && open > name) {
        client(b, name, open - 1, EventField.CLIENT_NAME, event);
        client(b, open + 1, close, EventField.CLIENT_IP, event);
      }
      return LineFate.CONTEXT;
    }
    if (startsWith(b, at, to, ACCEPTED)) {
      int id = at + ACCEPTED.length;
      int session = id + 8 + ON_SESSION.length;
      if (!Pairs.isHex(b, id, to, 8) || !Pairs.isHex(b, session, to, 16) || session + 18 > to) {
        return OpenSmtpdText.CUT;
      }
      event
          .begin(EventType.ARRIVAL)
          .flag(EventFlag.ENDS_WITH_RECIPIENTS)
          .flag(EventFlag.TOLD_EARLIER)
          .put(EventField.QUEUE_ID, b, id, id + 8)
          .put(EventField.DELIVERY_ID, b, session, session + 16);
      pairs(b, session + 18, to, true, event);
      return LineFate.CONTEXT;
    }
    if (startsWith(b, at, to, OLD_FAILURE)) {
      int session = at + OLD_FAILURE.length;
      int command = session + 19; // 16hex: "RCPT TO:<a@d>" => 550 text
      int end = indexOf(b, Math.min(command, to), to, ARROW);
      if (!Pairs.isHex(b, session, to, 16) || end < 0) {
        return OpenSmtpdText.CUT;
      }
      event
          .begin(EventType.REJECTION)
          .outcome(Outcome.REJECTED)
          .flag(EventFlag.TOLD_EARLIER)
          .put(EventField.DELIVERY_ID, b, session, session + 16);
      return refusal(b, command, end, end + ARROW.length, to, event);
    }
    return CONNECTION;
  }

  // [address=… host=…] command="RCPT TO:<a@d>" result="550 text"
  private static LineFate failed(byte[] b, int from, int to, LogEvent event) {
    int at = from;
    while (at < to) {
      int eq = Pairs.equalsSign(b, at, to);
      if (eq < 0) {
        return OpenSmtpdText.CUT;
      }
      if (Pairs.is(b, at, eq, "command") && eq + 1 < to && b[eq + 1] == '"') {
        int end = indexOf(b, eq + 2, to, QUOTE_RESULT);
        if (end < 0) {
          return OpenSmtpdText.CUT;
        }
        int reply = end + QUOTE_RESULT.length;
        int replyTo = to > reply && b[to - 1] == '"' ? to - 1 : to;
        return refusal(b, eq + 2, end, reply, replyTo, event);
      }
      int end = Pairs.end(b, eq + 1, to, false, false);
      pair(b, at, eq, eq + 1, end, event);
      at = end + 1;
    }
    return OpenSmtpdText.CUT;
  }

  private static LineFate refusal(
      byte[] b, int command, int commandTo, int reply, int replyTo, LogEvent event) {
    int word = lower(b, command, commandTo);
    switch (word) {
      case 'r' << 8 | 'c':
        event.stage(SmtpStage.RCPT);
        address(b, command, commandTo, EventField.RECIPIENT, event);
        break;
      case 'm' << 8 | 'a':
        event.stage(SmtpStage.MAIL);
        address(b, command, commandTo, EventField.SENDER, event);
        break;
      case 'd' << 8 | 'a':
        event.stage(SmtpStage.DATA);
        break;
      case 'e' << 8 | 'h':
      case 'h' << 8 | 'e':
        event.stage(SmtpStage.EHLO);
        break;
      default:
        return OTHER_COMMAND;
    }
    event.put(EventField.TEXT, b, reply, replyTo);
    QuotedReply.read(b, reply, replyTo, event);
    return LineFate.EVENT;
  }

  private static int lower(byte[] b, int from, int to) {
    return to - from < 4 ? 0 : (b[from] | 0x20) << 8 | (b[from + 1] | 0x20);
  }

  private static void address(byte[] b, int from, int to, EventField field, LogEvent event) {
    int open = indexOf(b, from, to, '<');
    int close = open < 0 ? -1 : indexOf(b, open, to, '>');
    if (close > 0) {
      event.put(field, b, open + 1, close);
    }
  }

  // Gives whether result=ok is among them.
  private static boolean pairs(byte[] b, int from, int to, boolean commas, LogEvent event) {
    boolean ok = false;
    int at = from;
    while (at < to) {
      if (b[at] == ' ' || b[at] == ',') {
        at++;
        continue;
      }
      int eq = Pairs.equalsSign(b, at, to);
      if (eq < 0) {
        return ok;
      }
      int end = Pairs.end(b, eq + 1, to, commas, false);
      ok |= Pairs.is(b, at, eq, "result") && end - eq == 3 && b[eq + 1] == 'o';
      pair(b, at, eq, eq + 1, end, event);
      at = end;
    }
    return ok;
  }

  private static void pair(byte[] b, int key, int eq, int from, int to, LogEvent event) {
    boolean bracketed = to - from >= 2 && b[from] == '<' && b[to - 1] == '>';
    int inner = bracketed ? from + 1 : from;
    int innerTo = bracketed ? to - 1 : to;
    switch (b[key]) {
      case 'm':
        if (Pairs.is(b, key, eq, "msgid") && Pairs.isHex(b, from, to, 8)) {
          event.put(EventField.QUEUE_ID, b, from, from + 8);
        }
        break;
      case 'e':
        if (Pairs.is(b, key, eq, "evpid") && Pairs.isHex(b, from, to, 16)) {
          event.put(EventField.QUEUE_ID, b, from, from + 8);
        }
        break;
      case 'f':
        event.put(EventField.SENDER, b, inner, innerTo);
        break;
      case 't':
        event.put(EventField.RECIPIENT, b, inner, innerTo);
        break;
      case 'a':
        client(b, from, to, EventField.CLIENT_IP, event);
        break;
      case 'h':
        client(b, from, to, EventField.CLIENT_NAME, event);
        break;
      case 'u':
        event.put(EventField.AUTH_USER, b, from, to);
        break;
      case 's':
        count(b, from, to, EventNumber.SIZE_BYTES, event);
        break;
      case 'n':
        count(b, from, to, EventNumber.RECIPIENT_COUNT, event); // nrcpt, before 6.4 ndest
        break;
      default:
        break;
    }
  }

  private static void count(byte[] b, int from, int to, EventNumber number, LogEvent event) {
    long value = number(b, from, to);
    if (value >= 0) {
      event.put(number, value);
    }
  }

  // address=local is the local socket; host=<unknown> has no name
  private static void client(byte[] b, int from, int to, EventField field, LogEvent event) {
    if (from >= to || b[from] == '<') {
      return;
    }
    int at = b[from] == '[' ? from + 1 : from;
    int end = at > from && b[to - 1] == ']' ? to - 1 : to;
    at += startsWith(b, at, end, IPV6) ? IPV6.length : 0;
    boolean address = indexOf(b, at, end, '.') > 0 || indexOf(b, at, end, ':') >= 0;
    if (field == EventField.CLIENT_NAME || address) {
      event.put(field, b, at, end);
    }
  }
}
