package modori.parse.qmail;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.isDigit;
import static modori.parse.Ascii.number;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.QuotedReply;
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code delivery 2392: success|deferral|failure: text}. In the text qmail writes blanks as {@code
 * _} and line ends as {@code /} (qmail-send.c, del_dochan()); it is read back here.
 */
final class DeliveryLine {
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown end of a delivery");
  private static final byte[] SUCCESS = word("success: ");
  private static final byte[] DEFERRAL = word("deferral: ");
  private static final byte[] FAILURE = word("failure: ");
  private static final byte[] MANGLED = word("report mangled, will defer");
  private static final byte[] DID = word("did_");
  private static final byte[] REMOTE_SAID = word("Remote host said: ");
  private static final byte[] CONNECTED_TO = word("Connected to ");
  private static final byte[] PARENTHESIS = word("(#");
  private static final byte[] TOO_LONG = word("I'm not going to try again; this message has been");

  private static final byte[] REMOTE_SAYS = word("Remote_host_said:");
  private static final byte[] GIVING_UP = word("Giving_up_on_");
  private static final byte[] NO_MORE = word("I'm_not_going_to_try_again");
  private static final byte[] QP = word("qp_");

  // qmail-remote.c
  private static final byte[] NO_RECIPIENT = word(" does not like recipient");
  private static final byte[] NO_SENDER = word(" but sender was rejected");
  private static final byte[] NO_DATA = word(" failed on DATA command");
  private static final byte[] NO_MESSAGE = word(" failed after I sent the message");
  private static final byte[] NO_GREETING = word(" but greeting failed");
  private static final byte[] NO_NAME = word(" but my name was rejected");

  private DeliveryLine() {}

  static LineFate parse(byte[] b, int at, int lineTo, LogEvent event) {
    int end = QmailText.digits(b, at, lineTo);
    if (end == at || end + 2 > lineTo || b[end] != ':' || b[end + 1] != ' ') {
      return QmailText.CUT;
    }
    event
        .begin(EventType.ATTEMPT)
        .flag(EventFlag.TOLD_EARLIER)
        .put(EventField.DELIVERY_ID, b, at, end);
    int to = QmailText.beforeInstance(b, end, lineTo);
    if (to < lineTo) {
      event.put(EventField.INSTANCE, b, to + 1, lineTo);
    }
    int word = end + 2;
    if (startsWith(b, word, to, SUCCESS)) {
      event.outcome(Outcome.DELIVERED);
      succeeded(b, word + SUCCESS.length, to, event);
      return LineFate.EVENT;
    }
    if (startsWith(b, word, to, DEFERRAL)) {
      event.outcome(Outcome.DEFERRED);
      text(b, word + DEFERRAL.length, to, event);
      return LineFate.EVENT;
    }
    if (startsWith(b, word, to, FAILURE)) {
      event.outcome(Outcome.BOUNCED);
      text(b, word + FAILURE.length, to, event);
      return LineFate.EVENT;
    }
    if (startsWith(b, word, to, MANGLED)) {
      event.outcome(Outcome.DEFERRED).put(EventField.TEXT, b, word, to);
      return LineFate.EVENT;
    }
    return UNKNOWN;
  }

  // qmail-local.c: "did 1+0+0": so many mailboxes, forwards and programs; a forward gets a queue
  // entry of its own
  private static void succeeded(byte[] b, int from, int to, LogEvent event) {
    text(b, from, to, event);
    if (!startsWith(b, from, to, DID)) {
      return;
    }
    int first = from + DID.length;
    int second = indexOf(b, first, to, '+') + 1;
    int third = second > 0 ? indexOf(b, second, to, '+') + 1 : 0;
    if (third <= 0) {
      return;
    }
    long mailboxes = number(b, first, to);
    long forwards = number(b, second, to);
    long programs = number(b, third, to);
    if (mailboxes == 0 && forwards > 0 && programs == 0) {
      event.outcome(Outcome.RELAYED).flag(EventFlag.INTERNAL_HOP);
    } else if (mailboxes == 0 && programs > 0) {
      event.flag(EventFlag.HANDED_TO_PROGRAM);
    } else if (mailboxes == 0 && forwards == 0 && programs == 0) {
      event.outcome(Outcome.DISCARDED);
    }
  }

