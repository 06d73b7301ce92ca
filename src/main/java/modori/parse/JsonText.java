package modori.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import modori.ingest.StampClock;
import org.jspecify.annotations.Nullable;

/** What dialects of one JSON object a line (RFC 8259) share. */
public final class JsonText {
  /** A line that is no JSON object, or only a part of one. */
  public static final LineFate NOT_JSON = LineFate.quarantined("not one whole JSON object");

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private JsonText() {}

  /** Whether the slice begins as an object does; blanks before it do not count. */
  public static boolean isObject(byte[] b, int from, int to) {
    int at = from;
    while (at < to && (b[at] == ' ' || b[at] == '\t')) {
      at++;
    }
    return at < to && b[at] == '{';
  }

  /**
   * A parser that stands on the object's brace.
   *
   * @throws IOException where no object begins
   */
  public static JsonParser open(byte[] b, int from, int to) throws IOException {
    JsonParser json = FACTORY.createParser(b, from, to - from);
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("no object");
    }
    return json;
  }

  /** The text of a string or number; null for null, and for objects and arrays, which it skips. */
  public static @Nullable String text(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      json.skipChildren();
      return null;
    }
    return token == JsonToken.VALUE_NULL ? null : json.getText();
  }

  /** A whole number, also within a string; -1 for anything else. */
  public static long number(JsonParser json) throws IOException {
    String text = text(json);
    if (text == null || text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** The microseconds of a stamp of RFC 3339, or {@link LogLine#NO_TIME}. */
  public static long micros(StampClock clock, @Nullable String stamp) {
    if (stamp == null) {
      return LogLine.NO_TIME;
    }
    byte[] b = stamp.getBytes(StandardCharsets.UTF_8);
    return clock.rfc3339(b, 0, b.length);
  }

  /** Sets a field where there is a text. */
  public static void put(LogEvent event, EventField field, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      event.put(field, text);
    }
  }

  /** What stands between the first angle bracket and the last, or the whole text without any. */
  public static String bare(String text) {
    int open = text.lastIndexOf('<');
    int close = text.lastIndexOf('>');
    return open >= 0 && close > open ? text.substring(open + 1, close) : text.strip();
  }
}
