package modori.parse.localdelivery;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.KnownLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;

/**
 * Reads Dovecot's log: deliveries by {@code lmtp}, {@code lda}, {@code deliver} and Sieve; logins
 * and mailbox access are ignored.
 *
 * <p>Prefixes by age: {@code lmtp(user)<pid><session>: msgid=..} (2.3 and later), {@code lmtp(pid,
 * user): session: msgid=..} (2.0 to 2.2), {@code deliver(user): msgid=..} (1.x, the prefix being
 * the program tag).
 */
public final class DovecotParser implements TextParser {
  private static final LineFate NO_TEXT = LineFate.quarantined("no text");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text of dovecot");
  private static final LineFate CUT = LineFate.quarantined("delivery cut before its result");

  private static final byte[][] DELIVERERS = {
    Ascii.word("lmtp"), Ascii.word("lda"), Ascii.word("deliver"), Ascii.word("dovecot-lda")
  };
  private static final byte[] MSGID = Ascii.word("msgid=");
  private static final byte[] COLON = Ascii.word(": ");
  private static final byte[] UNSPECIFIED = Ascii.word("unspecified");

  private static final KnownLines OTHER_SERVICES =
      new KnownLines()
          .ignored(
              "login", "imap-login", "pop3-login", "managesieve-login", "submission-login", "login")
          .ignored("authentication", "auth", "passdb", "userdb")
          .ignored(
              "mailbox access",
              "imap",
              "pop3",
              "managesieve",
              "submission",
              "doveadm",
              "dsync",
              "indexer",
              "quota-status",
              "quota",
              "IMAP(",
              "POP3(",
              "IMAP ",
              "POP3 ",
              "MANAGESIEVE",
              "script")
          .ignored(
              "service",
              "master",
              "anvil",
              "config",
              "log:",
              "log(",
              "stats",
              "old-stats",
              "ssl-params",
              "ssl-build-param",
              "dict",
              "director",
              "replicator",
              "aggregator",
              "ipc",
              "tcpwrap",
              "welcome",
              "health-check",
              "dns-client",
              "dns_client",
              "dovecot:",
              "Dovecot ",
              "Error:",
              "Warning:",
              "Fatal:",
              "Info:",
              "Panic:",
              "Killed with signal",
              "SSL parameters",
              "Generating Diffie-Hellman",
              "Time jumped",
              "Time moved",
              "Time just moved");

  private static final KnownLines LMTP_CHATTER =
      new KnownLines()
          .ignored("connection of the store", "Connect from", "Disconnect from", "Connection ")
          .ignored("trouble of the store", "Warning:", "Error:", "Fatal:", "Panic:")
          .ignored("debug", "Debug:", "Raw backtrace")
          .ignored("quota usage", "Quota usage")
          .ignored("service", "master:");

  /** A parser of Dovecot's texts. */
  public DovecotParser() {}

  @Override
  public String mta() {
    return "dovecot";
  }

  @Override
  public boolean reads(String program) {
    return program.startsWith("dovecot")
        || program.equals("deliver")
        || program.startsWith("deliver(")
        || program.startsWith("lda(")
        || program.startsWith("lmtp(");
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] bytes = line.bytes;
    int to = line.to;
    boolean prefixInProgram =
        Ascii.indexOf(bytes, line.programFrom, line.programTo, '(') > line.programFrom;
    int from = prefixInProgram ? line.programFrom : line.textFrom;
    while (from < to && bytes[from] == ' ') {
      from++;
    }
    if (from >= to) {
      return NO_TEXT;
    }
    int service = delivererEnd(bytes, from, to);
    if (service >= 0) {
      return delivery(event, bytes, service, to);
    }
    if (Ascii.startsWith(bytes, from, to, MSGID)) {
      return result(event, bytes, from + MSGID.length, to, -1, -1);
    }
    LineFate fate = OTHER_SERVICES.find(bytes, from, to);
    return fate == null ? UNKNOWN : fate;
  }

  /** The end of the service's name where it is one that delivers, or -1. */
  private static int delivererEnd(byte[] bytes, int from, int to) {
    for (byte[] name : DELIVERERS) {
      int end = from + name.length;
      if (end < to
          && Ascii.startsWith(bytes, from, to, name)
          && (bytes[end] == '(' || bytes[end] == ':' || bytes[end] == '<')) {
        return end;
      }
    }
    return -1;
  }

  private static LineFate delivery(LogEvent event, byte[] bytes, int from, int to) {
    int accountFrom = -1;
    int accountTo = -1;
    int behind = from;
    if (bytes[from] == '(') {
      int close = Ascii.indexOf(bytes, from, to, ')');
      if (close < 0) {
        return CUT;
      }
      behind = close + 1;
      int comma = Ascii.indexOf(bytes, from, close, ',');
      accountFrom = comma < 0 ? from + 1 : comma + 1;
      while (accountFrom < close && bytes[accountFrom] == ' ') {
        accountFrom++;
      }
      accountTo = close;
      // "lmtp(2545): Connect from local" holds a process id, "lmtp(2545)<17><session>" a user.
      boolean session = behind < to && (bytes[behind] == '<' || bytes[behind] == '(');
      if (comma < 0 && !session && digitsOnly(bytes, accountFrom, accountTo)) {
        accountFrom = -1;
      }
    }
    int msgid = Ascii.indexOf(bytes, behind, to, MSGID);
    if (msgid >= 0) {
      return result(event, bytes, msgid + MSGID.length, to, accountFrom, accountTo);
    }
    int colon = Ascii.indexOf(bytes, behind, to, COLON);
    if (colon < 0) {
      return CUT;
    }
    LineFate fate = LMTP_CHATTER.find(bytes, colon + 2, to);
    if (fate == null) {
      // Behind the session of 2.0 to 2.2 stands another colon.
      int second = Ascii.indexOf(bytes, colon + 2, to, COLON);
      fate = second < 0 ? null : LMTP_CHATTER.find(bytes, second + 2, to);
    }
    return fate == null ? UNKNOWN : fate;
  }

  private static LineFate result(
      LogEvent event, byte[] bytes, int from, int to, int accountFrom, int accountTo) {
    // "<id@host>: saved", "<id@host> (added by postmaster@host): saved", "unspecified: saved"
    int close = from < to && bytes[from] == '<' ? Ascii.indexOf(bytes, from, to, '>') : -1;
    int colon = Ascii.indexOf(bytes, Math.max(from, close), to, COLON);
    if (colon < 0) {
      return CUT;
    }
    int text = colon + COLON.length;
    if (text >= to) {
      return CUT;
    }
    event.begin(EventType.STORED).flag(EventFlag.LOCAL_STORE);
    if (close >= 0) {
      event.put(EventField.MESSAGE_ID, bytes, from + 1, close);
    } else if (colon > from && !Ascii.equals(bytes, from, colon, UNSPECIFIED)) {
      event.put(EventField.MESSAGE_ID, bytes, from, colon);
    }
    if (accountFrom >= 0 && accountTo > accountFrom) {
      event.put(EventField.ACCOUNT, bytes, accountFrom, accountTo);
    }
    return StoreResult.read(event, bytes, text, to);
  }

  private static boolean digitsOnly(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Ascii.isDigit(bytes[i])) {
        return false;
      }
    }
    return true;
  }
}
