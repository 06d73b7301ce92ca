package modori.parse.opensmtpd;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.isDigit;
import static modori.parse.Ascii.lastIndexOf;

/** OpenSMTPD's {@code key=value} pairs, parted by blanks or, in older releases, by commas. */
final class Pairs {
  private Pairs() {}

  /** Where the {@code =} behind the key that begins at {@code from} is, or -1. */
  static int equalsSign(byte[] b, int from, int to) {
    int at = from;
    while (at < to && (b[at] >= 'a' && b[at] <= 'z' || b[at] == '-')) {
      at++;
    }
    return at > from && at < to && b[at] == '=' ? at : -1;
  }

  /**
   * Where a value ends, its closing bracket or quote included.
   *
   * @param last whether nothing follows it, so that it ends with the line
   */
  static int end(byte[] b, int from, int to, boolean commas, boolean last) {
    if (from >= to) {
      return to;
    }
    if (b[from] == '"') {
      int close = last ? lastIndexOf(b, from + 1, to, '"') : closing(b, from + 1, to, '"');
      return close < 0 ? to : close + 1;
    }
    if (last) {
      return to;
    }
    if (b[from] == '<') {
      int close = closing(b, from + 1, to, '>');
      return close < 0 ? to : close + 1;
    }
    for (int i = from; i < to; i++) {
      if (commas ? b[i] == ',' : b[i] == ' ') {
        return i;
      }
    }
    return to;
  }

  // the closing byte that ends a word: local parts and texts may hold it too
  private static int closing(byte[] b, int from, int to, char close) {
    for (int i = indexOf(b, from, to, close); i >= 0; i = indexOf(b, i + 1, to, close)) {
      if (i + 1 == to || b[i + 1] == ' ' || b[i + 1] == ',') {
        return i;
      }
    }
    return -1;
  }

  /** Whether so many hexadecimal digits begin at {@code from}. */
  static boolean isHex(byte[] b, int from, int to, int digits) {
    if (to - from < digits) {
      return false;
    }
    for (int i = from; i < from + digits; i++) {
      if (!isDigit(b[i]) && (b[i] < 'a' || b[i] > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Whether the key is this word. */
  static boolean is(byte[] b, int key, int eq, String word) {
    if (eq - key != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (b[key + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
