package modori.bounce;

import java.nio.charset.StandardCharsets;

/** Lines in the raw bytes of a message: CRLF, LF, lone CR and CR CR LF each end one. */
final class Octets {
  private Octets() {}

  /** Where the line that starts at {@code from} ends: at its first CR or LF, or at {@code to}. */
  static int lineEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        return i;
      }
      i++;
    }
    return to;
  }

  /** Where the line after the one that ends at {@code end} starts. */
  static int nextLine(byte[] bytes, int end, int to) {
    if (end >= to) {
      return to;
    }
    if (bytes[end] == '\n') {
      return end + 1;
    }
    int i = end;
    while (i < to && bytes[i] == '\r' && i - end < 4) {
      i++;
    }
    return i < to && bytes[i] == '\n' ? i + 1 : end + 1;
  }

  /** Whether the ASCII text stands at {@code at}, upper and lower case alike. */
  static boolean startsWith(byte[] bytes, int at, int to, String lowerCase) {
    int length = lowerCase.length();
    if (to - at < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      byte b = bytes[at + i];
      if (lower(b) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static boolean startsWith(byte[] bytes, int at, int to, byte[] prefix) {
    if (to - at < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /** The bytes as one character each. */
  static String latin1(byte[] bytes, int from, int to) {
    return new String(bytes, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
  }

  static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }
}
