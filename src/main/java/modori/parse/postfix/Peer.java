package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.LogEvent;

/** Reads the {@code name[address]:port} of a next hop and tells where it lies. */
enum Peer {
  /** No next hop, or only a service's name. */
  NONE,
  /** Another machine. */
  REMOTE,
  /** This machine, by TCP. */
  LOOPBACK,
  /** This machine, by a UNIX-domain socket. */
  SOCKET;

  private static final byte[] NET_127 = Ascii.word("127.");
  private static final byte[] IPV6_LOOPBACK = Ascii.word("::1");

  /** Puts host, address and port of a {@code relay=} value. */
  static Peer put(LogEvent event, byte[] bytes, int from, int to) {
    int open = Ascii.indexOf(bytes, from, to, '[');
    if (open < 0) {
      return NONE;
    }
    int close = Ascii.indexOf(bytes, open, to, ']');
    if (close < 0) {
      return NONE;
    }
    Peer peer = at(bytes, open + 1, close);
    if (peer == SOCKET || peer == NONE) {
      return peer;
    }
    if (open > from) {
      event.put(EventField.RELAY_HOST, bytes, from, open);
    }
    event.put(EventField.RELAY_IP, bytes, open + 1, close);
    long port = portBehind(bytes, close, to);
    if (port > 0) {
      event.put(EventNumber.RELAY_PORT, port);
    }
    return peer;
  }

  /** Where the address between the brackets lies. */
  static Peer at(byte[] bytes, int from, int to) {
    if (from >= to) {
      return NONE;
    }
    if (Ascii.startsWith(bytes, from, to, NET_127)
        || Ascii.equals(bytes, from, to, IPV6_LOOPBACK)) {
      return LOOPBACK;
    }
    boolean numeric = Ascii.isDigit(bytes[from]) || Ascii.indexOf(bytes, from, to, ':') >= 0;
    return numeric ? REMOTE : SOCKET;
  }

  /** The port behind a closing bracket, or -1. */
  static long portBehind(byte[] bytes, int close, int to) {
    boolean written = close + 2 < to && bytes[close + 1] == ':';
    return written ? Ascii.number(bytes, close + 2, to) : -1;
  }
}
