package modori.parse.exim;

import static modori.parse.Ascii.isDigit;

/**
 * Exim's message id: three groups in base 62, 6-6-2 up to Exim 4.96, 6-11-4 from 4.97 on
 * (specification, chapter "How Exim receives and delivers mail").
 */
final class MessageId {
  private MessageId() {}

  /** Where the id that begins at {@code from} ends, or -1 where none begins. */
  static int end(byte[] b, int from, int to) {
    if (to - from < 16 || b[from + 6] != '-' || !isWord(b, from, from + 6)) {
      return -1;
    }
    int end = -1;
    if (b[from + 13] == '-') {
      end = isWord(b, from + 7, from + 13) && isWord(b, from + 14, from + 16) ? from + 16 : -1;
    } else if (to - from >= 23 && b[from + 18] == '-') {
      end = isWord(b, from + 7, from + 18) && isWord(b, from + 19, from + 23) ? from + 23 : -1;
    }
    return end > 0 && end < to && isLetterOrDigit(b[end]) ? -1 : end;
  }

  /**
   * The seconds since 1970 that the id begins with, or -1 where its digits are not of the base.
   *
   * @param base 62, or 36 on systems whose file names do not tell capitals apart
   */
  static long seconds(byte[] b, int from, int base) {
    long seconds = 0;
    for (int i = from; i < from + 6; i++) {
      int c = b[i];
      int digit = c <= '9' ? c - '0' : c <= 'Z' ? c - 'A' + 10 : c - 'a' + 36;
      if (digit >= base) {
        return -1;
      }
      seconds = seconds * base + digit;
    }
    return seconds;
  }

  private static boolean isWord(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isLetterOrDigit(b[i])) {
        return false;
      }
    }
    return true;
  }

  static boolean isLetterOrDigit(byte c) {
    return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }
}
