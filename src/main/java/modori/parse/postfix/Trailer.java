package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.LogEvent;
import org.jspecify.annotations.Nullable;

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
   * Where the semicolon before the attributes stands, or {@code to} where there are none. The text
   * may quote anything, and the client chose what stands in brackets: the first semicolon counts
   * behind which there is nothing but attributes.
   */
  static int find(byte[] bytes, int from, int to) {
    int last = -1;
    for (int i = Ascii.indexOf(bytes, from, to, ';');
        i >= 0;
        i = Ascii.indexOf(bytes, i + 1, to, ';')) {
      int key = skipBlanks(bytes, i + 1, to);
      if (key > i + 1
          && (Ascii.startsWith(bytes, key, to, FROM)
              || Ascii.startsWith(bytes, key, to, TO)
              || Ascii.startsWith(bytes, key, to, PROTO))) {
        last = i;
        int end = walk(null, bytes, i, to);
        if (end == to || bytes[end] == ':') {
          return i;
        }
      }
    }
    if (last >= 0) {
      return last;
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
    return walk(event, bytes, semicolon, to);
  }

  private static int walk(@Nullable LogEvent event, byte[] bytes, int semicolon, int to) {
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

  /** The first attribute of a name counts. */
  private static int value(
      @Nullable LogEvent event, EventField field, byte[] bytes, int from, int to) {
    int valueFrom = from;
    int valueTo;
    int end;
    if (from < to && bytes[from] == '<') {
      valueFrom++;
      valueTo = Angle.close(bytes, valueFrom, to);
      if (valueTo < 0) {
        return to;
      }
      end = valueTo + 1;
    } else {
      valueTo = end = bareEnd(bytes, from, to);
    }
    if (event != null && end > from && !event.has(field)) {
      event.put(field, bytes, valueFrom, valueTo);
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
