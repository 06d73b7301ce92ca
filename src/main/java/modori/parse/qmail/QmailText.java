package modori.parse.qmail;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.isDigit;
import static modori.parse.Ascii.lastIndexOf;
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
import modori.parse.LogLine;
import modori.parse.NoticeKind;
import modori.parse.TextParser;

/** Reads what qmail-send hands to splogger or multilog (qmail-log(5), qmail-send.c). */
public final class QmailText implements TextParser {
  static final String MTA = "qmail";
  static final LineFate CUT = LineFate.quarantined("line ends within its fields");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text");
  private static final LineFate STATUS = LineFate.ignored("status");

  private static final byte[] STATUS_LINE = word("status: ");
  private static final byte[] NEW_MSG = word("new msg ");
  private static final byte[] INFO_MSG = word("info msg ");
  private static final byte[] END_MSG = word("end msg ");
  private static final byte[] BOUNCE_MSG = word("bounce msg ");
  private static final byte[] STARTING = word("starting delivery ");
  private static final byte[] DELIVERY = word("delivery ");
  private static final byte[] MSG = word(": msg ");
  private static final byte[] TO_LOCAL = word(" to local ");
  private static final byte[] TO_REMOTE = word(" to remote ");
  private static final byte[] BYTES = word(": bytes ");
  private static final byte[] FROM = word(" from <");
  private static final byte[] QP = word("qp ");
  private static final byte[] QP_BEHIND = word("> qp ");
  private static final byte[] UID = word(" uid ");
  private static final byte[] QUEUE = word(" queue");
  private static final byte[] BOUNCE_FILE = word("discarding bounce/");
  private static final byte[] DOUBLE_BOUNCE = word("double bounce: ");
  private static final byte[] TRIPLE_BOUNCE = word("triple bounce: ");

  // qmail-send.c, qmail-start.c, tcpserver, multilog
  private static final KnownLines OTHERS =
      new KnownLines()
          .ignored(
              "warning",
              "warning: ",
              "alert: ",
              "internal error",
              "unable to ",
              "cannot ",
              "oh no!",
              "sorry",
              "hiding")
          .ignored(
              "daemon",
              "running",
              "exiting",
              "number of ",
              "concurrency",
              "qmail-",
              "max",
              "rehashing",
              "reading",
              "todo")
          .ignored(
              "SMTP connection",
              "tcpserver: ",
              "sslserver: ",
              "tcpsvd: ",
              "rblsmtpd: ",
              "qmail-smtpd: ",
              "qmail-qmqpd: ",
              "policy_check");

  /** A parser of qmail's lines; it keeps nothing between them. */
  public QmailText() {}

  @Override
  public String mta() {
    return MTA;
  }

  /** splogger's default tag is {@code splogger}; qmail's own scripts give {@code qmail}. */
  @Override
  public boolean reads(String program) {
    return program.equals("qmail") || program.equals("qmail-send") || program.equals("splogger");
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    return parse(line.bytes, afterStamp(line.bytes, line.textFrom, line.to), line.to, event);
  }

