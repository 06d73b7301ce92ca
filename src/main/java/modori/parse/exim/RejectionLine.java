package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.SmtpStage;

/**
 * {@code H=name (helo) [ip] F=<s> [temporarily ]rejected WHAT: text} (smtp_in.c,
 * smtp_handle_acl_fail()) and what else Exim says of a client.
 */
final class RejectionLine {
  /** The client is named, but what is said of it no rule knows. */
  static final LineFate UNKNOWN = LineFate.quarantined("unknown text about a client");

  private static final LineFate OTHER_COMMAND = LineFate.ignored("refused command other than mail");
  private static final byte[] TEMPORARILY = word("temporarily ");
  private static final byte[] REJECTED = word("rejected ");
  private static final byte[] VERIFY_FAIL = word("sender verify fail for ");
  private static final byte[] VERIFY_DEFER = word("sender verify defer for ");
  private static final byte[] RCPT = word("RCPT ");
  private static final byte[] MAIL = word("MAIL ");
  private static final byte[] FROM = word("from ");
  private static final byte[] FROM_COLON = word("FROM:");
  private static final byte[] CONNECTION = word("connection");
  private static final byte[] DATA = word("DATA");
  private static final byte[] DISCARDED = word(": discarded by ");
  private static final byte[] COLON = word(": ");
  private static final byte[] SENDER_VERIFY = word("Sender verify failed");
  private static final byte[] NO_SENDER_VERIFY = word("Could not complete sender verify");

  private RejectionLine() {}

  /** Whether a refusal begins here that no field precedes. */
  static boolean begins(byte[] b, int at, int to) {
    return startsWith(b, at, to, REJECTED) || startsWith(b, at, to, TEMPORARILY);
  }

  /**
   * Reads a line from its first field or verb.
   *
   * @param id where the message id begins
   * @param idTo where it ends; at or before {@code id} where there is none
   */
  static LineFate parse(byte[] b, int id, int idTo, int from, int to, LogEvent event) {
    begin(EventType.REJECTION, b, id, idTo, event).outcome(Outcome.REJECTED);
    int at = fields(b, from, to, event);
    if (at >= to) {
      return UNKNOWN;
    }
    switch (b[at]) {
      case 't':
        if (startsWith(b, at, to, TEMPORARILY)) {
          event.flag(EventFlag.REFUSED_TEMPORARILY);
          at += TEMPORARILY.length;
          return startsWith(b, at, to, REJECTED)
              ? rejected(b, at + REJECTED.length, to, event)
              : UNKNOWN;
        }
        break;
      case 'r':
        if (startsWith(b, at, to, REJECTED)) {
          return rejected(b, at + REJECTED.length, to, event);
        }
        break;
      case 's':
        if (startsWith(b, at, to, VERIFY_FAIL)) {
          return senderVerify(b, id, idTo, from, at, at + VERIFY_FAIL.length, to, event);
        }
        if (startsWith(b, at, to, VERIFY_DEFER)) {
          return senderVerify(b, id, idTo, from, at, at + VERIFY_DEFER.length, to, event);
        }
        break;
      case 'R':
        int discarded = indexOf(b, at, to, DISCARDED);
        if (startsWith(b, at, to, RCPT) && discarded > 0) {
          recipient(b, at + RCPT.length, discarded, event);
          event
              .outcome(Outcome.DISCARDED)
              .stage(SmtpStage.RCPT)
              .put(EventField.TEXT, b, discarded + 2, to);
          return LineFate.EVENT;
        }
        break;
      default:
        break;
    }
    LineFate known = KnownTexts.AFTER_CLIENT.find(b, at, to);
    return known == null ? UNKNOWN : known;
  }

  private static LogEvent begin(EventType type, byte[] b, int id, int idTo, LogEvent event) {
    event.begin(type);
    // A message that is refused as a whole has no line for its end.
    return idTo > id
        ? event.put(EventField.QUEUE_ID, b, id, idTo).flag(EventFlag.ENDS_WITH_RECIPIENTS)
        : event;
  }

  /** Reads fields about the client; gives the position of the first word that is none. */
  static int fields(byte[] b, int from, int to, LogEvent event) {
    int at = from;
    while (at < to) {
      if (b[at] == ' ') {
        at++;
        continue;
      }
      int eq = Values.keyEnd(b, at, to);
      if (eq >= to || b[eq] != '=' || eq == at || eq - at > 4) {
        if (b[at] == 'D' && eq - at == 2 && b[at + 1] == 'S') { // DNSSEC
          at = eq;
          continue;
        }
        return at;
      }
      at = field(b, at, eq, to, event);
    }
    return at;
  }