  private static void text(byte[] b, int from, int to, LogEvent event) {
    byte[] text = readBack(b, from, to);
    int length = text.length;
    event.put(EventField.TEXT, text, 0, length);
    if (event.outcome() == Outcome.BOUNCED && indexOf(text, 0, length, TOO_LONG) >= 0) {
      event.outcome(Outcome.EXPIRED);
    }
    int host = startsWith(text, 0, length, CONNECTED_TO) ? CONNECTED_TO.length : 0;
    int hostTo = ipEnd(text, host, length);
    if (hostTo > host) {
      event.put(EventField.RELAY_IP, text, host, hostTo);
    }
    SmtpStage stage = stage(text, hostTo, length);
    if (stage != null) {
      event.stage(stage);
    }
    int said = indexOf(text, 0, length, REMOTE_SAID);
    if (said >= 0) {
      reply(text, said + REMOTE_SAID.length, length, event);
    } else {
      int code = indexOf(text, 0, length, PARENTHESIS);
      if (code >= 0) {
        int digit = code + 2 < length ? text[code + 2] : 0;
        QuotedReply.enhancedCode(text, code + 1, length, digit, event);
      }
      QuotedReply.read(text, 0, length, event);
    }
  }

  private static void reply(byte[] text, int from, int to, LogEvent event) {
    boolean read = QuotedReply.read(text, from, to, event);
    if (read && event.number(EventNumber.REPLY_CODE) >= 400) {
      event.flag(EventFlag.REFUSED_REMOTELY);
    }
  }

  // A slash that stands for itself, as in a URL, looks like a line end: it is one at the end,
  // before
  // qmail's own sentences and before a reply code.
  private static byte[] readBack(byte[] b, int from, int to) {
    int end = to;
    while (end > from && b[end - 1] == '/') {
      end--;
    }
    byte[] text = new byte[end - from];
    for (int i = from; i < end; i++) {
      byte c = b[i];
      boolean blank = c == '_' || c == '/' && beginsLine(b, i + 1, end);
      text[i - from] = blank ? (byte) ' ' : c;
    }
    return text;
  }

  private static boolean beginsLine(byte[] b, int at, int to) {
    if (to - at > 3 && isDigit(b[at]) && isDigit(b[at + 1]) && isDigit(b[at + 2])) {
      return b[at + 3] == '-' || b[at + 3] == '_';
    }
    return startsWith(b, at, to, REMOTE_SAYS)
        || startsWith(b, at, to, GIVING_UP)
        || startsWith(b, at, to, NO_MORE)
        || startsWith(b, at, to, QP);
  }

  // An address of IPv4 or IPv6 that a blank ends.
  private static int ipEnd(byte[] text, int from, int to) {
    int at = from;
    boolean mark = false;
    while (at < to && text[at] != ' ') {
      byte c = text[at];
      mark |= c == '.' || c == ':';
      if (!isDigit(c) && c != '.' && c != ':' && (c < 'a' || c > 'f')) {
        return from;
      }
      at++;
    }
    return mark && at < to ? at : from;
  }

  private static @Nullable SmtpStage stage(byte[] text, int at, int to) {
    if (startsWith(text, at, to, NO_RECIPIENT)) {
      return SmtpStage.RCPT;
    }
    if (startsWith(text, at, to, NO_SENDER)) {
      return SmtpStage.MAIL;
    }
    if (startsWith(text, at, to, NO_DATA)) {
      return SmtpStage.DATA;
    }
    if (startsWith(text, at, to, NO_MESSAGE)) {
      return SmtpStage.EOM;
    }
    if (startsWith(text, at, to, NO_GREETING)) {
      return SmtpStage.CONNECT;
    }
    return startsWith(text, at, to, NO_NAME) ? SmtpStage.EHLO : null;
  }
}
