package modori.parse.opensmtpd;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.KnownLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.NoticeKind;
import modori.parse.TextParser;

/** Reads what smtpd sends to syslog; clients of a session are told as details. */
public final class OpenSmtpdText implements TextParser {
  static final LineFate CUT = LineFate.quarantined("line ends within its fields");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text");
  private static final LineFate UNKNOWN_EVENT = LineFate.quarantined("unknown event of a session");
  private static final LineFate OUTGOING = LineFate.ignored("outgoing connection");
  private static final LineFate FILTER = LineFate.ignored("filter");
  private static final LineFate DAEMON = LineFate.ignored("daemon");

  private static final byte[] EVENT = word("event=");
  private static final byte[] SMTP = word("smtp ");
  private static final byte[] MTA = word("mta ");
  private static final byte[] MDA = word("mda ");
  private static final byte[] FILTERS = word("filters ");
  private static final byte[] DELIVERY = word("delivery ");
  private static final byte[] FOR = word(" for ");
  private static final byte[] RELAY_STATUS = word("relay: ");
  private static final byte[] DELIVERY_STATUS = word("delivery: ");
  private static final byte[] BOUNCE_STATUS = word("bounce: ");
  private static final byte[] SMTP_IN = word("smtp-in: ");
  private static final byte[] SMTP_OUT = word("smtp-out: ");

  private static final KnownLines OUTGOING_EVENTS =
      new KnownLines()
          .ignored(
              "outgoing connection",
              "connecting",
              "connected",
              "disconnected",
              "error",
              "closing",
              "tls",
              "server-cert-check",
              "ssl_check_name",
              "host-rejects-all-mails",
              "starttls",
              "timeout",
              "cert",
              "auth",
              "closed",
              "smtp");

  private static final KnownLines OTHERS =
      new KnownLines()
          .ignored("warning", "warn", "fatal", "lookup", "table", "filter", "crypto")
          .ignored(
              "daemon",
              "info",
              "debug",
              "OpenSMTPD",
              "startup",
              "Exiting",
              "queue",
              "scheduler",
              "mda",
              "mta",
              "control",
              "lka",
              "smtp",
              "pony",
              "parent",
              "ca",
              "purge",
              "proc",
              "dispatcher",
              "setup",
              "imsg",
              "bounce",
              "stat",
              "klondike");

  /** A parser of OpenSMTPD's lines; it keeps nothing between them. */
  public OpenSmtpdText() {}

  @Override
  public String mta() {
    return "opensmtpd";
  }

  @Override
  public boolean reads(String program) {
    return program.equals("smtpd") || program.equals("opensmtpd");
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] b = line.bytes;
    int at = line.textFrom;
    int to = line.to;
    if (at >= to) {
      return LineFate.EMPTY;
    }
    if (Pairs.isHex(b, at, to, 16) && at + 16 < to && b[at + 16] == ' ') {
      return session(b, at, at + 17, to, event);
    }
    if (startsWith(b, at, to, RELAY_STATUS)) {
      return status(b, at + RELAY_STATUS.length, to, AttemptLine.Agent.MTA, event);
    }
    if (startsWith(b, at, to, DELIVERY_STATUS)) {
      return status(b, at + DELIVERY_STATUS.length, to, AttemptLine.Agent.MDA, event);
    }
    if (startsWith(b, at, to, BOUNCE_STATUS)) {
      return lostNotice(b, at + BOUNCE_STATUS.length, to, event);
    }
    if (startsWith(b, at, to, SMTP_IN)) {
      return SmtpLine.old(b, at + SMTP_IN.length, to, event);
    }
    if (startsWith(b, at, to, SMTP_OUT)) {
      return OUTGOING;
    }
    LineFate known = OTHERS.find(b, at, to);
    return known == null ? UNKNOWN : known;
  }

  private static LineFate session(byte[] b, int session, int at, int to, LogEvent event) {
    if (startsWith(b, at, to, MDA) || startsWith(b, at, to, MTA)) {
      boolean store = b[at + 1] == 'd';
      int word = afterEvent(b, at + MTA.length, to);
      if (startsWith(b, word, to, DELIVERY)) {
        return AttemptLine.parse(
            b,
            word + DELIVERY.length,
            to,
            store ? AttemptLine.Agent.MDA : AttemptLine.Agent.MTA,
            event);
      }
      LineFate known = OUTGOING_EVENTS.find(b, word, to);
      return known == null ? UNKNOWN_EVENT : known;
    }
    if (startsWith(b, at, to, SMTP)) {
      return SmtpLine.parse(b, session, afterEvent(b, at + SMTP.length, to), to, event);
    }
    return startsWith(b, at, to, FILTERS) ? FILTER : UNKNOWN_EVENT;
  }

  private static int afterEvent(byte[] b, int at, int to) {
    return startsWith(b, at, to, EVENT) ? at + EVENT.length : at;
  }

  // queue.c, log_envelope(): "%s: %s for %016: from=<%s@%s>, to=<…>, rcpt=<…>, delay=%s, stat=%s"
  private static LineFate status(
      byte[] b, int at, int to, AttemptLine.Agent agent, LogEvent event) {
    int end = indexOf(b, at, to, FOR);
    int id = end + FOR.length;
    if (end < 0 || !Pairs.isHex(b, id, to, 16) || id + 18 > to) {
      return DAEMON;
    }
    return AttemptLine.ofStatus(b, at, end, id, to, agent, event);
  }

  private static LineFate lostNotice(byte[] b, int at, int to, LogEvent event) {
    int end = indexOf(b, at, to, FOR);
    int id = end + FOR.length;
    if (end < 0 || !Pairs.isHex(b, id, to, 16)) {
      return DAEMON;
    }
    event
        .begin(EventType.NOTICE)
        .noticeKind(NoticeKind.NON_DELIVERY)
        .flag(EventFlag.NOTICE_DROPPED)
        .put(EventField.QUEUE_ID, b, id, id + 8)
        .put(EventField.TEXT, b, at, end);
    return LineFate.CONTEXT;
  }
}
