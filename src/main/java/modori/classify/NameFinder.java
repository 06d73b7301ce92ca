package modori.classify;

/**
 * Finds what names somebody or something within a text (addresses, hosts, URLs, paths), so that a
 * mailbox called quota@ or a host called full.example fools no rule.
 */
final class NameFinder {
  static final int LONGEST = 512;

  /** What a token is. */
  enum Kind {
    ADDRESS,
    HOST,
    IP,
    URL,
    PATH,
    QUOTED,
    REPLY_CODE,
    ENHANCED_CODE,
    WORD
  }

  private final char[] text;
  private final int length;

  /** Set by {@link #tokenAt}: where the token ends. */
  private int end;

  /**
   * Looks into a text.
   *
   * @param length how much of it counts
   */
  NameFinder(char[] text, int length) {
    this.text = text;
    this.length = length;
  }

  int end() {
    return end;
  }

  /** The token that starts at a letter or digit. */
  Kind tokenAt(int start) {
    int dots = 0;
    int ats = 0;
    int i = start;
    boolean digits = true;
    for (; i < length; i++) {
      char c = text[i];
      if (c >= '0' && c <= '9') {
        continue;
      } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_') {
        digits = false;
      } else if (c == '.') {
        if (i > start && text[i - 1] == '.') {
          break;
        }
        dots++;
      } else if (c == '@' || c == '%') {
        ats++;
      } else if (c == '=' && ats == 0 && addressFollows(i + 1)) {
        // VERP: the local part holds another address.
        ats++;
      } else if (c == '-' || c == '+') {
        if (digits && dots == 0 && c == '-' && i - start == 3) {
          // A continued reply line, RFC 5321 section 4.2.1: 550-5.1.1 text
          break;
        }
      } else {
        break;
      }
    }
    end = i;
    if (i < length && text[i] == ':' && urlFollows(start, i)) {
      end = endOfUrl(i);
      return Kind.URL;
    }
    if (ats > 0) {
      return address(start);
    }
    if (digits) {
      return number(start, dots);
    }
    if (dots > 0) {
      return dotted(start);
    }
    return Kind.WORD;
  }

  /** The end (behind the closing character) of a bracket or quotation without a space in it. */
  int endOfQuoted(int start, char closing) {
    int limit = Math.min(length, start + LONGEST);
    for (int i = start + 1; i < limit; i++) {
      char c = text[i];
      if (c == closing) {
        return i > start + 1 ? i + 1 : -1;
      }
      if (c <= ' ' || c == '<') {
        return -1;
      }
    }
    return -1;
  }

  /** The end of a path that starts at a slash, or -1. */
  int endOfPath(int start) {
    if (start > 0 && Character.isLetterOrDigit(text[start - 1])) {
      return -1;
    }
    int i = endOfUrl(start);
    int second = indexOf('/', start + 1);
    return second > start + 1 && second < i ? i : -1;
  }

  private Kind address(int start) {
    while (end > start && isTrailing(text[end - 1])) {
      end--;
    }
    int at = indexOf('@', start);
    if (at > start && at < end - 1) {
      return Kind.ADDRESS;
    }
    return at >= start && at < end ? Kind.QUOTED : Kind.WORD;
  }

  private Kind number(int start, int dots) {
    while (end > start && text[end - 1] == '.') {
      end--;
      dots--;
    }
    int size = end - start;
    char first = text[start];
    if (dots == 0 && size == 3 && (first == '2' || first == '4' || first == '5')) {
      return Kind.REPLY_CODE;
    }
    if (dots == 2 && (first == '2' || first == '4' || first == '5') && text[start + 1] == '.') {
      return Kind.ENHANCED_CODE;
    }
    return dots == 3 ? Kind.IP : Kind.WORD;
  }

  /** A host name, unless the dot ends a sentence or joins the words of an exception's name. */
  private Kind dotted(int start) {
    while (end > start && isTrailing(text[end - 1])) {
      end--;
    }
    int lastDot = -1;
    for (int i = start; i < end; i++) {
      if (text[i] == '.') {
        if (i == lastDot + 1 || i == start) {
          return Kind.WORD;
        }
        lastDot = i;
      }
    }
    if (lastDot < 0) {
      return Kind.WORD;
    }
    int size = end - lastDot - 1;
    if (size < 2 || size > 24) {
      return Kind.WORD;
    }
    boolean lower = false;
    boolean upper = false;
    for (int i = lastDot + 1; i < end; i++) {
      char c = text[i];
      lower |= c >= 'a' && c <= 'z';
      upper |= c >= 'A' && c <= 'Z';
      if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') && !startsWith("xn--", lastDot + 1)) {
        return Kind.WORD;
      }
    }
    if (lower && upper) {
      return Kind.WORD;
    }
    if (end < length && text[end] == '/') {
      end = endOfUrl(end);
      return Kind.URL;
    }
    return Kind.HOST;
  }

  private boolean addressFollows(int from) {
    for (int i = from; i < length && i < from + LONGEST; i++) {
      char c = text[i];
      if (c == '@') {
        return true;
      }
      if (c <= ' ' || c > '~' || ",;:()<>\"".indexOf(c) >= 0) {
        return false;
      }
    }
    return false;
  }

  private boolean urlFollows(int start, int colon) {
    return startsWith("://", colon) && colon - start >= 3 && colon - start <= 5
        || colon - start == 6 && startsWith("mailto", start);
  }

  private int endOfUrl(int from) {
    int i = from;
    while (i < length) {
      char c = text[i];
      if (c <= ' ' || c > '~' || c == '<' || c == '>' || c == '"' || c == ')' || c == ']') {
        break;
      }
      i++;
    }
    while (i > from + 1 && ".,;:'".indexOf(text[i - 1]) >= 0) {
      i--;
    }
    return i;
  }

  private int indexOf(char wanted, int from) {
    for (int i = from; i < text.length; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Whether this word of small letters and signs stands here, in letters of either case. */
  private boolean startsWith(String word, int at) {
    if (at + word.length() > text.length) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = text[at + i];
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTrailing(char c) {
    return c == '.' || c == '-' || c == '+' || c == '=' || c == '_' || c == '%';
  }
}
