package modori.bounce;

/** Addresses with letters beyond ASCII as a delivery report writes them (RFC 6533 section 3). */
final class InternationalAddress {
  private static final int MAX_ESCAPE_DIGITS = 6;

  private InternationalAddress() {}

  /** Whether a word is one address with a letter beyond ASCII. */
  static boolean isOne(String word) {
    int at = word.indexOf('@');
    if (at <= 0 || at != word.lastIndexOf('@') || at == word.length() - 1) {
      return false;
    }
    boolean beyond = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c <= ' ' || c == '\ufffd') {
        return false;
      }
      beyond |= c > 0x7f;
    }
    return beyond;
  }

  /**
   * Undoes utf-8-addr-xtext and utf-8-addr-unitext: {@code j\x{F6}rg@example.jp}; an escape that is
   * broken stays as it is.
   */
  static String decode(String value) {
    int from = value.indexOf("\\x{");
    if (from < 0) {
      return value;
    }
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (from >= 0) {
      int close = value.indexOf('}', from);
      int letter = close < 0 ? -1 : letter(value, from + 3, close);
      if (letter >= 0) {
        out.append(value, done, from).appendCodePoint(letter);
        done = close + 1;
      }
      from = value.indexOf("\\x{", from + 3);
    }
    return out.append(value, done, value.length()).toString();
  }

  private static int letter(String value, int from, int to) {
    if (to == from || to - from > MAX_ESCAPE_DIGITS) {
      return -1;
    }
    int letter = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(value.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      letter = letter * 16 + digit;
    }
    return Character.isValidCodePoint(letter) && letter >= ' ' ? letter : -1;
  }
}
