package modori.bounce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header of a message or of a part (RFC 5322 section 2.2), as positions in the bytes; fields
 * beyond a bound are passed over.
 */
final class HeaderBlock {
  private static final int MAX_FIELDS = 600;
  private static final int MAX_VALUE_BYTES = 16 * 1024;
  private static final int MAX_NAME_BYTES = 76;

  private final byte[] bytes;
  private int[] at = new int[64 * 4];
  private int count;
  private int bodyStart;

  private HeaderBlock(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads fields until an empty line, or a line that is none; never fails. */
  static HeaderBlock read(byte[] bytes, int from, int to) {
    HeaderBlock block = new HeaderBlock(bytes);
    block.scan(from, to);
    return block;
  }

  /** Where the body starts. */
  int bodyStart() {
    return bodyStart;
  }

  int size() {
    return count;
  }

  boolean has(String lowerCaseName) {
    return find(lowerCaseName, 0) >= 0;
  }

  /** The unfolded text of the first field of that name. */
  @Nullable String first(String lowerCaseName) {
    int i = find(lowerCaseName, 0);
    return i < 0 ? null : value(i);
  }

  /** The first field of that name with its encoded words (RFC 2047) read. */
  @Nullable String firstDecoded(String lowerCaseName) {
    String value = first(lowerCaseName);
    return value == null ? null : EncodedWords.decode(value);
  }

  /** All fields of that name, in their order. */
  List<String> all(String lowerCaseName) {
    List<String> values = new ArrayList<>();
    for (int i = find(lowerCaseName, 0); i >= 0; i = find(lowerCaseName, i + 1)) {
      values.add(value(i));
    }
    return values;
  }

  private int find(String name, int from) {
    for (int i = from; i < count; i++) {
      int start = at[i * 4];
      if (at[i * 4 + 1] - start == name.length()
          && Octets.startsWith(bytes, start, at[i * 4 + 1], name)) {
        return i;
      }
    }
    return -1;
  }

  private String value(int field) {
    int from = at[field * 4 + 2];
    int to = Math.min(at[field * 4 + 3], from + MAX_VALUE_BYTES);
    while (from < to && (Octets.blank(bytes[from]) || bytes[from] == '\r' || bytes[from] == '\n')) {
      from++;
    }
    int end = Octets.lineEnd(bytes, from, to);
    if (end == to) {
      return TextDecoder.unlabelled(bytes, from, trimmed(from, to));
    }
    byte[] unfolded = new byte[to - from];
    int n = 0;
    while (from < to) {
      end = Octets.lineEnd(bytes, from, to);
      int start = from;
      while (start < end && Octets.blank(bytes[start])) {
        start++;
      }
      if (n > 0) {
        unfolded[n++] = ' ';
      }
      System.arraycopy(bytes, start, unfolded, n, end - start);
      n += end - start;
      from = Octets.nextLine(bytes, end, to);
    }
    return TextDecoder.unlabelled(unfolded, 0, n).stripTrailing();
  }

  private int trimmed(int from, int to) {
    int end = to;
    while (end > from && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
      end--;
    }
    return end;
  }

  private void scan(int from, int to) {
    int line = from;
    bodyStart = from;
    while (line < to) {
      int end = Octets.lineEnd(bytes, line, to);
      if (end == line) {
        bodyStart = Octets.nextLine(bytes, end, to);
        return;
      }
      int next = Octets.nextLine(bytes, end, to);
      if (Octets.blank(bytes[line])) {
        if (onlyBlanks(line, end)) {
          bodyStart = next;
          return;
        }
        if (count == 0) {
          return;
        }
        extend(end);
      } else {
        int colon = colon(line, end);
        if (colon > 0) {
          add(line, colon, end);
        } else if (line == from && mboxSeparator(line, end)) {
          bodyStart = next;
        } else if (count > 0 && lastEndsWithSemicolon()) {
          extend(end);
        } else {
          bodyStart = line;
          return;
        }
      }
      line = next;
      bodyStart = next;
    }
  }

  private boolean onlyBlanks(int from, int end) {
    for (int i = from; i < end; i++) {
      if (!Octets.blank(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean mboxSeparator(int line, int end) {
    return Octets.startsWith(bytes, line, end, "from ")
        || Octets.startsWith(bytes, line, end, ">from ");
  }

  private int colon(int line, int end) {
    int limit = Math.min(end, line + MAX_NAME_BYTES);
    for (int i = line; i < limit; i++) {
      byte b = bytes[i];
      if (b == ':') {
        return i;
      }
      if (b <= ' ') {
        // "Subject : text" (RFC 5322 section 4.5, obsolete syntax)
        return i + 1 < limit && Octets.blank(b) && bytes[i + 1] == ':' ? i + 1 : -1;
      }
    }
    return -1;
  }

  private void add(int line, int colon, int end) {
    if (count == MAX_FIELDS) {
      return;
    }
    if (at.length < (count + 1) * 4) {
      at = Arrays.copyOf(at, at.length * 2);
    }
    int nameEnd = Octets.blank(bytes[colon - 1]) ? colon - 1 : colon;
    at[count * 4] = line;
    at[count * 4 + 1] = nameEnd;
    at[count * 4 + 2] = colon + 1;
    at[count * 4 + 3] = end;
    count++;
  }

  private void extend(int end) {
    if (count < MAX_FIELDS) {
      at[(count - 1) * 4 + 3] = end;
    }
  }

  private boolean lastEndsWithSemicolon() {
    int end = trimmed(at[(count - 1) * 4 + 2], at[(count - 1) * 4 + 3]);
    return end > 0 && bytes[end - 1] == ';';
  }
}
