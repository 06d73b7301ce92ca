package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.LogEvent;

/** Addresses as deliver.c, string_log_address() writes them: {@code final (parents) <original>}. */
final class Addresses {
  private static final byte[] SYSTEM_FILTER = word("system-filter");

  private Addresses() {}

  /**
   * Sets recipient and original recipient; gives the position behind them.
   *
   * <p>A local delivery shows only the final local part. Where the original address begins or ends
   * with it (affixes are left out), the whole original address is the recipient; elsewhere an alias
   * has led to it, and its domain is that of the original: only routers for domains of our own have
   * log_as_local, and a deferral of the same address does show this domain.
   */
  static int finalAndOriginal(byte[] b, int from, int to, LogEvent event) {
    int end = wordEnd(b, from, to);
    int at = end;
    if (end > from && b[end - 1] == ':' && (end == to || b[end] == ' ')) {
      end--; // "** a@b: text"
      at = end;
    }
    int original = originalFrom(b, at, to);
    if (original < 0) {
      event.put(EventField.RECIPIENT, b, from, end);
      return at;
    }
    int close = closing(b, original, to);
    boolean whole = indexOf(b, from, end, '@') >= 0;
    if (!whole && sameMailbox(b, from, end, original, close)) {
      event.put(EventField.RECIPIENT, b, original, close);
    } else {
      int domain = whole ? -1 : indexOf(b, original, close, '@');
      if (domain < 0) {
        event.put(EventField.RECIPIENT, b, from, end);
      } else {
        byte[] address = new byte[end - from + close - domain];
        System.arraycopy(b, from, address, 0, end - from);
        System.arraycopy(b, domain, address, end - from, close - domain);
        event.put(EventField.RECIPIENT, address, 0, address.length);
      }
      event.put(EventField.ORIGINAL_RECIPIENT, b, original, close);
    }
    return Math.min(close + 1, to);
  }

  /**
   * Sets the recipient of a delivery to a file, a pipe or nothing: the address that led there;
   * gives the position behind it.
   */
  static int parentOf(byte[] b, int from, int to, LogEvent event) {
    int open = originalOf(b, from, to);
    if (open < 0) {
      return to;
    }
    int close = closing(b, open, to);
    int parens = open - 2; // "|cmd (parent@d) <original@d>"
    if (parens > from && b[parens - 1] == ')') {
      int parent = Ascii.lastIndexOf(b, from, parens, '(') + 1;
      int parentTo = indexOf(b, parent, parens, ',');
      event.put(EventField.RECIPIENT, b, parent, parentTo > 0 ? parentTo : parens - 1);
      event.put(EventField.ORIGINAL_RECIPIENT, b, open, close);
    } else {
      event.put(EventField.RECIPIENT, b, open, close);
    }
    return Math.min(close + 1, to);
  }

  /** Where the original address of a file or pipe begins, or -1; commands may hold blanks and <. */
  static int originalOf(byte[] b, int from, int to) {
    for (int i = from; i + 2 < to; i++) {
      if (b[i] == ' ' && b[i + 1] == '<') {
        int close = closing(b, i + 2, to);
        if (close < to
            && (indexOf(b, i + 2, close, '@') > 0 || startsWith(b, i + 2, close, SYSTEM_FILTER))
            && (b[i + 2] == '"' || indexOf(b, i + 2, close, ' ') < 0)
            && (close + 1 == to || b[close + 1] == ' ' || b[close + 1] == ':')) {
          return i + 2;
        }
      }
    }
    return -1;
  }

  /** Where the blank behind the word is, or {@code to}; blanks within a quoted local part count. */
  static int wordEnd(byte[] b, int from, int to) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte c = b[i];
      if (c == ' ' && !quoted) {
        return i;
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      }
    }
    if (!quoted) {
      return to;
    }
    int blank = indexOf(b, from, to, ' ');
    return blank < 0 ? to : blank;
  }

  /** Where the {@code >} is that closes an address, or {@code to}. */
  static int closing(byte[] b, int from, int to) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte c = b[i];
      if (c == '>' && !quoted) {
        return i;
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      }
    }
    int any = indexOf(b, from, to, '>');
    return any < 0 ? to : any;
  }

  // behind the final address: " (parents) <original" or " <original"
  private static int originalFrom(byte[] b, int from, int to) {
    int at = from;
    if (at + 1 < to && b[at] == ' ' && b[at + 1] == '(') {
      int close = indexOf(b, at, to, ')');
      at = close < 0 ? to : close + 1;
    }
    return at + 1 < to && b[at] == ' ' && b[at + 1] == '<' ? at + 2 : -1;
  }

  // local_part_prefix and local_part_suffix: "bob" of "bob+tag@d" or "real-bob@d"
  private static boolean sameMailbox(byte[] b, int from, int to, int original, int close) {
    int at = indexOf(b, original, close, '@');
    int length = to - from;
    int rest = at - original - length;
    if (at < 0 || rest < 0) {
      return false;
    }
    return sameLetters(b, from, original, length)
            && (rest == 0 || isSeparator(b[original + length]))
        || rest > 0
            && isSeparator(b[original + rest - 1])
            && sameLetters(b, from, at - length, length);
  }

  private static boolean isSeparator(byte c) {
    return c == '+' || c == '-' || c == '_' || c == '=' || c == '#';
  }

  private static boolean sameLetters(byte[] b, int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      if (lower(b[one + i]) != lower(b[other + i])) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
}
