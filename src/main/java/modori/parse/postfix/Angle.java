package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.LogEvent;

/** Reads addresses in angle brackets; a quoted local part may hold {@code >} (RFC 5321 4.1.2). */
final class Angle {
  private Angle() {}

  /** Where the closing bracket of the address opened before {@code from} stands, or -1. */
  static int close(byte[] bytes, int from, int to) {
    if (from < to && bytes[from] == '"') {
      int quote = closingQuote(bytes, from + 1, to);
      int close = quote < 0 ? -1 : firstClose(bytes, quote, to);
      if (close > 0) {
        return close;
      }
    }
    return firstClose(bytes, from, to);
  }

  /**
   * Puts the value of a key that stands at {@code from}, in brackets or bare, without brackets.
   *
   * @return where the value ends, brackets included; -1 where the closing bracket is missing
   */
  static int put(LogEvent event, EventField field, byte[] bytes, int from, int to) {
    if (from < to && bytes[from] == '<') {
      int close = close(bytes, from + 1, to);
      if (close < 0) {
        return -1;
      }
      event.put(field, bytes, from + 1, close);
      return close + 1;
    }
    int end = bareEnd(bytes, from, to);
    event.put(field, bytes, from, end);
    return end;
  }

  /** Where a value without brackets ends. */
  static int bareEnd(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != ',' && bytes[end] != ' ') {
      end++;
    }
    return end;
  }

  private static int closingQuote(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '"') {
        return i;
      }
      if (bytes[i] == '\\') {
        i++;
      }
    }
    return -1;
  }

  /** The last of a run: a client may have written brackets of its own, {@code to=<<a@b>>}. */
  private static int firstClose(byte[] bytes, int from, int to) {
    int close = Ascii.indexOf(bytes, from, to, '>');
    while (close >= 0 && close + 1 < to && bytes[close + 1] == '>') {
      close++;
    }
    return close;
  }
}
