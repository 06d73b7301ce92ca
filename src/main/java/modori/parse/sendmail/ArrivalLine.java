package modori.parse.sendmail;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.LineFate;
import modori.parse.LogEvent;

/**
 * Who handed a message in: {@code from=<s>, size=n, class=n, nrcpts=n, msgid=<..>, proto=ESMTP,
 * daemon=MTA, relay=name [ip]} (envelope.c and headers.c, {@code logsender}).
 */
final class ArrivalLine {
  private static final byte[] SIZE = Ascii.word("size=");
  private static final byte[] NRCPTS = Ascii.word("nrcpts=");
  private static final byte[] MSGID = Ascii.word("msgid=");
  private static final byte[] RELAY = Ascii.word("relay=");
  private static final byte[] AUTHID = Ascii.word("authid=");

  private ArrivalLine() {}

  /** Reads what stands behind {@code from=}. */
  static LineFate read(LogEvent event, byte[] bytes, int from, int to) {
    event.flag(EventFlag.ENDS_WITH_RECIPIENTS);
    int end = Values.endOfAddresses(bytes, from, to);
    Addresses.put(event, EventField.SENDER, bytes, from, end);
    return rest(event, bytes, Values.nextKey(end, to), to);
  }

  /**
   * Reads any of the keys; also {@code relay=name [ip], authid=login, mech=PLAIN, bits=0} of {@code
   * AUTH=server}.
   */
  static LineFate rest(LogEvent event, byte[] bytes, int from, int to) {
    int key = from;
    while (key < to) {
      int sign = Values.equalsSign(bytes, key, to);
      if (sign < 0) {
        break;
      }
      int value = sign + 1;
      int end = Values.end(bytes, value, to);
      switch (bytes[key]) {
        case 's' -> number(event, EventNumber.SIZE_BYTES, SIZE, bytes, key, end);
        case 'n' -> number(event, EventNumber.RECIPIENT_COUNT, NRCPTS, bytes, key, end);
        case 'm' -> {
          if (Ascii.startsWith(bytes, key, end, MSGID)) {
            Addresses.put(event, EventField.MESSAGE_ID, bytes, value, end);
          }
        }
        case 'r' -> {
          if (Ascii.startsWith(bytes, key, end, RELAY)) {
            Peer.client(event, bytes, value, end);
          }
        }
        case 'a' -> {
          if (Ascii.startsWith(bytes, key, end, AUTHID)) {
            event.put(EventField.AUTH_USER, bytes, value, end);
          }
        }
        default -> {}
      }
      key = Values.nextKey(end, to);
    }
    return LineFate.CONTEXT;
  }

  private static void number(
      LogEvent event, EventNumber number, byte[] key, byte[] bytes, int from, int to) {
    if (Ascii.startsWith(bytes, from, to, key)) {
      long value = Ascii.number(bytes, from + key.length, to);
      if (value >= 0) {
        event.put(number, value);
      }
    }
  }
}