  static LineFate parse(byte[] b, int at, int lineTo, LogEvent event) {
    int to = lineTo;
    while (to > at && b[to - 1] == ' ') {
      to--;
    }
    if (at >= to) {
      return LineFate.EMPTY;
    }
    switch (b[at]) {
      case 's':
        if (startsWith(b, at, to, STATUS_LINE)) {
          return STATUS;
        }
        if (startsWith(b, at, to, STARTING)) {
          return starting(b, at + STARTING.length, to, event);
        }
        break;
      case 'd':
        if (startsWith(b, at, to, DELIVERY)) {
          return DeliveryLine.parse(b, at + DELIVERY.length, to, event);
        }
        if (startsWith(b, at, to, DOUBLE_BOUNCE)) {
          return lostNotice(b, at, to, event);
        }
        break;
      case 'n':
        if (startsWith(b, at, to, NEW_MSG)) {
          return message(EventType.ARRIVAL, b, at + NEW_MSG.length, to, event);
        }
        break;
      case 'i':
        if (startsWith(b, at, to, INFO_MSG)) {
          return info(b, at + INFO_MSG.length, to, event);
        }
        break;
      case 'e':
        if (startsWith(b, at, to, END_MSG)) {
          return message(EventType.REMOVED, b, at + END_MSG.length, to, event);
        }
        break;
      case 'b':
        if (startsWith(b, at, to, BOUNCE_MSG)) {
          return bounce(b, at + BOUNCE_MSG.length, to, event);
        }
        break;
      case 't':
        if (startsWith(b, at, to, TRIPLE_BOUNCE)) {
          return lostNotice(b, at, to, event);
        }
        break;
      default:
        break;
    }
    LineFate known = OTHERS.find(b, at, to);
    return known == null ? UNKNOWN : known;
  }

  private static LineFate message(EventType type, byte[] b, int at, int to, LogEvent event) {
    int end = digits(b, at, to);
    if (end == at) {
      return CUT;
    }
    event.begin(type).put(EventField.QUEUE_ID, b, at, end);
    instance(b, end, to, event);
    return LineFate.CONTEXT;
  }

  // info msg 987: bytes 2343 from <dave@example.org> qp 18695 uid 49491
  private static LineFate info(byte[] b, int at, int to, LogEvent event) {
    int end = digits(b, at, to);
    int from = indexOf(b, end, to, FROM);
    if (end == at || !startsWith(b, end, to, BYTES) || from < 0) {
      return CUT;
    }
    int sender = from + FROM.length;
    int close = lastPosition(b, sender, to);
    if (close < 0) {
      return CUT;
    }
    // A notice begins here and not with "new msg": only this line can be linked to its cause.
    event
        .begin(close == sender ? EventType.ARRIVAL : EventType.ENVELOPE)
        .put(EventField.QUEUE_ID, b, at, end)
        .put(EventField.SENDER, b, sender, close);
    long size = number(b, end + BYTES.length, from);
    if (size >= 0) {
      event.put(EventNumber.SIZE_BYTES, size);
    }
    // qmail-queue's process id is the only link from "bounce msg" to the notice
    int qp = close + 2;
    int qpTo = digits(b, qp + QP.length, to);
    if (close == sender && qpTo > qp + QP.length) {
      event.flag(EventFlag.TOLD_EARLIER).put(EventField.DELIVERY_ID, b, qp, qpTo);
    }
    int uid = indexOf(b, close, to, UID);
    if (uid > 0) {
      int number = uid + UID.length;
      event.put(EventField.AUTH_USER, b, number, digits(b, number, to));
    }
    instance(b, close, to, event);
    return LineFate.CONTEXT;
  }

  private static int lastPosition(byte[] b, int from, int to) {
    int qp = indexOf(b, from, to, QP_BEHIND);
    return qp >= 0 ? qp : lastIndexOf(b, from, to, '>');
  }

  // starting delivery 2392: msg 12345 to remote a@example.net
  private static LineFate starting(byte[] b, int at, int to, LogEvent event) {
    int end = digits(b, at, to);
    int msg = end + MSG.length;
    int msgTo = digits(b, Math.min(msg, to), to);
    if (end == at || !startsWith(b, end, to, MSG) || msgTo == msg) {
      return CUT;
    }
    boolean local = startsWith(b, msgTo, to, TO_LOCAL);
    if (!local && !startsWith(b, msgTo, to, TO_REMOTE)) {
      return CUT;
    }
    int recipient = msgTo + (local ? TO_LOCAL.length : TO_REMOTE.length);
    int recipientTo = beforeInstance(b, recipient, to);
    event
        .begin(EventType.ATTEMPT_DETAIL)
        .put(EventField.DELIVERY_ID, b, at, end)
        .put(EventField.QUEUE_ID, b, msg, msgTo)
        .put(
            EventField.RECIPIENT,
            b,
            local ? behindVirtualDomain(b, recipient, recipientTo) : recipient,
            recipientTo)
        .put(EventField.MAILER, b, msgTo + 4, recipient - 1);
    if (local) {
      event.flag(EventFlag.LOCAL_STORE);
    }
    instance(b, recipient, to, event);
    return LineFate.CONTEXT;
  }

