package modori.parse.sendmail;

/** Where values end in {@code key=value, key=value}: at a comma, a blank and the next key. */
final class Values {
  private static final int LONGEST_KEY = 12;

  private Values() {}

  /** The end of the value that begins at {@code from}. */
  static int end(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == ',' && beginsKey(bytes, i + 1, to)) {
        return i;
      }
    }
    return to;
  }

  /** The end of an address or a list of addresses: commas within quotes are part of it. */
  static int endOfAddresses(byte[] bytes, int from, int to) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted && beginsKey(bytes, i + 1, to)) {
        return i;
      }
    }
    // A quote that is never closed belongs to a damaged address.
    return quoted ? end(bytes, from, to) : to;
  }

  /** Where the key behind the value that ends at {@code valueEnd} begins, or {@code to}. */
  static int nextKey(int valueEnd, int to) {
    return Math.min(to, valueEnd + 2);
  }

  /** Where the equals sign of the key at {@code from} stands, or -1 where none is. */
  static int equalsSign(byte[] bytes, int from, int to) {
    int limit = Math.min(to, from + LONGEST_KEY + 1);
    for (int i = from; i < limit; i++) {
      byte c = bytes[i];
      if (c == '=') {
        return i > from ? i : -1;
      }
      if ((c < 'a' || c > 'z') && c != '_' && (c < '0' || c > '9')) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean beginsKey(byte[] bytes, int at, int to) {
    return at < to && bytes[at] == ' ' && equalsSign(bytes, at + 1, to) >= 0;
  }
}
