package modori.parse.courier;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import java.util.Set;
import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.KnownLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import modori.parse.TextParser;

/**
 * Reads what Courier sends to syslog. A queue entry has no line for its end: {@code completed} only
 * says that one delivery process has ended.
 */
public final class CourierText implements TextParser {
  private static final Set<String> PROGRAMS =
      Set.of(
          "courierd",
          "courieresmtp",
          "courieresmtpd",
          "courierlocal",
          "courierdsn",
          "courieruucp",
          "courierfax",
          "courierfilter",
          "submit",
          "esmtpd");

  private static final LineFate CUT = LineFate.quarantined("line ends within its fields");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text");
  private static final LineFate PROCESS_ENDED = LineFate.ignored("delivery process ended");
  private static final LineFate CONNECTION = LineFate.ignored("SMTP connection");

  private static final byte[] ID = word("id=");
  private static final byte[] NEWMSG = word("newmsg,id=");
  private static final byte[] STARTED = word("started,");
  private static final byte[] COMPLETED = word("completed,id=");
  private static final byte[] ERROR = word("error,");
  private static final byte[] DSN = word("dsn");
  private static final byte[] DEFERRED = word("deferred");
  private static final byte[] POSTMASTER = word("postmaster");
  private static final byte[] DNS = word("dns; ");

  // courierd.C, msgq.C, drvinfo.C and the modules' start and stop
  private static final KnownLines OTHERS =
      new KnownLines()
          .ignored(
              "daemon",
              "Waiting",
              "queuelo=",
              "Started ",
              "Purging ",
              "Loading ",
              "Installing",
              "Installed",
              "Initializing",
              "Courier ",
              "SHUTDOWN",
              "Shutdown",
              "Restart",
              "Starting",
              "Flush",
              "ABORT",
              "alias",
              "SIG",
              "Terminat",
              "started ",
              "Loaded")
          .ignored(
              "trouble of the server itself",
              "Error: stuck delivery",
              "CRIT: ",
              "ERR: ",
              "WARN",
              "Internal",
              "rw_install",
              "Unable to ",
              "Too much data",
              "exec",
              "fork",
              "Corrupted",
              "Cannot",
              "INFO",
              "DEBUG",
              "Error",
              "pipe")
          .ignored(
              "SMTP connection",
              "courieresmtpd: STARTTLS",
              "STARTTLS",
              "couriertls",
              "Connection",
              "Disconnected",
              "ip=",
              "TLS",
              "SSL");

  /** A parser of Courier's lines; it keeps nothing between them. */
  public CourierText() {}

  @Override
  public String mta() {
    return "courier";
  }

  @Override
  public boolean reads(String program) {
    return PROGRAMS.contains(program);
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] b = line.bytes;
    int at = line.textFrom;
    int to = line.to;
    if (at >= to) {
      return LineFate.EMPTY;
    }
    switch (b[at]) {
      case 'i':
        if (startsWith(b, at, to, ID)) {
          return AttemptLine.parse(line, at, event);
        }
        break;
      case 's':
        if (startsWith(b, at, to, STARTED)) {
          return started(b, at + STARTED.length, to, event);
        }
        break;
      case 'n':
        if (startsWith(b, at, to, NEWMSG)) {
          return arrival(b, at + NEWMSG.length, to, event);
        }
        break;
      case 'c':
        if (startsWith(b, at, to, COMPLETED)) {
          return PROCESS_ENDED;
        }
        break;
      case 'e':
        if (startsWith(b, at, to, ERROR)) {
          return RefusalLine.parse(b, at + ERROR.length, to, event);
        }
        break;
      default:
        break;
    }
    LineFate known = OTHERS.find(b, at, to);
    return known == null ? UNKNOWN : known;
  }

  // started,ip=[…],port=[…] | started,id=…,from=<s>,module=m,host=h,addr=<r>
  private static LineFate started(byte[] b, int from, int to, LogEvent event) {
    if (!startsWith(b, from, to, ID)) {
      return CONNECTION;
    }
    event.begin(EventType.ENVELOPE).flag(EventFlag.ENDS_WITH_RECIPIENTS);
    int at = Fields.read(b, from, to, event);
    if (at < 0 || !event.has(EventField.MAILER) || !event.has(EventField.SENDER)) {
      return CUT;
    }
    boolean notice =
        Ascii.equals(b, event.from(EventField.MAILER), event.to(EventField.MAILER), DSN);
    if (notice) {
      return notice(b, event);
    }
    int id = event.from(EventField.QUEUE_ID);
    int idTo = event.to(EventField.QUEUE_ID);
    int sender = event.from(EventField.SENDER);
    int senderTo = event.to(EventField.SENDER);
    event
        .begin(EventType.ENVELOPE)
        .flag(EventFlag.ENDS_WITH_RECIPIENTS)
        .put(EventField.QUEUE_ID, b, id, idTo)
        .put(EventField.SENDER, b, sender, senderTo);
    return LineFate.CONTEXT;
  }

  // The module dsn is started with no host once all recipients have a final outcome or the queue
  // has
  // given them up, with host=deferred for a warning; from and addr are those of the notice.
  private static LineFate notice(byte[] b, LogEvent event) {
    int id = event.from(EventField.QUEUE_ID);
    int idTo = event.to(EventField.QUEUE_ID);
    boolean postmaster =
        startsWith(b, event.from(EventField.RECIPIENT), event.to(EventField.RECIPIENT), POSTMASTER);
    boolean delay =
        Ascii.equals(
            b, event.from(EventField.RELAY_HOST), event.to(EventField.RELAY_HOST), DEFERRED);
    if (delay) {
      event
          .begin(EventType.NOTICE)
          .noticeKind(NoticeKind.DELAY)
          .put(EventField.QUEUE_ID, b, id, idTo);
      return LineFate.CONTEXT;
    }
    event
        .begin(EventType.EXPIRED)
        .outcome(Outcome.EXPIRED)
        .noticeKind(postmaster ? NoticeKind.POSTMASTER : NoticeKind.NON_DELIVERY)
        .put(EventField.QUEUE_ID, b, id, idTo);
    return LineFate.EVENT;
  }

  // newmsg,id=…[,auth=…]: dns; helo (name [ip])
  private static LineFate arrival(byte[] b, int from, int to, LogEvent event) {
    event.begin(EventType.ARRIVAL).flag(EventFlag.ENDS_WITH_RECIPIENTS);
    int at = Fields.read(b, from - ID.length, to, event);
    if (at < 0 || !event.has(EventField.QUEUE_ID)) {
      return CUT;
    }
    if (startsWith(b, at, to, DNS)) {
      at += DNS.length;
      int open = indexOf(b, at, to, '(');
      int bracket = indexOf(b, at, to, '[');
      int close = bracket < 0 ? -1 : indexOf(b, bracket, to, ']');
      event.put(EventField.HELO, b, at, open > at ? open - 1 : to);
      if (open > 0 && bracket > open + 1) {
        event.put(EventField.CLIENT_NAME, b, open + 1, bracket - 1);
      }
      if (close > 0) {
        Fields.ip(b, bracket + 1, close, EventField.CLIENT_IP, event);
      }
    }
    return LineFate.CONTEXT;
  }
}
