package modori.parse.sendmail;

/**
 * The recipients of one delivery line: {@code <a@b>,<c@d>}, {@code user}, {@code "|program a,b"},
 * {@code /file}, {@code Name <a@b>}; a backslash before a user forbids forwarding.
 */
public final class RecipientList {
  /** Takes one recipient of a list. */
  @FunctionalInterface
  public interface Taker {
    /** Takes the recipient without angle brackets; {@code to} is exclusive. */
    void take(byte[] bytes, int from, int to);
  }

  private RecipientList() {}

  /** Gives each recipient of the list, in order, as a slice without angle brackets and name. */
  public static void forEach(byte[] bytes, int from, int to, Taker taker) {
    int begin = from;
    while (begin < to) {
      int end = end(bytes, begin, to);
      give(bytes, begin, end, taker);
      begin = end + 1;
    }
  }

  /** Whether a comma stands between two recipients. */
  static boolean holdsSeveral(byte[] bytes, int from, int to) {
    return end(bytes, from, to) < to;
  }

  /** Where the recipient that begins at {@code from} ends: a comma outside quotes and brackets. */
  private static int end(byte[] bytes, int from, int to) {
    boolean quoted = false;
    boolean angled = false;
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case '"' -> quoted = !quoted;
        case '\\' -> {
          if (quoted) {
            i++;
          }
        }
        case '<' -> angled |= !quoted;
        case '>' -> angled &= quoted;
        case ',' -> {
          if (!quoted && !angled) {
            return i;
          }
        }
        default -> {}
      }
    }
    return to;
  }

  private static void give(byte[] bytes, int from, int to, Taker taker) {
    int begin = from;
    int end = to;
    while (begin < end && bytes[begin] == ' ') {
      begin++;
    }
    while (end > begin && bytes[end - 1] == ' ') {
      end--;
    }
    if (begin == end) {
      return;
    }
    if (bytes[end - 1] == '>') {
      int open = lastOpen(bytes, begin, end);
      if (open >= 0) {
        begin = open + 1;
        end--;
      }
    }
    taker.take(bytes, begin, end);
  }

  /** The bracket that opens the address: the last one outside quotes. */
  private static int lastOpen(byte[] bytes, int from, int to) {
    boolean quoted = false;
    int open = -1;
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '<' && !quoted) {
        open = i;
      }
    }
    return open;
  }
}
