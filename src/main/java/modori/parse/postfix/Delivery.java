package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;

/**
 * Reads a delivery agent's line, one per recipient and attempt (log_adhoc.c).
 *
 * <p>{@code to=<r>, orig_to=<o>, relay=mx.example[192.0.2.1]:25, conn_use=2, delay=1.1,
 * delays=0/0/1/0.1, tls=may, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 153053D)}; before
 * Postfix 2.3 without delays= and dsn=.
 */
final class Delivery {
  static final byte[] TO = Ascii.word("to=");
  private static final byte[] MESSAGE_SIZE = Ascii.word("message size ");
  private static final byte[] OF_SERVER = Ascii.word(" of server ");
  private static final byte[] ORIG_TO = Ascii.word("orig_to=");
  private static final byte[] RELAY = Ascii.word("relay=");
  private static final byte[] DELAY = Ascii.word("delay=");
  private static final byte[] DSN = Ascii.word("dsn=");
  static final byte[] STATUS = Ascii.word("status=");

  private static final byte[] SENT = Ascii.word("sent");
  private static final byte[] DEFERRED = Ascii.word("deferred");
  private static final byte[] BOUNCED = Ascii.word("bounced");
  private static final byte[] EXPIRED = Ascii.word("expired");
  private static final byte[] SOFT_BOUNCE = Ascii.word("SOFTBOUNCE");
  private static final byte[] DELIVERABLE = Ascii.word("deliverable");
  private static final byte[] UNDELIVERABLE = Ascii.word("undeliverable");

  private Delivery() {}

