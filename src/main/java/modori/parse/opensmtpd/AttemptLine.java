package modori.parse.opensmtpd;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.QuotedReply;
import modori.parse.UnitTime;
import org.jspecify.annotations.Nullable;

/**
 * {@code delivery evpid=… from=<s> to=<r> rcpt=<o> … delay=… result=… stat=…} of mta.c and mda.c,
 * and the status lines of queue.c.
 */
final class AttemptLine {
  /** Who made the attempt. */
  enum Agent {
    /** Mail transfer agent: another server. */
    MTA,
    /** Mail delivery agent: our own store or a program. */
    MDA
  }

  private static final LineFate UNKNOWN = LineFate.quarantined("unknown result of an attempt");
  private static final byte[] MTA = word("mta");
  private static final byte[] MDA = word("mda");
  private static final byte[] OK = word("Ok");
  private static final byte[] TEMP_FAIL = word("TempFail");
  private static final byte[] PERM_FAIL = word("PermFail");
  private static final byte[] LOOP = word("Loop");
  private static final byte[] EXPIRE = word("Expire");
  private static final byte[] REMOVE = word("Remove");
  private static final byte[] COLON = word(": ");
  private static final byte[] ACCEPTED = word(" Message accepted for delivery");
  private static final byte[] QUEUED_AS = word("queued as ");
  private static final byte[] EXIM_ID = word("OK id=");
  private static final byte[] LOOPBACK = word("127.");

  private AttemptLine() {}

  static LineFate parse(byte[] b, int from, int to, Agent agent, LogEvent event) {
    begin(agent, event);
    int result = pairs(b, from, to, false, event);
    if (result < 0 || !event.has(EventField.QUEUE_ID)) {
      return OpenSmtpdText.CUT;
    }
    return ended(b, result, to, agent, event);
  }

  /** Reads a status line: the result stands before the envelope's id. */
  static LineFate ofStatus(
      byte[] b, int result, int resultTo, int id, int to, Agent agent, LogEvent event) {
    begin(agent, event);
    event.put(EventField.QUEUE_ID, b, id, id + 8);
    pairs(b, id + 18, to, true, event);
    return ended(b, result, resultTo, agent, event);
  }

  private static void begin(Agent agent, LogEvent event) {
    byte[] mailer = agent == Agent.MTA ? MTA : MDA;
    event
        .begin(EventType.ATTEMPT)
        .flag(EventFlag.ENDS_WITH_RECIPIENTS)
        .put(EventField.MAILER, mailer, 0, mailer.length);
    if (agent == Agent.MDA) {
      event.flag(EventFlag.LOCAL_STORE);
    }
  }

  private static LineFate ended(byte[] b, int result, int to, Agent agent, LogEvent event) {
    Outcome outcome = outcome(b, b[result] == '"' ? result + 1 : result, to);
    if (outcome == null) {
      return UNKNOWN;
    }
    event.outcome(outcome);
    if (event.has(EventField.TEXT)) {
      text(agent, event);
    }
    return LineFate.EVENT;
  }

  private static @Nullable Outcome outcome(byte[] b, int at, int to) {
    if (startsWith(b, at, to, OK)) {
      return Outcome.DELIVERED;
    }
    if (startsWith(b, at, to, TEMP_FAIL)) {
      return Outcome.DEFERRED;
    }
    if (startsWith(b, at, to, EXPIRE)) {
      return Outcome.EXPIRED;
    }
    boolean failed =
        startsWith(b, at, to, PERM_FAIL)
            || startsWith(b, at, to, LOOP)
            || startsWith(b, at, to, REMOVE);
    return failed ? Outcome.BOUNCED : null;
  }

  // Gives where the result begins, or -1.
  private static int pairs(byte[] b, int from, int to, boolean commas, LogEvent event) {
    int result = -1;
    int source = -1;
    int sourceTo = -1;
    int at = from;
    while (at < to) {
      if (b[at] == ' ' || b[at] == ',') {
        at++;
        continue;
      }
      int eq = Pairs.equalsSign(b, at, to);
      if (eq < 0) {
        return result;
      }
      int value = eq + 1;
      boolean last = Pairs.is(b, at, eq, "stat");
      int end = Pairs.end(b, value, to, commas, last);
      if (Pairs.is(b, at, eq, "result")) {
        result = value < end ? value : -1;
      } else if (Pairs.is(b, at, eq, "source")) {
        source = value;
        sourceTo = end;
      } else {
        pair(b, at, eq, value, end, event);
      }
      at = end;
    }
    if (source >= 0 && isSelf(b, unquoted(b, source, sourceTo), sourceTo, event)) {
      event.flag(EventFlag.INTERNAL_HOP);
    }
    return result;
  }

  private static int unquoted(byte[] b, int from, int to) {
    return from < to && b[from] == '"' ? from + 1 : from;
  }

