package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.LogEvent;

/** Reads a client as {@code name[address]}; either may be {@code unknown}. */
final class Client {
  private static final byte[] UNKNOWN = Ascii.word("unknown");

  private Client() {}

  /** Puts name and address; answers where the closing bracket stands, or -1. */
  static int put(LogEvent event, byte[] bytes, int from, int to) {
    int open = open(bytes, from, to);
    int close = open < 0 ? -1 : Ascii.indexOf(bytes, open, to, ']');
    if (close < 0) {
      return -1;
    }
    if (open > from) {
      event.put(EventField.CLIENT_NAME, bytes, from, open);
    }
    if (!Ascii.equals(bytes, open + 1, close, UNKNOWN)) {
      event.put(EventField.CLIENT_IP, bytes, open + 1, close);
    }
    return close;
  }

  /** Puts name and address only where the address is known. */
  static void putKnown(LogEvent event, byte[] bytes, int from, int to) {
    int open = open(bytes, from, to);
    if (open >= 0 && !Ascii.startsWith(bytes, open + 1, to, UNKNOWN)) {
      put(event, bytes, from, to);
    }
  }

  private static int open(byte[] bytes, int from, int to) {
    int open = from;
    while (open < to && bytes[open] != '[' && bytes[open] != ' ' && bytes[open] != ',') {
      open++;
    }
    return open < to && bytes[open] == '[' ? open : -1;
  }
}