  // qmail-send(8), virtualdomains: the line "example.org:example.org", which vpopmail writes, makes
  // of bob@example.org the local address example.org-bob@example.org
  private static int behindVirtualDomain(byte[] b, int from, int to) {
    int at = lastIndexOf(b, from, to, '@');
    int length = to - at - 1;
    if (at < 0 || length < 1 || from + length >= at || b[from + length] != '-') {
      return from;
    }
    for (int i = 0; i < length; i++) {
      if (b[from + i] != b[at + 1 + i]) {
        return from;
      }
    }
    return from + length + 1;
  }

  // bounce msg 12345 qp 18700: the notice that qmail-queue's process 18700 has queued
  private static LineFate bounce(byte[] b, int at, int to, LogEvent event) {
    int end = digits(b, at, to);
    int qp = end + 1;
    int qpTo = digits(b, Math.min(qp + QP.length, to), to);
    if (end == at || !startsWith(b, qp, to, QP) || qpTo == qp + QP.length) {
      return CUT;
    }
    event
        .begin(EventType.NOTICE)
        .noticeKind(NoticeKind.NON_DELIVERY)
        .put(EventField.QUEUE_ID, b, at, end)
        .put(EventField.DELIVERY_ID, b, qp, qpTo);
    instance(b, qpTo, to, event);
    return LineFate.CONTEXT;
  }

  // "triple bounce: discarding bounce/12345": a notice to the postmaster failed too; forks discard
  // double bounces
  private static LineFate lostNotice(byte[] b, int at, int to, LogEvent event) {
    int file = indexOf(b, at, to, BOUNCE_FILE);
    if (file < 0) {
      return CUT;
    }
    int id = file + BOUNCE_FILE.length;
    for (int slash = indexOf(b, id, to, '/'); slash >= 0; slash = indexOf(b, id, to, '/')) {
      id = slash + 1; // split queues
    }
    int end = digits(b, id, to);
    if (end == id) {
      return CUT;
    }
    event
        .begin(EventType.NOTICE)
        .noticeKind(NoticeKind.NON_DELIVERY)
        .flag(EventFlag.NOTICE_DROPPED)
        .put(EventField.QUEUE_ID, b, id, end)
        .put(EventField.OTHER_QUEUE_ID, b, id, end)
        .put(EventField.TEXT, b, at, to);
    return LineFate.CONTEXT;
  }

  // indimail runs several queues and ends its lines with " queue3"
  private static void instance(byte[] b, int from, int to, LogEvent event) {
    int end = beforeInstance(b, from, to);
    if (end < to) {
      event.put(EventField.INSTANCE, b, end + 1, to);
    }
  }

  static int beforeInstance(byte[] b, int from, int to) {
    int digits = to;
    while (digits > from && isDigit(b[digits - 1])) {
      digits--;
    }
    int start = digits - QUEUE.length;
    return digits < to && start >= from && startsWith(b, start, to, QUEUE) ? start : to;
  }

  static int digits(byte[] b, int from, int to) {
    int at = from;
    while (at < to && isDigit(b[at])) {
      at++;
    }
    return at;
  }

  /** Where the text behind splogger's stamp, {@code 1276913544.622077 }, begins. */
  static int afterStamp(byte[] b, int from, int to) {
    int dot = digits(b, from, to);
    if (dot == from || dot >= to || b[dot] != '.') {
      return from;
    }
    int end = digits(b, dot + 1, to);
    return end > dot + 1 && end < to && b[end] == ' ' ? end + 1 : from;
  }
}
