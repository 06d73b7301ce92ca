package modori.parse.sendmail;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.LogEvent;

/**
 * The value of {@code relay=}: {@code name [ip]}, {@code name. [ip]}, {@code [ip]}, {@code
 * login@name [ip]}, each perhaps with {@code (may be forged)} (daemon.c, macro {@code $_}).
 */
final class Peer {
  private static final byte[] IPV6 = Ascii.word("IPv6:");
  private static final byte[] LOCALHOST = Ascii.word("localhost");
  private static final byte[] LOOPBACK = Ascii.word("127.");
  private static final byte[] LOOPBACK_V6 = Ascii.word("::1");
  private static final byte[] LOOPBACK_V6_LONG = Ascii.word("0:0:0:0:0:0:0:1");

  private Peer() {}

  /** The client that handed a message in, or the local account that did. */
  static void client(LogEvent event, byte[] bytes, int from, int to) {
    int nameEnd = nameEnd(bytes, from, to);
    boolean address = address(event, EventField.CLIENT_IP, bytes, from, to);
    int at = Ascii.lastIndexOf(bytes, from, nameEnd, '@');
    int nameFrom = at < 0 ? from : at + 1;
    if (at > from && !address && Ascii.equals(bytes, nameFrom, nameEnd, LOCALHOST)) {
      event.put(EventField.AUTH_USER, bytes, from, at);
    }
    name(event, EventField.CLIENT_NAME, bytes, nameFrom, nameEnd);
  }

  /** The next hop. */
  static void nextHop(LogEvent event, byte[] bytes, int from, int to) {
    address(event, EventField.RELAY_IP, bytes, from, to);
    name(event, EventField.RELAY_HOST, bytes, from, nameEnd(bytes, from, to));
  }

  /** Whether the next hop of the event is this machine. */
  static boolean isLoopback(LogEvent event) {
    if (!event.has(EventField.RELAY_IP)) {
      return false;
    }
    byte[] bytes = event.bytes(EventField.RELAY_IP);
    int from = event.from(EventField.RELAY_IP);
    int to = event.to(EventField.RELAY_IP);
    return Ascii.startsWith(bytes, from, to, LOOPBACK)
        || Ascii.equals(bytes, from, to, LOOPBACK_V6)
        || Ascii.equals(bytes, from, to, LOOPBACK_V6_LONG);
  }

  private static int nameEnd(byte[] bytes, int from, int to) {
    int blank = Ascii.indexOf(bytes, from, to, ' ');
    return blank < 0 ? to : blank;
  }

  private static void name(LogEvent event, EventField field, byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == '.' ? to - 1 : to;
    if (end > from && bytes[from] != '[') {
      event.put(field, bytes, from, end);
    }
  }

  private static boolean address(LogEvent event, EventField field, byte[] bytes, int from, int to) {
    int open = Ascii.lastIndexOf(bytes, from, to, '[');
    int close = open < 0 ? -1 : Ascii.indexOf(bytes, open, to, ']');
    if (close < 0) {
      return false;
    }
    int begin = open + 1;
    if (Ascii.startsWith(bytes, begin, close, IPV6)) {
      begin += IPV6.length;
    }
    if (begin >= close || !isAddress(bytes, begin, close)) {
      return false;
    }
    event.put(field, bytes, begin, close);
    return true;
  }

  private static boolean isAddress(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
      if (!hex && c != '.' && c != ':') {
        return false;
      }
    }
    return true;
  }
}