  /** Reads from {@code to=} on. */
  static LineFate parse(Daemon daemon, LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.ATTEMPT);
    int at = Angle.put(event, EventField.RECIPIENT, bytes, from + TO.length, to);
    if (at < 0) {
      return Fates.CUT;
    }
    Peer peer = Peer.NONE;
    while (at < to) {
      while (at < to && (bytes[at] == ',' || bytes[at] == ' ')) {
        at++;
      }
      if (at >= to) {
        return Fates.CUT;
      }
      switch (bytes[at]) {
        case 's' -> {
          if (Ascii.startsWith(bytes, at, to, STATUS)) {
            return status(daemon, peer, event, bytes, at + STATUS.length, to);
          }
        }
        case 'r' -> {
          if (Ascii.startsWith(bytes, at, to, RELAY)) {
            int value = at + RELAY.length;
            at = Angle.bareEnd(bytes, value, to);
            peer = relay(daemon, event, bytes, value, at);
            continue;
          }
        }
        case 'd' -> {
          if (Ascii.startsWith(bytes, at, to, DELAY)) {
            delay(event, bytes, at + DELAY.length, to);
          } else if (Ascii.startsWith(bytes, at, to, DSN)) {
            int value = at + DSN.length;
            at = Angle.bareEnd(bytes, value, to);
            event.put(EventField.ENHANCED_CODE, bytes, value, at);
            continue;
          }
        }
        case 'o' -> {
          if (Ascii.startsWith(bytes, at, to, ORIG_TO)) {
            int end =
                Angle.put(event, EventField.ORIGINAL_RECIPIENT, bytes, at + ORIG_TO.length, to);
            if (end < 0) {
              return Fates.CUT;
            }
            at = end;
            continue;
          }
        }
        default -> {}
      }
      at = Angle.bareEnd(bytes, at, to);
    }
    return Fates.CUT;
  }

  private static Peer relay(Daemon daemon, LogEvent event, byte[] bytes, int from, int to) {
    Peer peer = Peer.put(event, bytes, from, to);
    if (peer == Peer.NONE && daemon == Daemon.PIPE && Store.isProgram(bytes, from, to)) {
      event.flag(EventFlag.LOCAL_STORE);
    } else if (peer == Peer.NONE
        && daemon == Daemon.SMTP
        && Ascii.indexOf(bytes, from, to, '.') > 0) {
      // relay=sample.net: Postfix before 2.3, when the connection was never made.
      event.put(EventField.RELAY_HOST, bytes, from, to);
    }
    return peer;
  }

  private static void delay(LogEvent event, byte[] bytes, int from, int to) {
    long millis = 0;
    int i = from;
    int decimals = -1;
    for (; i < to && decimals < 3 && i - from < 15; i++) {
      if (Ascii.isDigit(bytes[i])) {
        millis = millis * 10 + bytes[i] - '0';
        decimals += decimals < 0 ? 0 : 1;
      } else if (bytes[i] == '.' && decimals < 0) {
        decimals = 0;
      } else {
        break;
      }
    }
    if (i == from) {
      return;
    }
    for (int digits = Math.max(decimals, 0); digits < 3; digits++) {
      millis *= 10;
    }
    event.put(EventNumber.DELAY_MILLIS, millis);
  }

  private static LineFate status(
      Daemon daemon, Peer peer, LogEvent event, byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != ' ') {
      end++;
    }
    int textFrom = Math.min(to, end + 1);
    int textTo = to;
    if (textFrom < to && bytes[textFrom] == '(') {
      textFrom++;
      // The closing bracket is missing where syslog has cut the line.
      textTo -= bytes[to - 1] == ')' ? 1 : 0;
    }
    textTo = Math.max(textFrom, textTo);
    Explanation.put(event, bytes, textFrom, textTo);
    if (Ascii.equals(bytes, from, end, SENT)) {
      Success.read(daemon, peer, event, bytes, textFrom, textTo);
      return LineFate.EVENT;
    }
    if (Ascii.startsWith(bytes, from, end, DELIVERABLE)) {
      // sendmail -bv and verify(8) ask for the address only.
      event.outcome(Outcome.DELIVERED).flag(EventFlag.ADDRESS_PROBE);
      Store.flag(daemon, peer, event, bytes, textFrom, textTo);
      return LineFate.EVENT;
    }
    if (Ascii.equals(bytes, from, end, DEFERRED)) {
      event.outcome(Outcome.DEFERRED);
    } else if (Ascii.equals(bytes, from, end, BOUNCED)) {
      event.outcome(Outcome.BOUNCED);
    } else if (Ascii.equals(bytes, from, end, SOFT_BOUNCE)) {
      // soft_bounce=yes: what would have bounced stays in the queue.
      event.outcome(Outcome.DEFERRED);
    } else if (Ascii.startsWith(bytes, from, end, UNDELIVERABLE)) {
      event.outcome(isTransient(event) ? Outcome.DEFERRED : Outcome.BOUNCED);
      event.flag(EventFlag.ADDRESS_PROBE);
    } else if (Ascii.equals(bytes, from, end, EXPIRED)) {
      event.outcome(Outcome.EXPIRED);
    } else {
      return Fates.UNKNOWN_STATUS;
    }
    Store.flag(daemon, peer, event, bytes, textFrom, textTo);
    Peer speaker = Explanation.readFailure(event, bytes, textFrom, textTo);
    // What our own store says over LMTP is our own refusal, on whichever machine it runs.
    boolean remote = speaker == Peer.REMOTE || isLimitOfServer(bytes, textFrom, textTo);
    if (remote && !event.has(EventFlag.LOCAL_STORE)) {
      event.flag(EventFlag.REFUSED_REMOTELY);
    }
    return LineFate.EVENT;
  }

  // smtp_proto.c: "message size 74626 exceeds size limit 51200 of server h[ip]": the limit is what
  // the other
  // server announced (RFC 1870), so it is that server that refuses.
  private static boolean isLimitOfServer(byte[] bytes, int from, int to) {
    return Ascii.startsWith(bytes, from, to, MESSAGE_SIZE)
        && Ascii.indexOf(bytes, from, to, OF_SERVER) > 0;
  }

  private static boolean isTransient(LogEvent event) {
    return event.has(EventField.ENHANCED_CODE)
        && event.to(EventField.ENHANCED_CODE) > event.from(EventField.ENHANCED_CODE)
        && event.bytes(EventField.ENHANCED_CODE)[event.from(EventField.ENHANCED_CODE)] == '4';
  }
}
