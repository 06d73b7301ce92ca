package modori.bounce;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds addresses in lines of text (RFC 5321 section 4.1.2, RFC 6531 section 3.3). */
final class Addresses {
  private static final String LOCAL_SYMBOLS = "!#$%&'*+-/=?^_`{|}~.";
  private static final int MAX_LOCAL_CHARS = 320;
  private static final int MAX_DOMAIN_CHARS = 255;

  private Addresses() {}

  /**
   * An address and where it stands.
   *
   * @param address without brackets
   * @param start first character, of the bracket where there is one
   * @param end after the last character, of the bracket where there is one
   */
  record Found(String address, int start, int end) {}

  /** The first address at or after {@code from}. */
  static @Nullable Found firstIn(String line, int from) {
    for (int at = line.indexOf('@', from); at >= 0; at = line.indexOf('@', at + 1)) {
      Found found = around(line, at, from);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** All addresses of a line. */
  static List<String> allIn(String line) {
    List<String> all = new ArrayList<>();
    Found found = firstIn(line, 0);
    while (found != null && all.size() < 200) {
      if (!all.contains(found.address())) {
        all.add(found.address());
      }
      found = firstIn(line, found.end());
    }
    return all;
  }

  private static @Nullable Found around(String line, int at, int from) {
    Found bracketed = bracketed(line, at, from);
    if (bracketed != null) {
      return bracketed;
    }
    int start = localStart(line, at, from);
    int end = domainEnd(line, at + 1);
    if (start >= at || end <= at + 1) {
      return null;
    }
    String address = line.substring(start, end);
    boolean opens = start > from && line.charAt(start - 1) == '<';
    boolean closes = opens && end < line.length() && line.charAt(end) == '>';
    return new Found(address, opens ? start - 1 : start, closes ? end + 1 : end);
  }

  private static @Nullable Found bracketed(String line, int at, int from) {
    int open = at - 1;
    int first = Math.max(from, at - MAX_LOCAL_CHARS);
    while (open >= first && line.charAt(open) != '<') {
      open--;
    }
    int close = at + 1;
    int last = Math.min(line.length(), at + MAX_DOMAIN_CHARS);
    while (close < last && line.charAt(close) != '>') {
      close++;
    }
    if (open < first || close >= last || close == at + 1 || open + 1 == at) {
      return null;
    }
    String inside = line.substring(open + 1, close);
    boolean quoted = inside.startsWith("\"");
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      if (c <= ' ' && !quoted || c == '<' || c == ';' && !quoted) {
        return null;
      }
    }
    if (inside.startsWith("mailto:") || inside.startsWith("http")) {
      return null;
    }
    return new Found(withoutRoute(inside), open, close + 1);
  }

  // @a,@b:user@c (RFC 5321 appendix C); SMTP:user@c (Exchange)
  private static String withoutRoute(String address) {
    int colon = address.startsWith("\"") ? -1 : address.lastIndexOf(':', address.lastIndexOf('@'));
    return colon > 0 ? address.substring(colon + 1) : address;
  }

  private static int localStart(String line, int at, int from) {
    if (at > from && line.charAt(at - 1) == '"') {
      int open = line.lastIndexOf('"', at - 2);
      if (open >= from && at - open < 66 && line.indexOf(' ', open) != open + 1) {
        return open;
      }
      return at;
    }
    int start = at;
    int limit = Math.max(from, at - MAX_LOCAL_CHARS);
    while (start > limit && isLocal(line.charAt(start - 1))) {
      start--;
    }
    if (start == at) {
      while (start > limit && line.charAt(start - 1) > 0x7f) {
        start--;
      }
    }
    while (start < at && "*'.`".indexOf(line.charAt(start)) >= 0) {
      start++;
    }
    while (start + 1 < at && line.charAt(start) == '-' && line.charAt(start + 1) == '-') {
      start++;
    }
    return start;
  }

  private static int domainEnd(String line, int from) {
    if (from < line.length() && line.charAt(from) == '[') {
      int close = line.indexOf(']', from);
      return close > 0 && close - from < 60 ? close + 1 : from;
    }
    int end = from;
    int limit = Math.min(line.length(), from + MAX_DOMAIN_CHARS);
    while (end < limit && isDomain(line.charAt(end))) {
      end++;
    }
    if (end == from) {
      while (end < limit && Character.isLetter(line.charAt(end))) {
        end++;
      }
      while (end < limit && (isDomain(line.charAt(end)) || Character.isLetter(line.charAt(end)))) {
        end++;
      }
    }
    while (end > from && (line.charAt(end - 1) == '.' || line.charAt(end - 1) == '-')) {
      end--;
    }
    return end;
  }

  private static boolean isLocal(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || LOCAL_SYMBOLS.indexOf(c) >= 0;
  }

  private static boolean isDomain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_';
  }
}
