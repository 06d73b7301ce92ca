package modori.parse.courier;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.number;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.LogEvent;

/** Courier's {@code key=value,key=value: text}; addresses in angle brackets may hold anything. */
final class Fields {
  private static final byte[] MAPPED = word("::ffff:");

  private Fields() {}

  /**
   * Fills the event; gives where the text behind the fields begins: behind the colon, or at a word
   * without a value ({@code success}, {@code status}, {@code cmd}, {@code msg}); {@code to} where
   * the fields are all, -1 where the line ends within one.
   */
  static int read(byte[] b, int from, int to, LogEvent event) {
    int at = from;
    while (at < to) {
      int eq = at;
      while (eq < to && b[eq] >= 'a' && b[eq] <= 'z') {
        eq++;
      }
      if (eq >= to || b[eq] != '=' || eq == at || isMsg(b, at, eq)) {
        return at;
      }
      int end = end(b, eq + 1, to);
      if (end < 0) {
        return -1;
      }
      field(b, at, eq - at, eq + 1, end, event);
      if (end >= to) {
        return to;
      }
      if (b[end] == ':') {
        return end + 1 < to && b[end + 1] == ' ' ? end + 2 : end + 1;
      }
      at = end + 1; // a comma
    }
    return to;
  }

  private static boolean isMsg(byte[] b, int at, int eq) {
    return eq - at == 3 && b[at] == 'm' && b[at + 1] == 's' && b[at + 2] == 'g';
  }

  // <address> up to ">," or ">: " or the end; other values up to a comma or ": "
  private static int end(byte[] b, int from, int to) {
    if (from < to && b[from] == '<') {
      for (int i = from + 1; i < to; i++) {
        if (b[i] == '>' && (i + 1 == to || b[i + 1] == ',' || b[i + 1] == ':')) {
          return i + 1;
        }
      }
      return -1;
    }
    for (int i = from; i < to; i++) {
      if (b[i] == ',' || b[i] == ':' && i + 1 < to && b[i + 1] == ' ') {
        return i;
      }
    }
    return to;
  }

  private static void field(byte[] b, int key, int length, int from, int to, LogEvent event) {
    boolean bracketed = to - from >= 2 && b[from] == '<' && b[to - 1] == '>';
    int inner = bracketed ? from + 1 : from;
    int innerTo = bracketed ? to - 1 : to;
    switch (b[key]) {
      case 'i':
        if (length == 2 && b[key + 1] == 'd') {
          event.put(EventField.QUEUE_ID, b, from, to);
        }
        break;
      case 'f':
        event.put(EventField.SENDER, b, inner, innerTo);
        break;
      case 'a':
        boolean login = length == 4 && b[key + 1] == 'u'; // auth=, not addr=
        event.put(login ? EventField.AUTH_USER : EventField.RECIPIENT, b, inner, innerTo);
        break;
      case 't':
        event.put(EventField.RECIPIENT, b, inner, innerTo);
        break;
      case 'm':
        event.put(EventField.MAILER, b, from, to);
        break;
      case 'h':
        event.put(EventField.RELAY_HOST, b, from, to);
        break;
      case 'r':
        ip(b, from, to, EventField.CLIENT_IP, event);
        break;
      case 's':
        long size = number(b, from, to);
        if (size >= 0) {
          event.put(EventNumber.SIZE_BYTES, size);
        }
        break;
      default:
        break;
    }
  }

  /** Sets an address of IPv4 written as IPv6 (RFC 4291 section 2.5.5.2) without its prefix. */
  static void ip(byte[] b, int from, int to, EventField field, LogEvent event) {
    boolean mapped = startsWith(b, from, to, MAPPED) && indexOf(b, from, to, '.') > 0;
    event.put(field, b, mapped ? from + MAPPED.length : from, to);
  }
}
