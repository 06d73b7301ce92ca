package modori.parse.postfix;

import modori.parse.EventField;
import modori.parse.LogEvent;

/** Reads addresses in angle brackets; a quoted local part may hold {@code >} (RFC 5321 4.1.2). */
final class Angle {
  private Angle() {}

  /** Where the closing bracket of the address opened before {@code from} stands, or -1. */
  static int close(byte[] bytes, int from, int to) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      if (c == '>' && !quoted) {
        return i;
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      }
    }
    return quoted ? closeBeforeSeparator(bytes, from, to) : -1;
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

  /** A quote that never closes is an ordinary character. */
  private static int closeBeforeSeparator(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '>'
          && (i + 1 == to || bytes[i + 1] == ',' || bytes[i + 1] == ' ' || bytes[i + 1] == ':')) {
        return i;
      }
    }
    return -1;
  }
}
