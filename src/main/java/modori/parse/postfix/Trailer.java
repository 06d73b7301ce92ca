package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.LogEvent;

/**
 * Reads the attributes at the end of refusals and actions: {@code ; from=<s> to=<r> proto=ESMTP
 * helo=<h> sasl_username=<u>} (smtpd_check.c, cleanup_message.c; postscreen puts commas between
 * them).
 */
final class Trailer {
  private static final byte[] FROM = Ascii.word("from=");
  private static final byte[] TO = Ascii.word("to=");
  private static final byte[] PROTO = Ascii.word("proto=");
  private static final byte[] HELO = Ascii.word("helo=");
  private static final byte[] SASL_METHOD = Ascii.word("sasl_method=");
  private static final byte[] SASL_USERNAME = Ascii.word("sasl_username=");
  private static final byte[] SASL_SENDER = Ascii.word("sasl_sender=");

  private Trailer() {}

  /**
   * Where the semicolon before the attributes stands, or {@code to} where there are none. Sought
   * from the end: a text may quote anything.
   */
  static int find(byte[] bytes, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (bytes[i] == ';') {
        int key = skipBlanks(bytes, i + 1, to);
        if (key > i + 1
            && (Ascii.startsWith(bytes, key, to, FROM)
                || Ascii.startsWith(bytes, key, to, TO)
                || Ascii.startsWith(bytes, key, to, PROTO))) {
          return i;
        }
      }
    }
    // A client that is refused on connecting has said nothing yet.
    return to > from && bytes[to - 1] == ';' ? to - 1 : to;
  }

  /**
   * Puts the attributes behind the semicolon.
   *
   * @return where they end
   */
  static int read(LogEvent event, byte[] bytes, int semicolon, int to) {
    int at = Math.min(to, semicolon + 1);
    while (at < to) {
      int key = skipBlanks(bytes, at, to);
      if (Ascii.startsWith(bytes, key, to, FROM)) {
        at = value(event, EventField.SENDER, bytes, key + FROM.length, to);
      } else if (Ascii.startsWith(bytes, key, to, TO)) {
        at = value(event, EventField.RECIPIENT, bytes, key + TO.length, to);
      } else if (Ascii.startsWith(bytes, key, to, PROTO)) {
        at = bareEnd(bytes, key + PROTO.length, to);
      } else if (Ascii.startsWith(bytes, key, to, HELO)) {
        at = value(event, EventField.HELO, bytes, key + HELO.length, to);
      } else if (Ascii.startsWith(bytes, key, to, SASL_USERNAME)) {
        at = value(event, EventField.AUTH_USER, bytes, key + SASL_USERNAME.length, to);
      } else if (Ascii.startsWith(bytes, key, to, SASL_METHOD)
          || Ascii.startsWith(bytes, key, to, SASL_SENDER)) {
        at = bareEnd(bytes, key, to);
      } else {
        return key;
      }
    }
    return to;
  }

  private static int value(LogEvent event, EventField field, byte[] bytes, int from, int to) {
    if (from < to && bytes[from] == '<') {
      int end = Angle.put(event, field, bytes, from, to);
      return end < 0 ? to : end;
    }
    int end = bareEnd(bytes, from, to);
    if (end > from) {
      event.put(field, bytes, from, end);
    }
    return end;
  }

  private static int bareEnd(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != ',' && bytes[end] != ' ' && bytes[end] != ':') {
      end++;
    }
    return end;
  }

  private static int skipBlanks(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && (bytes[at] == ' ' || bytes[at] == ',')) {
      at++;
    }
    return at;
  }
}
