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
    int open = from;
    while (open < to && bytes[open] != '[' && bytes[open] != ' ' && bytes[open] != ',') {
      open++;
    }
    if (open >= to || bytes[open] != '[') {
      return -1;
    }
    int close = Ascii.indexOf(bytes, open, to, ']');
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
}
