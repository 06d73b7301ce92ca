package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.isDigit;
import static modori.parse.Ascii.word;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * The values of Exim's {@code K=value} fields (specification, "Summary of Fields in Log Lines").
 */
final class Values {
  private static final byte[] HELO_END = word(") [");

  private Values() {}

  /** Where the key that begins at {@code from} ends; it is a field where {@code =} stands there. */
  static int keyEnd(byte[] b, int from, int to) {
    int at = from;
    while (at < to && MessageId.isLetterOrDigit(b[at])) {
      at++;
    }
    return at;
  }

  /** Whether a field, {@code K=}, begins at {@code from}. */
  static boolean isField(byte[] b, int from, int to) {
    int end = keyEnd(b, from, to);
    return end > from && end - from <= 4 && end < to && b[end] == '=';
  }

  /** Where a value ends: quoted, in angle brackets, or up to a blank or the colon before it. */
  static int end(byte[] b, int from, int to) {
    if (from >= to) {
      return to;
    }
    if (b[from] == '"') {
      for (int i = from + 1; i < to; i++) {
        if (b[i] == '\\') {
          i++;
        } else if (b[i] == '"') {
          return i + 1;
        }
      }
      return to;
    }
    if (b[from] == '<') {
      return Math.min(Addresses.closing(b, from + 1, to) + 1, to);
    }
    int at = from;
    while (at < to && b[at] != ' ') {
      at++;
    }
    return at > from && b[at - 1] == ':' ? at - 1 : at;
  }

  /**
   * Reads a host, {@code name (helo) [ip]:port}, each part optional; gives the position behind it.
   */
  static int host(
      byte[] b,
      int from,
      int to,
      LogEvent event,
      EventField name,
      @Nullable EventField helo,
      EventField ip) {
    int at = from;
    if (at < to && b[at] != '(' && b[at] != '[') {
      while (at < to && b[at] != ' ') {
        at++;
      }
      if (at > from && b[at - 1] == ':') {
        event.put(name, b, from, at - 1);
        return at - 1;
      }
      event.put(name, b, from, at);
    }
    int next = EximStamp.skipBlank(b, at, to);
    if (next < to && b[next] == '(') {
      int close = heloEnd(b, next, to);
      if (close < 0) {
        return to;
      }
      if (helo != null) {
        event.put(helo, b, next + 1, close);
      }
      at = close + 1;
      next = EximStamp.skipBlank(b, at, to);
    }
    if (next < to && b[next] == '[') {
      int close = indexOf(b, next, to, ']');
      if (close < 0) {
        return to;
      }
      event.put(ip, b, next + 1, close);
      at = port(b, close + 1, to, ip, event);
      if (at < to && b[at] == '*') { // a further message on the same connection
        at++;
      }
    }
    return at;
  }

  // A client may say anything in EHLO, parentheses too.
  private static int heloEnd(byte[] b, int from, int to) {
    int close = indexOf(b, from, to, ')');
    boolean plain = close + 1 >= to || b[close + 1] == ' ' || b[close + 1] == ':';
    int before = close < 0 || plain ? -1 : indexOf(b, close, to, HELO_END);
    return before < 0 ? close : before;
  }

  private static int port(byte[] b, int from, int to, EventField ip, LogEvent event) {
    if (from + 1 >= to || b[from] != ':' || !isDigit(b[from + 1])) {
      return from;
    }
    int at = from + 1;
    int number = 0;
    while (at < to && isDigit(b[at])) {
      number = Math.min(number * 10 + (b[at] - '0'), 65536);
      at++;
    }
    if (ip == EventField.RELAY_IP && number < 65536) {
      event.put(EventNumber.RELAY_PORT, number);
    }
    return at;
  }

  /** Reads {@code X=TLS1.3:ECDHE_RSA_AES_256_GCM_SHA384:256}: version, cipher, bits. */
  static void tls(byte[] b, int from, int to, LogEvent event) {
    int first = indexOf(b, from, to, ':');
    if (first < 0) {
      return;
    }
    int last = Ascii.lastIndexOf(b, first + 1, to, ':');
    event.put(EventField.TLS_VERSION, b, from, first);
    event.put(EventField.TLS_CIPHER, b, first + 1, last < 0 ? to : last);
  }

  /** Reads {@code A=authenticator:id[:sender]}; without an id nobody is named. */
  static void login(byte[] b, int from, int to, LogEvent event) {
    int colon = indexOf(b, from, to, ':');
    if (colon >= 0 && colon + 1 < to) {
      int next = indexOf(b, colon + 1, to, ':');
      event.put(EventField.AUTH_USER, b, colon + 1, next < 0 ? to : next);
    }
  }
}
