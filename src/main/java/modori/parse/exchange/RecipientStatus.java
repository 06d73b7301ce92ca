package modori.parse.exchange;

import modori.parse.Ascii;

/**
 * Lists of recipients and of what is said of each, in step with each other. Parts are parted by
 * semicolons; but a status holds semicolons itself: within brackets {@code [{LED=550 5.1.1 …; not
 * found};{MSG=}]}, within single quotation marks, or in a plain text such as {@code 550 5.1.1
 * RESOLVER.ADR.RecipNotFound; not found}.
 */
final class RecipientStatus {
  private static final byte[] LAST_ERROR = Ascii.word("{LED=");
  private static final byte[] FQDN = Ascii.word("{FQDN=");
  private static final byte[] IP = Ascii.word("{IP=");

  private RecipientStatus() {}

  /** Where the part that begins at {@code from} ends, exclusive: the next semicolon outside. */
  static int partEnd(byte[] b, int from, int to) {
    int depth = 0;
    boolean quoted = from < to && b[from] == '\'';
    for (int i = from; i < to; i++) {
      byte c = b[i];
      if (quoted && i > from) {
        quoted = c != '\'';
      } else if (c == '[' || c == '{') {
        depth++;
      } else if ((c == ']' || c == '}') && depth > 0) {
        depth--;
      } else if (c == ';' && depth == 0) {
        return i;
      }
    }
    return to;
  }

  /** The same for a status, which ends only where the next one can begin. */
  static int statusEnd(byte[] b, int from, int to) {
    for (int at = from; ; at++) {
      int end = partEnd(b, at, to);
      if (end >= to || beginsStatus(b, end + 1, to)) {
        return Math.min(end, to);
      }
      at = end;
    }
  }

  private static boolean beginsStatus(byte[] b, int at, int to) {
    if (at >= to || b[at] == ';' || b[at] == '[' || b[at] == '\'') {
      return true;
    }
    return to - at > 3
        && b[at] >= '2'
        && b[at] <= '5'
        && Ascii.isDigit(b[at + 1])
        && Ascii.isDigit(b[at + 2])
        && b[at + 3] == ' ';
  }

  /** Begin of the text proper: without quotation marks, of a bracketed one its last error. */
  static int textFrom(byte[] b, int from, int to) {
    int at = Ascii.indexOf(b, from, to, LAST_ERROR);
    if (at >= 0) {
      return at + LAST_ERROR.length;
    }
    return from < to && b[from] == '\'' ? from + 1 : from;
  }

  /** End of the text proper. */
  static int textTo(byte[] b, int from, int to) {
    int at = Ascii.indexOf(b, from, to, LAST_ERROR);
    if (at >= 0) {
      return valueEnd(b, at + LAST_ERROR.length, to);
    }
    return to > from + 1 && b[from] == '\'' && b[to - 1] == '\'' ? to - 1 : to;
  }

  /** Begin of the name of the server that answered, or -1. */
  static int hostFrom(byte[] b, int from, int to) {
    int at = Ascii.indexOf(b, from, to, FQDN);
    return at < 0 ? -1 : at + FQDN.length;
  }

  /** Begin of the address of the server that answered, or -1. */
  static int addressFrom(byte[] b, int from, int to) {
    int at = Ascii.indexOf(b, from, to, IP);
    return at < 0 ? -1 : at + IP.length;
  }

  /** End of a value within braces. */
  static int valueEnd(byte[] b, int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      if (b[i] == '{') {
        depth++;
      } else if (b[i] == '}' && depth-- == 0) {
        return i;
      }
    }
    return to;
  }
}