  private static int field(byte[] b, int key, int eq, int to, LogEvent event) {
    int value = eq + 1;
    if (eq - key == 1 && b[key] == 'H') {
      return Values.host(
          b, value, to, event, EventField.CLIENT_NAME, EventField.HELO, EventField.CLIENT_IP);
    }
    int end = Values.end(b, value, to);
    if (eq - key != 1) {
      return end;
    }
    switch (b[key]) {
      case 'U':
        if (!event.has(EventField.CLIENT_IP)) {
          event.put(EventField.AUTH_USER, b, value, end);
        }
        break;
      case 'A':
        Values.login(b, value, end, event);
        break;
      case 'F':
        address(b, value, end, EventField.SENDER, event);
        break;
      case 'R':
        address(b, value, end, EventField.RECIPIENT, event);
        break;
      case 'X':
        Values.tls(b, value, end, event);
        break;
      default:
        break;
    }
    return end;
  }

  // behind "rejected "
  private static LineFate rejected(byte[] b, int at, int to, LogEvent event) {
    if (startsWith(b, at, to, RCPT)) {
      int end = recipient(b, at + RCPT.length, to, event);
      return refusal(SmtpStage.RCPT, b, end, to, event);
    }
    if (startsWith(b, at, to, MAIL)) {
      return mail(b, at + MAIL.length, to, event);
    }
    if (startsWith(b, at, to, CONNECTION)) {
      return refusal(SmtpStage.CONNECT, b, at, to, event);
    }
    if (startsWith(b, at, to, DATA)) {
      return refusal(SmtpStage.DATA, b, at, to, event);
    }
    if (startsWith(b, at, to, FROM)) { // receive.c: "rejected from <%s>%s%s%s%s: message too big"
      int end = address(b, at + FROM.length, to, EventField.SENDER, event);
      return refusal(SmtpStage.EOM, b, fields(b, end, to, event), to, event);
    }
    int end = at;
    while (end < to && b[end] != ' ') {
      end++;
    }
    SmtpStage stage = KnownTexts.refusedWhat(b, at, end);
    if (stage == null) {
      return OTHER_COMMAND;
    }
    if (stage == SmtpStage.EHLO && startsWith(b, end + 1, to, FROM)) {
      // "rejected EHLO from name [ip]: syntactically invalid argument(s): …"
      client(b, end + 1 + FROM.length, to, event);
    }
    return refusal(stage, b, end, to, event);
  }

  // MAIL <s>: text | MAIL FROM:<s> H=…: text | MAIL from [ip]: text | MAIL command H=…: text
  private static LineFate mail(byte[] b, int from, int to, LogEvent event) {
    int at = from;
    if (startsWith(b, at, to, FROM)) {
      at = client(b, at + FROM.length, to, event);
    } else if (startsWith(b, at, to, FROM_COLON)) {
      at = address(b, at + FROM_COLON.length, to, EventField.SENDER, event);
      at = fields(b, at, to, event);
    } else if (at < to && b[at] == '<') {
      at = address(b, at, to, EventField.SENDER, event);
    }
    return refusal(SmtpStage.MAIL, b, at, to, event);
  }

  /** Reads {@code name (helo) [ip]}; gives the position behind it. */
  static int client(byte[] b, int from, int to, LogEvent event) {
    return Values.host(
        b, from, to, event, EventField.CLIENT_NAME, EventField.HELO, EventField.CLIENT_IP);
  }

  /** The text begins behind the next colon; without one the server gave no reason. */
  static LineFate refusal(SmtpStage stage, byte[] b, int from, int to, LogEvent event) {
    event.stage(stage);
    int colon = indexOf(b, Math.max(from - 1, 0), to, COLON);
    if (colon < 0) {
      return LineFate.EVENT;
    }
    int text = colon + 2;
    if (text >= to) {
      return LineFate.EVENT;
    }
    event.put(EventField.TEXT, b, text, to);
    RemoteReply.read(b, text, to, event);
    if (startsWith(b, text, to, SENDER_VERIFY) || startsWith(b, text, to, NO_SENDER_VERIFY)) {
      event.flag(EventFlag.TOLD_EARLIER);
    }
    return LineFate.EVENT;
  }

  // verify.c and acl.c: written once for each sender of a connection, before the refusals that
  // only say "Sender verify failed"
  private static LineFate senderVerify(
      byte[] b, int id, int idTo, int from, int verb, int address, int to, LogEvent event) {
    begin(EventType.ATTEMPT_DETAIL, b, id, idTo, event);
    fields(b, from, verb, event);
    int end = address(b, address, to, EventField.SENDER, event);
    int text = end + 2;
    if (end < to && b[end] == ':' && text < to) {
      event.put(EventField.TEXT, b, text, to);
      RemoteReply.read(b, text, to, event);
    }
    return LineFate.CONTEXT;
  }

  private static int recipient(byte[] b, int from, int to, LogEvent event) {
    return address(b, from, to, EventField.RECIPIENT, event);
  }

  // <address>, or a bare word; gives the position behind it
  private static int address(byte[] b, int from, int to, EventField field, LogEvent event) {
    if (from < to && b[from] == '<') {
      int close = Addresses.closing(b, from + 1, to);
      event.put(field, b, from + 1, close);
      return Math.min(close + 1, to);
    }
    int end = Addresses.wordEnd(b, from, to);
    if (end > from && b[end - 1] == ':') {
      end--;
    }
    event.put(field, b, from, end);
    return end;
  }
}
