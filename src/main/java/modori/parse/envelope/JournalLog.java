package modori.parse.envelope;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import modori.ingest.StampClock;
import modori.parse.Dialect;
import modori.parse.JsonText;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;
import modori.parse.envelope.JournalEntry.Part;

/** The journal as {@code journalctl -o json} writes it: one object a line. */
public final class JournalLog implements Dialect {
  private static final LineFate NOT_JOURNAL = LineFate.quarantined("no entry of the journal");

  private final JournalEntry entry;

  /**
   * Reads with these parsers.
   *
   * @param parsers asked in this order who reads a program's lines
   */
  public JournalLog(StampClock clock, List<TextParser> parsers) {
    this.entry = new JournalEntry(clock, parsers);
  }

  @Override
  public String name() {
    return "journal-json";
  }

  @Override
  public String mta() {
    return entry.mta();
  }

  @Override
  public boolean more(LogEvent event) {
    return entry.more(event);
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    if (line.from == line.to) {
      return LineFate.EMPTY;
    }
    if (!JsonText.isObject(line.bytes, line.from, line.to)) {
      return JsonText.NOT_JSON;
    }
    entry.clear();
    try (JsonParser json = JsonText.open(line.bytes, line.from, line.to)) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        Part part = Part.of(json.currentName());
        json.nextToken();
        if (part == null) {
          json.skipChildren();
        } else {
          field(part, json);
        }
      }
      if (json.nextToken() != null) {
        return JsonText.NOT_JSON;
      }
    } catch (IOException broken) {
      return JsonText.NOT_JSON;
    }
    return entry.isEmpty() ? NOT_JOURNAL : entry.read(line, event);
  }

  // A text, or its bytes one by one where they are not UTF-8.
  private void field(Part part, JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      String text = JsonText.text(json);
      if (text != null) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        entry.put(part, utf8, 0, utf8.length);
      }
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      bytes.write((int) JsonText.number(json));
    }
    entry.put(part, bytes.toByteArray(), 0, bytes.size());
  }
}
