package modori.parse.localdelivery;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.KnownLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import modori.parse.TextParser;

/**
 * Reads Cyrus IMAP's LMTP server: {@code verify_user(user.bob) failed: Over quota}, {@code
 * Delivered: <id> to mailbox: user.bob} (imap/lmtpd.c); logins and mailbox access are ignored.
 */
public final class CyrusParser implements TextParser {
  private static final LineFate NO_TEXT = LineFate.quarantined("no text");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text of cyrus");
  private static final LineFate CUT = LineFate.quarantined("delivery cut before its result");

  private static final byte[] VERIFY = Ascii.word("verify_user(");
  private static final byte[] FAILED = Ascii.word(") failed: ");
  private static final byte[] OVER_QUOTA = Ascii.word("Over quota");
  private static final byte[] DELIVERED = Ascii.word("Delivered: ");
  private static final byte[] TO_MAILBOX = Ascii.word(" to mailbox: ");
  private static final byte[] USER_DOT = Ascii.word("user.");
  private static final byte[] USER_SLASH = Ascii.word("user/");

  private static final KnownLines LINES =
      new KnownLines()
          .ignored(
              "login", "badlogin", "login", "badauth", "starttls", "STARTTLS", "TLS", "client id")
          .ignored("duplicate suppression", "dupelim", "duplicate_check", "duplicate_mark")
          .ignored(
              "connection of the store",
              "accepted connection",
              "lmtp connection",
              "connection from",
              "telling master",
              "USAGE",
              "idle for too long",
              "inactivity")
          .ignored(
              "mailbox access",
              "open:",
              "Expunged",
              "created mailbox",
              "Deleted mailbox",
              "fetching user",
              "seen_db",
              "auditlog",
              "indexing",
              "expire",
              "sieve ",
              "copyuid",
              "Connection reset")
          .ignored(
              "service",
              "about to exec",
              "executed",
              "process ",
              "service ",
              "ready for work",
              "checkpointing",
              "done checkpointing",
              "skiplist",
              "twoskip",
              "recovering",
              "mystore",
              "archiving",
              "cyrusdb",
              "setrlimit",
              "retrying",
              "DBERROR",
              "DBMSG",
              "IOERROR",
              "WARNING",
              "Fatal error",
              "SQUAT",
              "tls_prune",
              "exiting",
              "attempting clean shutdown",
              "unable to ",
              "can't ");

  /** A parser of Cyrus' texts. */
  public CyrusParser() {}

  @Override
  public String mta() {
    return "cyrus";
  }

  @Override
  public boolean reads(String program) {
    return program.startsWith("cyrus/")
        || program.equals("lmtpunix")
        || program.equals("lmtpd")
        || program.equals("cyrus-master");
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] bytes = line.bytes;
    int from = line.textFrom;
    int to = line.to;
    if (from >= to) {
      return NO_TEXT;
    }
    if (Ascii.startsWith(bytes, from, to, VERIFY)) {
      int account = from + VERIFY.length;
      int failed = Ascii.indexOf(bytes, account, to, FAILED);
      if (failed < 0) {
        return CUT;
      }
      int text = failed + FAILED.length;
      stored(event, bytes, account, failed).put(EventField.TEXT, bytes, text, to);
      // lmtp_overquota_perm_failure decides; the mail server's line tells.
      event.outcome(
          Ascii.startsWith(bytes, text, to, OVER_QUOTA) ? Outcome.DEFERRED : Outcome.BOUNCED);
      return LineFate.CONTEXT;
    }
    if (Ascii.startsWith(bytes, from, to, DELIVERED)) {
      int id = from + DELIVERED.length;
      int mailbox = Ascii.indexOf(bytes, id, to, TO_MAILBOX);
      if (mailbox < 0) {
        return CUT;
      }
      stored(event, bytes, mailbox + TO_MAILBOX.length, to)
          .outcome(Outcome.DELIVERED)
          .put(EventField.TEXT, bytes, from, to);
      if (mailbox - id > 2 && bytes[id] == '<') {
        event.put(EventField.MESSAGE_ID, bytes, id + 1, mailbox - 1);
      }
      return LineFate.CONTEXT;
    }
    LineFate fate = LINES.find(bytes, from, to);
    return fate == null ? UNKNOWN : fate;
  }

  /** The account in {@code user.bob}, {@code user/bob}, {@code example.org!user.bob.Junk}. */
  private static LogEvent stored(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.STORED).flag(EventFlag.LOCAL_STORE);
    int user = Ascii.indexOf(bytes, from, to, USER_DOT);
    char separator = '.';
    if (user < 0) {
      user = Ascii.indexOf(bytes, from, to, USER_SLASH);
      separator = '/';
    }
    if (user < 0) {
      return event;
    }
    int begin = user + USER_DOT.length;
    int end = Ascii.indexOf(bytes, begin, to, separator);
    return event.put(EventField.ACCOUNT, bytes, begin, end < 0 ? to : end);
  }
}
