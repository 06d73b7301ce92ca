package modori.parse;

import java.nio.charset.StandardCharsets;

/** Searches in slices of ASCII text: what parsers need of {@code String}, without making one. */
public final class Ascii {
  private Ascii() {}

  /** The bytes of an ASCII word, for a constant. */
  public static byte[] word(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether the word stands at {@code at} and ends before or at {@code to}. */
  public static boolean startsWith(byte[] bytes, int at, int to, byte[] word) {
    if (at < 0 || to - at < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the slice ends with this word. */
  public static boolean endsWith(byte[] bytes, int from, int to, byte[] word) {
    return to - from >= word.length && startsWith(bytes, to - word.length, to, word);
  }

  /** Whether the slice is this word and nothing else. */
  public static boolean equals(byte[] bytes, int from, int to, byte[] word) {
    return to - from == word.length && startsWith(bytes, from, to, word);
  }

  /** Where the byte stands first in the slice, or -1. */
  public static int indexOf(byte[] bytes, int from, int to, char c) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  /** Where the byte stands last in the slice, or -1. */
  public static int lastIndexOf(byte[] bytes, int from, int to, char c) {
    for (int i = to - 1; i >= from; i--) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  /** Where the word stands first in the slice, or -1. */
  public static int indexOf(byte[] bytes, int from, int to, byte[] word) {
    byte first = word[0];
    for (int i = from, last = to - word.length; i <= last; i++) {
      if (bytes[i] == first && startsWith(bytes, i, to, word)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The number that the digits at {@code from} give, or -1 where there is none or it is too long.
   */
  public static long number(byte[] bytes, int from, int to) {
    long value = 0;
    int i = from;
    for (; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      if (i - from == 18) {
        return -1;
      }
      value = value * 10 + (bytes[i] - '0');
    }
    return i == from ? -1 : value;
  }

  /** Whether the byte is a digit. */
  public static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
