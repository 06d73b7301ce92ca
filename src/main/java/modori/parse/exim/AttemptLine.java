package modori.parse.exim;

import static modori.parse.Ascii.endsWith;
import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;

/** Deliveries, failures and deferrals of one recipient (specification, "Logging deliveries"). */
final class AttemptLine {
  private static final LineFate CUT = LineFate.quarantined("attempt without a recipient");
  private static final byte[] DISCARDED = word("discarded");
  private static final byte[] BLACKHOLE = word("blackhole");
  private static final byte[] SAVE = word("save ");
  private static final byte[] RETRY_TIMEOUT = word("retry timeout exceeded");
  private static final byte[] LONG_TIME = word("have been failing for a long time");
  private static final byte[] TOO_EARLY = word("etry time not ");
  private static final byte[] HOST_FIELD = word(" H=");

  private AttemptLine() {}

  /** {@code => -> >>}: accepted by the next server, stored, piped, or thrown away on purpose. */
  static LineFate delivered(byte[] b, int id, int idTo, int from, int to, LogEvent event) {
    if (from >= to) {
      return CUT;
    }
    event.begin(EventType.ATTEMPT).outcome(Outcome.DELIVERED).put(EventField.QUEUE_ID, b, id, idTo);
    int first = Addresses.wordEnd(b, from, to);
    boolean nowhere =
        b[from] == ':'
            || Ascii.equals(b, from, first, BLACKHOLE)
            || Ascii.equals(b, from, first, DISCARDED);
    if (nowhere) {
      discarded(b, from, first, to, event);
      return LineFate.EVENT;
    }
    int behind = recipient(b, from, to, event);
    AttemptFields.read(b, behind, to, event);
    boolean program = b[from] == '|' || b[from] == '>';
    if (program) {
      event.flag(EventFlag.HANDED_TO_PROGRAM);
      if (!event.has(EventField.TEXT)) {
        int original = Addresses.originalOf(b, from, to);
        event.put(EventField.TEXT, b, from, original < 0 ? to : original - 2);
      }
      if (Transports.isStore(b, from, event.to(EventField.TEXT))) {
        event.flag(EventFlag.LOCAL_STORE);
      }
    } else {
      Transports.ofDelivery(event);
    }
    NextHop.read(event);
    return LineFate.EVENT;
  }

  /** {@code **}: failed for good. */
  static LineFate failed(byte[] b, int id, int idTo, int from, int to, LogEvent event) {
    if (from >= to) {
      return CUT;
    }
    event.begin(EventType.ATTEMPT).outcome(Outcome.BOUNCED).put(EventField.QUEUE_ID, b, id, idTo);
    int text = explanation(b, from, to, event);
    // retry.c adds it to what the last attempt said; smtp.c says it of hosts
    if (text >= 0
        && (endsWith(b, text, to, RETRY_TIMEOUT) || indexOf(b, text, to, LONG_TIME) >= 0)) {
      event.outcome(Outcome.EXPIRED);
    }
    return LineFate.EVENT;
  }

  /** {@code ==}: put off, {@code defer (errno): text}. */
  static LineFate deferred(byte[] b, int id, int idTo, int from, int to, LogEvent event) {
    if (from >= to) {
      return CUT;
    }
    event.begin(EventType.ATTEMPT).outcome(Outcome.DEFERRED).put(EventField.QUEUE_ID, b, id, idTo);
    int text = explanation(b, from, to, event);
    // deliver.c: "Retry time not yet reached", "retry time not reached [for any host]"
    if (text >= 0 && indexOf(b, text, to, TOO_EARLY) >= 0) {
      event.flag(EventFlag.NOT_TRIED);
    }
    if (text >= 0 && !event.has(EventField.RELAY_IP)) {
      // defer (110): Connection timed out H=name [ip]: text
      int host = indexOf(b, text, to, HOST_FIELD);
      if (host >= 0) {
        Values.host(
            b,
            host + HOST_FIELD.length,
            to,
            event,
            EventField.RELAY_HOST,
            null,
            EventField.RELAY_IP);
      }
    }
    return LineFate.EVENT;
  }

  private static int explanation(byte[] b, int from, int to, LogEvent event) {
    int behind = recipient(b, from, to, event);
    int text = AttemptFields.read(b, behind, to, event);
    if (text >= 0) {
      event.put(EventField.TEXT, b, text, to);
      Transports.ofFailure(b, text, to, event);
      RemoteReply.read(b, text, to, event);
    }
    return text;
  }

  private static int recipient(byte[] b, int from, int to, LogEvent event) {
    byte first = b[from];
    boolean address =
        first != '|' && first != '/' && first != '>' && !startsWith(b, from, to, SAVE);
    return address
        ? Addresses.finalAndOriginal(b, from, to, event)
        : Addresses.parentOf(b, from, to, event);
  }

  // => :blackhole: <a@d> R=r | => discarded <a@d> R=r | => blackhole (DATA ACL discarded
  // recipients)
  private static void discarded(byte[] b, int from, int first, int to, LogEvent event) {
    int original = Addresses.originalOf(b, first, to);
    int behind = original < 0 ? to : Addresses.parentOf(b, first, to, event);
    AttemptFields.read(b, behind, to, event);
    if (b[from] != ':' && event.has(EventField.MAILER)) { // a local user of that name
      Transports.ofDelivery(event);
      return;
    }
    event.outcome(Outcome.DISCARDED);
    event.put(EventField.TEXT, b, from, original < 0 ? to : first);
  }
}
