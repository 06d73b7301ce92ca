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
 * Reads what procmail 3.22 says: {@code Quota exceeded while writing "/var/mail/u"}. It writes to
 * its log file or standard error; in syslog it stands where that is sent on, with or without {@code
 * procmail: } before it.
 */
public final class ProcmailParser implements TextParser {
  private static final LineFate NO_TEXT = LineFate.quarantined("no text");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text of procmail");
  private static final LineFate SUMMARY = LineFate.ignored("summary of a message");

  private static final byte[] NAME = Ascii.word("procmail: ");
  private static final byte[] QUOTA = Ascii.word("Quota exceeded while writing ");
  private static final byte[] NO_SPACE = Ascii.word("No space left to finish writing ");
  private static final byte[] ERROR = Ascii.word("Error while writing to ");
  private static final byte[] FOLDER = Ascii.word("Folder: ");

  private static final KnownLines CHATTER =
      new KnownLines()
          .ignored("summary of a message", "From ", "Subject:")
          .ignored(
              "rules at work",
              "[",
              "Assigning ",
              "Match on",
              "No match on",
              "Score:",
              "Executing ",
              "Notified comsat",
              "Rcfile:",
              "Bad substitution",
              "Skipped ",
              "Extraneous",
              "Opening ",
              "Missing ",
              "Unrecognised",
              "Incomplete recipe",
              "Closing brace",
              "Exceeded LINEBUF",
              "Excessively long",
              "Couldn't determine implicit lockfile")
          .ignored(
              "locks",
              "Locking",
              "Unlocking",
              "Lock failure",
              "Acquiring kernel-lock",
              "Kernel-lock",
              "Kernel-unlock",
              "Forcing lock",
              "Forced unlock",
              "Deadlock",
              "Bypassed locking",
              "Couldn't unlock")
          .ignored(
              "trouble of a program or file",
              "Program failure",
              "Failed to execute",
              "Failed forking",
              "Timeout, terminating",
              "Timeout, was waiting",
              "Rescue of unfiltered data",
              "Truncated file to former size",
              "Couldn't ",
              "Insufficient privileges",
              "Suspicious rcfile",
              "Denying special privileges",
              "Enforcing stricter permissions",
              "Renamed bogus",
              "Renaming bogus",
              "Linking to",
              "Unable to treat as directory",
              "Terminating prematurely",
              "Out of memory",
              "Unknown user",
              "Autoforwarding mailbox",
              "Non-zero exitcode");

  /** A parser of procmail's texts. */
  public ProcmailParser() {}

  @Override
  public String mta() {
    return "procmail";
  }

  @Override
  public boolean reads(String program) {
    return program.equals("procmail");
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] bytes = line.bytes;
    int to = line.to;
    int from = skipBlanks(bytes, line.textFrom, to);
    if (Ascii.startsWith(bytes, from, to, NAME)) {
      from = skipBlanks(bytes, from + NAME.length, to);
    }
    if (from >= to) {
      return NO_TEXT;
    }
    switch (bytes[from]) {
      case 'Q' -> {
        if (Ascii.startsWith(bytes, from, to, QUOTA)) {
          return failure(event, Outcome.BOUNCED, bytes, from, from + QUOTA.length, to);
        }
      }
      case 'N' -> {
        if (Ascii.startsWith(bytes, from, to, NO_SPACE)) {
          return failure(event, Outcome.DEFERRED, bytes, from, from + NO_SPACE.length, to);
        }
      }
      case 'E' -> {
        if (Ascii.startsWith(bytes, from, to, ERROR)) {
          return failure(event, Outcome.DEFERRED, bytes, from, from + ERROR.length, to);
        }
      }
      case 'F' -> {
        if (Ascii.startsWith(bytes, from, to, FOLDER)) {
          return folder(event, bytes, from, to);
        }
      }
      default -> {}
    }
    LineFate fate = CHATTER.find(bytes, from, to);
    return fate == null ? UNKNOWN : fate;
  }

  private static LineFate failure(
      LogEvent event, Outcome outcome, byte[] bytes, int from, int pathFrom, int to) {
    event
        .begin(EventType.STORED)
        .flag(EventFlag.LOCAL_STORE)
        .outcome(outcome)
        .put(EventField.TEXT, bytes, from, to);
    int begin = pathFrom;
    int end = to;
    if (begin < to && bytes[begin] == '"') {
      begin++;
      int close = Ascii.lastIndexOf(bytes, begin, to, '"');
      end = close < 0 ? to : close;
    }
    MailboxPath.account(event, bytes, begin, end);
    return LineFate.CONTEXT;
  }

  /** {@code Folder: /var/mail/u 1234}; other folders do not name their owner. */
  private static LineFate folder(LogEvent event, byte[] bytes, int from, int to) {
    int begin = skipBlanks(bytes, from + FOLDER.length, to);
    if (begin >= to || bytes[begin] != '/') {
      return SUMMARY;
    }
    int end = begin;
    while (end < to && bytes[end] != ' ' && bytes[end] != '\t') {
      end++;
    }
    event
        .begin(EventType.STORED)
        .flag(EventFlag.LOCAL_STORE)
        .outcome(Outcome.DELIVERED)
        .put(EventField.TEXT, bytes, from, to);
    MailboxPath.account(event, bytes, begin, end);
    return event.has(EventField.ACCOUNT) ? LineFate.CONTEXT : SUMMARY;
  }

  private static int skipBlanks(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i;
  }
}
