package modori.parse.postfix;

import java.nio.charset.StandardCharsets;
import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;
import org.jspecify.annotations.Nullable;

/** Reads the lines of Postfix, all versions and instances. */
public final class PostfixParser implements TextParser {
  private static final byte[] NOQUEUE = Ascii.word("NOQUEUE: ");
  private static final byte[] WARNING = Ascii.word("warning: ");
  private static final byte[] REMOVED = Ascii.word("removed");
  private static final byte[] REQUEUED = Ascii.word("requeued");
  private static final byte[] REJECT = Ascii.word("reject:");
  private static final byte[] DISCARD = Ascii.word("discard:");
  private static final byte[] HOLD = Ascii.word("hold:");
  private static final byte[] MILTER = Ascii.word("milter-");
  private static final byte[] PROXY_REJECT = Ascii.word("proxy-reject:");
  private static final byte[] SIZE_LIMIT = Ascii.word("queue file size limit exceeded");
  private static final byte[] WRITE_QUEUE_FILE = Ascii.word("write queue file: ");
  private static final byte[] NOT_ACCEPTED = Ascii.word("message not accepted, try again later");

  /** What is said of a queue entry without deciding it. */
  private static final Phrases OF_ENTRY =
      Phrases.builder()
          .add(Fates.ONE_HOST, "host ", "lost connection with ", "conversation with ")
          .add(Fates.ONE_HOST, "enabling PIX ", "SASL authentication failed; ", "connect to ")
          .add(Fates.ONE_HOST, "SASL [CACHED] authentication failed; ", "breaking line > ")
          .add(Fates.ONE_HOST, "Cannot start TLS", "TLS ", "SMTPUTF8 ", "message size ", "server ")
          .add(Fates.ONE_HOST, "Server ", "mail for ", "Host or domain name not found", "smtp_")
          .add(Fates.ONE_HOST, "TLSA ", "Name service error ", "unable to look up host ")
          .add(Fates.ONE_HOST, "non DNSSEC destination")
          .add(Fates.TLS, "Untrusted TLS ", "Trusted TLS ", "Verified TLS ", "Anonymous TLS ")
          .add(Fates.TLS, "certificate verification ")
          .add(Fates.LOST, "lost connection after ", "timeout after ", "too many errors after ")
          .add(Fates.CLIENT_FAULT, "improper command pipelining after ", "bare <")
          .add(Fates.WARNING, "warning: ", "read timeout on ")
          .add(Fates.TROUBLE, "fatal: ", "panic: ", "error: ")
          .add(Fates.ACTION, "info: ", "warn: ", "filter: ", "redirect: ", "bcc: ", "prepend: ")
          .add(Fates.ACTION, "replace: ", "permit: ", "pass: ", "strip: ", "delay: ")
          .add(Fates.ACTION, "milter-")
          .add(Fates.REJECT_WARNING, "reject_warning: ")
          .add(Fates.PROXY, "proxy-accept: ")
          .add(Fates.RESENT, "resent-message-id=")
          .add(Fates.QUEUE_MANAGER, "skipped, still being delivered")
          .add(Fates.BY_HAND, "placed on hold", "released from hold", "expired", "force-expired")
          .add(Fates.NOTICE_LATER, "status=deferred (bounce failed)")
          .build();

  @Override
  public String mta() {
    return "postfix";
  }

