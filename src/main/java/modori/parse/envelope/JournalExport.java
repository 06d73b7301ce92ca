package modori.parse.envelope;

import java.util.List;
import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;
import modori.parse.envelope.JournalEntry.Part;
import org.jspecify.annotations.Nullable;

/**
 * The journal in its export format: a line for each field, an empty line behind each entry. A value
 * that is not text stands behind a line with its name alone, after eight bytes of length.
 */
public final class JournalExport implements Dialect {
  private static final LineFate FIELD = LineFate.ignored("field of a journal entry");
  private static final LineFate NOT_JOURNAL = LineFate.quarantined("no entry of the journal");
  private static final int LENGTH_BYTES = 8;

  private final JournalEntry entry;
  private @Nullable Part binary;
  private boolean value;

  /**
   * Reads with these parsers.
   *
   * @param parsers asked in this order who reads a program's lines
   */
  public JournalExport(StampClock clock, List<TextParser> parsers) {
    this.entry = new JournalEntry(clock, parsers);
  }

  @Override
  public String name() {
    return "journal-export";
  }

  @Override
  public String mta() {
    return entry.mta();
  }

  @Override
  public boolean needsBegin() {
    return true;
  }

  @Override
  public void passOver(LogLine line) {
    if (line.from == line.to) {
      entry.clear();
    } else {
      field(line);
    }
  }

  @Override
  public boolean more(LogEvent event) {
    return entry.more(event);
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    if (line.from < line.to) {
      return field(line);
    }
    value = false;
    LineFate fate = entry.isEmpty() ? LineFate.EMPTY : entry.read(line, event);
    entry.clear();
    return fate;
  }

  private LineFate field(LogLine line) {
    byte[] b = line.bytes;
    if (value) {
      value = false;
      if (binary != null && line.to - line.from > LENGTH_BYTES) {
        entry.put(binary, b, line.from + LENGTH_BYTES, line.to);
      }
      return FIELD;
    }
    int at = line.from;
    while (at < line.to && (b[at] >= 'A' && b[at] <= 'Z' || b[at] == '_' || Ascii.isDigit(b[at]))) {
      at++;
    }
    if (at == line.from || at < line.to && b[at] != '=') {
      return NOT_JOURNAL;
    }
    Part part = Part.of(b, line.from, at);
    if (at == line.to) {
      value = true;
      binary = part;
    } else if (part != null) {
      entry.put(part, b, at + 1, line.to);
    }
    return FIELD;
  }
}