  private static void pair(byte[] b, int key, int eq, int from, int to, LogEvent event) {
    int inner = from < to && (b[from] == '<' || b[from] == '"') ? from + 1 : from;
    int innerTo = inner > from && to - 1 >= inner && isClosing(b[to - 1]) ? to - 1 : to;
    switch (b[key]) {
      case 'e':
        if (Pairs.is(b, key, eq, "evpid") && Pairs.isHex(b, from, to, 16)) {
          event.put(EventField.QUEUE_ID, b, from, from + 8);
        }
        break;
      case 'f':
        event.put(EventField.SENDER, b, inner, innerTo);
        break;
      case 't':
        event.put(EventField.RECIPIENT, b, inner, innerTo);
        break;
      case 'r':
        if (Pairs.is(b, key, eq, "relay")) {
          relay(b, inner, innerTo, event);
        } else if (Pairs.is(b, key, eq, "rcpt")) {
          original(b, inner, innerTo, event);
        }
        break;
      case 'd':
        long millis = UnitTime.millis(b, from, to);
        if (millis >= 0) {
          event.put(EventNumber.DELAY_MILLIS, millis);
        }
        break;
      case 's':
        if (Pairs.is(b, key, eq, "stat")) {
          int quoted = b[Math.min(from, b.length - 1)] == '"' ? inner : from;
          event.put(EventField.TEXT, b, quoted, quoted > from ? innerTo : to);
        }
        break;
      default:
        break;
    }
  }

  private static boolean isClosing(byte c) {
    return c == '>' || c == '"';
  }

  // the address before aliases and virtual domains; "-" where it is the same
  private static void original(byte[] b, int from, int to, LogEvent event) {
    boolean none = to - from == 1 && b[from] == '-';
    boolean same =
        event.has(EventField.RECIPIENT)
            && to - from == event.to(EventField.RECIPIENT) - event.from(EventField.RECIPIENT)
            && sameBytes(b, from, to, event.from(EventField.RECIPIENT));
    if (!none && !same) {
      event.put(EventField.ORIGINAL_RECIPIENT, b, from, to);
    }
  }

  private static boolean sameBytes(byte[] b, int from, int to, int other) {
    for (int i = from; i < to; i++) {
      if (b[i] != b[other + i - from]) {
        return false;
      }
    }
    return true;
  }

  // 192.0.2.1 (name), or the domain whose servers could not be found or reached
  private static void relay(byte[] b, int from, int to, LogEvent event) {
    int open = indexOf(b, from, to, '(');
    if (open < from + 2) {
      return;
    }
    int close = indexOf(b, open, to, ')');
    event.put(EventField.RELAY_IP, b, from, open - 1);
    event.put(EventField.RELAY_HOST, b, open + 1, close < 0 ? to : close);
  }

  private static boolean isSelf(byte[] b, int from, int to, LogEvent event) {
    if (!event.has(EventField.RELAY_IP)) {
      return false;
    }
    int ip = event.from(EventField.RELAY_IP);
    int ipTo = event.to(EventField.RELAY_IP);
    int length = ipTo - ip;
    return startsWith(b, ip, ipTo, LOOPBACK)
        || to - from >= length
            && sameBytes(b, from, from + length, ip)
            && (to - from == length || b[from + length] == '"');
  }

  private static void text(Agent agent, LogEvent event) {
    byte[] b = event.bytes(EventField.TEXT);
    int from = event.from(EventField.TEXT);
    int to = event.to(EventField.TEXT);
    boolean reply = QuotedReply.read(b, from, to, event);
    if (agent == Agent.MDA && !reply) {
      // Error (temporary failure: "mail.lmtp: LMTP server error: 552 5.2.2 …")
      for (int c = indexOf(b, from, to, COLON); c >= 0; c = indexOf(b, c + 2, to, COLON)) {
        if (QuotedReply.read(b, c + 2, to, event)) {
          break;
        }
      }
    }
    if (agent == Agent.MTA && reply && event.number(EventNumber.REPLY_CODE) >= 400) {
      event.flag(EventFlag.REFUSED_REMOTELY);
    }
    if (agent == Agent.MTA && event.outcome() == Outcome.DELIVERED) {
      boolean next = nextQueueId(b, from, to, event);
      if (next && event.has(EventFlag.INTERNAL_HOP)) {
        event.outcome(Outcome.RELAYED);
      }
    }
  }

  private static boolean nextQueueId(byte[] b, int from, int to, LogEvent event) {
    int accepted = indexOf(b, from, to, ACCEPTED);
    if (accepted > 0) {
      int blank = Ascii.lastIndexOf(b, from, accepted, ' ');
      event.put(EventField.OTHER_QUEUE_ID, b, blank < 0 ? from : blank + 1, accepted);
      return true;
    }
    int id = indexOf(b, from, to, QUEUED_AS);
    id = id >= 0 ? id + QUEUED_AS.length : indexOf(b, from, to, EXIM_ID);
    if (id < 0) {
      return false;
    }
    id += startsWith(b, id, to, EXIM_ID) ? EXIM_ID.length : 0;
    int end = id;
    while (end < to && b[end] > ' ') {
      end++;
    }
    event.put(EventField.OTHER_QUEUE_ID, b, id, end);
    return end > id;
  }
}