  @Override
  public boolean reads(String program) {
    byte[] name = program.getBytes(StandardCharsets.UTF_8);
    int slash = Ascii.lastIndexOf(name, 0, name.length, '/');
    Daemon daemon = Daemon.named(name, slash + 1, name.length);
    return daemon != Daemon.UNKNOWN && (slash > 0 || daemon.role() == Daemon.Role.POLICY);
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] bytes = line.bytes;
    int slash = Ascii.lastIndexOf(bytes, line.programFrom, line.programTo, '/');
    int name = slash < 0 ? line.programFrom : slash + 1;
    Daemon daemon = Daemon.named(bytes, name, line.programTo);
    int from = line.textFrom;
    int to = line.to;
    while (to > from && (bytes[to - 1] == ' ' || bytes[to - 1] == '\r' || bytes[to - 1] == '\t')) {
      to--;
    }
    if (from >= to) {
      return LineFate.EMPTY;
    }
    if (daemon.role() == Daemon.Role.HELPER) {
      return daemon == Daemon.UNKNOWN ? Fates.UNKNOWN_PROGRAM : Fates.HELPER;
    }
    if (daemon.role() == Daemon.Role.POLICY) {
      return Fates.POLICY;
    }
    LineFate fate = read(daemon, event, bytes, from, to);
    if (fate.kind() == LineFate.Kind.EVENT || fate.kind() == LineFate.Kind.CONTEXT) {
      int first = Ascii.indexOf(bytes, line.programFrom, line.programTo, '/');
      event.put(EventField.INSTANCE, bytes, line.programFrom, first < 0 ? line.programTo : first);
      if (event.type() == EventType.ATTEMPT || event.type() == EventType.REMOVED) {
        event.put(EventField.MAILER, bytes, name, line.programTo);
      }
    }
    return fate;
  }

  private static LineFate read(Daemon daemon, LogEvent event, byte[] bytes, int from, int to) {
    int idEnd = QueueId.end(bytes, from, to);
    if (idEnd > 0 && idEnd + 1 < to && bytes[idEnd] == ':' && bytes[idEnd + 1] == ' ') {
      int text = skipBlanks(bytes, idEnd + 2, to);
      LineFate fate = ofEntry(daemon, event, bytes, from, idEnd, text, to);
      event.put(EventField.QUEUE_ID, bytes, from, idEnd);
      return fate;
    }
    if (Ascii.startsWith(bytes, from, to, NOQUEUE)) {
      return withoutEntry(daemon, event, bytes, skipBlanks(bytes, from + NOQUEUE.length, to), to);
    }
    if (Ascii.startsWith(bytes, from, to, WARNING)) {
      return warning(daemon, event, bytes, from + WARNING.length, to);
    }
    return withoutEntry(daemon, event, bytes, from, to);
  }

  private static LineFate ofEntry(
      Daemon daemon, LogEvent event, byte[] bytes, int idFrom, int idTo, int from, int to) {
    if (from >= to) {
      return Fates.CUT;
    }
    switch (bytes[from]) {
      case 't' -> {
        if (Ascii.startsWith(bytes, from, to, Delivery.TO)) {
          return Delivery.parse(daemon, event, bytes, from, to);
        }
      }
      case 'f' -> {
        if (Ascii.startsWith(bytes, from, to, QueueEntry.FROM)) {
          return QueueEntry.from(event, bytes, from, to);
        }
      }
      case 'm' -> {
        if (Ascii.startsWith(bytes, from, to, QueueEntry.MESSAGE_ID)) {
          return QueueEntry.messageId(event, bytes, from, to);
        }
      }
      case 'c' -> {
        if (Ascii.startsWith(bytes, from, to, Arrival.CLIENT)) {
          return Arrival.client(event, bytes, from, to);
        }
      }
      case 'u' -> {
        if (Ascii.startsWith(bytes, from, to, Arrival.UID)) {
          return Arrival.pickup(event, bytes, from, to);
        }
        if (Ascii.startsWith(bytes, from, to, QueueEntry.NOTICE_DISCARDED)) {
          return QueueEntry.noticeDiscarded(event, bytes, idFrom, idTo);
        }
      }
      case 'r' -> {
        if (Ascii.equals(bytes, from, to, REMOVED) || Ascii.equals(bytes, from, to, REQUEUED)) {
          return QueueEntry.removed(event);
        }
      }
      case 's', 'p' -> {
        if (Ascii.startsWith(bytes, from, to, QueueEntry.SENDER)
            || Ascii.startsWith(bytes, from, to, QueueEntry.POSTMASTER)) {
          return QueueEntry.notice(event, bytes, from, to);
        }
      }
      default -> {}
    }
    LineFate decision = decision(event, bytes, from, to);
    LineFate known = decision != null ? decision : OF_ENTRY.fate(bytes, from, to);
    return known != null ? known : Fates.UNKNOWN_OF_ENTRY;
  }

  private static LineFate withoutEntry(
      Daemon daemon, LogEvent event, byte[] bytes, int from, int to) {
    LineFate decision = decision(event, bytes, from, to);
    if (decision != null) {
      return decision;
    }
    if (Ascii.startsWith(bytes, from, to, Arrival.CLIENT)) {
      // smtpd_proxy_filter: the message gets its queue id when the proxy hands it back.
      return Fates.PROXY;
    }
    if (Ascii.startsWith(bytes, from, to, Delivery.TO)) {
      return Delivery.parse(daemon, event, bytes, from, to);
    }
    return Chatter.read(daemon, bytes, from, to);
  }

  /** Refusals, discards and holds; null for other texts. */
  private static @Nullable LineFate decision(LogEvent event, byte[] bytes, int from, int to) {
    if (from >= to) {
      return null;
    }
    int action = Ascii.startsWith(bytes, from, to, MILTER) ? from + MILTER.length : from;
    if (action >= to) {
      return null;
    }
    switch (bytes[action]) {
      case 'r' -> {
        if (Ascii.startsWith(bytes, action, to, REJECT)) {
          int text = skipBlanks(bytes, action + REJECT.length, to);
          return isContent(bytes, text, to)
              ? ContentAction.rejection(event, bytes, text, to)
              : Refusal.rejection(event, bytes, text, to);
        }
      }
      case 'd' -> {
        if (Ascii.startsWith(bytes, action, to, DISCARD)) {
          int text = skipBlanks(bytes, action + DISCARD.length, to);
          return isContent(bytes, text, to)
              ? ContentAction.discard(event, bytes, text, to)
              : Refusal.discard(event, bytes, text, to);
        }
      }
      case 'h' -> {
        if (Ascii.startsWith(bytes, action, to, HOLD)) {
          int text = skipBlanks(bytes, action + HOLD.length, to);
          return isContent(bytes, text, to)
              ? ContentAction.hold(event, bytes, text, to)
              : Refusal.hold(event, bytes, text, to);
        }
      }
      case 'p' -> {
        if (Ascii.startsWith(bytes, action, to, PROXY_REJECT)) {
          return Refusal.rejection(event, bytes, action + PROXY_REJECT.length, to);
        }
      }
      default -> {}
    }
    return null;
  }

  /** Whether {@code header …} or {@code body …} follows, and not a command in capitals. */
  private static boolean isContent(byte[] bytes, int from, int to) {
    return from < to && bytes[from] >= 'a' && bytes[from] <= 'z';
  }

  /** A few warnings name a queue entry and decide on it. */
  private static LineFate warning(Daemon daemon, LogEvent event, byte[] bytes, int from, int to) {
    int end = QueueId.end(bytes, from, to);
    if (end < 0 || end + 1 >= to || bytes[end] != ':') {
      return Fates.WARNING;
    }
    int text = skipBlanks(bytes, end + 1, to);
    LineFate fate = Fates.WARNING;
    if (daemon == Daemon.SMTPD || daemon == Daemon.CLEANUP) {
      if (Ascii.startsWith(bytes, text, to, SIZE_LIMIT)
          || Ascii.startsWith(bytes, text, to, WRITE_QUEUE_FILE)
          || Ascii.indexOf(bytes, text, to, NOT_ACCEPTED) >= 0) {
        fate = QueueEntry.notStored(event, bytes, text, to);
      }
    } else if (Ascii.startsWith(bytes, text, to, QueueEntry.NOTICE_DISCARDED)) {
      fate = QueueEntry.noticeDiscarded(event, bytes, from, end);
    }
    event.put(EventField.QUEUE_ID, bytes, from, end);
    return fate;
  }

  private static int skipBlanks(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    return at;
  }
}
