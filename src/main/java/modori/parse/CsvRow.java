package modori.parse;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The cells of one line of comma-separated values (RFC 4180), as slices of bytes. A line whose
 * cells hold no quotation marks is cut where it lies; Commons CSV reads the others. One object is
 * filled again for every line.
 */
public final class CsvRow {
  private static final int MOST_CELLS = 1024;

  private byte[] bytes = new byte[0];
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int size;

  /** Reads a line; false where its quotation marks do not pair or it has too many cells. */
  public boolean read(byte[] line, int lineFrom, int lineTo) {
    return cut(line, lineFrom, lineTo) || unquote(line, lineFrom, lineTo);
  }

  /** How many cells the line has. */
  public int size() {
    return size;
  }

  /** The array that all cells lie in. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a cell begins; 0 for a cell that the line does not have. */
  public int from(int cell) {
    return cell < 0 || cell >= size ? 0 : from[cell];
  }

  /** Where a cell ends, exclusive; 0 for a cell that the line does not have. */
  public int to(int cell) {
    return cell < 0 || cell >= size ? 0 : to[cell];
  }

  /** Whether the line has no such cell, or nothing in it. */
  public boolean isBlank(int cell) {
    return from(cell) >= to(cell);
  }

  /** A cell as text: for headers and tests, not per line. */
  public String text(int cell) {
    return new String(bytes, from(cell), to(cell) - from(cell), StandardCharsets.UTF_8);
  }

  /**
   * The cell of a header row that holds this name, or -1; case does not count, nor whether words
   * are joined by hyphens or underscores.
   */
  public int indexOf(String name) {
    String wanted = name.replace('_', '-');
    for (int i = 0; i < size; i++) {
      if (text(i).strip().replace('_', '-').equalsIgnoreCase(wanted)) {
        return i;
      }
    }
    return -1;
  }

  // False where a quoted cell holds quotation marks itself.
  private boolean cut(byte[] line, int lineFrom, int lineTo) {
    size = 0;
    bytes = line;
    int start = lineFrom;
    while (true) {
      int end;
      if (start < lineTo && line[start] == '"') {
        int close = Ascii.indexOf(line, start + 1, lineTo, '"');
        if (close < 0 || close + 1 < lineTo && line[close + 1] != ',' || !add(start + 1, close)) {
          return false;
        }
        end = close + 1;
      } else {
        int comma = Ascii.indexOf(line, start, lineTo, ',');
        end = comma < 0 ? lineTo : comma;
        if (!add(start, end)) {
          return false;
        }
      }
      if (end >= lineTo) {
        return true;
      }
      start = end + 1;
    }
  }

  // ISO 8859-1 keeps every byte as it is.
  private boolean unquote(byte[] line, int lineFrom, int lineTo) {
    size = 0;
    String text = new String(line, lineFrom, lineTo - lineFrom, StandardCharsets.ISO_8859_1);
    try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        return false;
      }
      CSVRecord record = records.next();
      byte[] cells = new byte[lineTo - lineFrom];
      bytes = cells;
      int at = 0;
      for (String cell : record) {
        byte[] one = cell.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(one, 0, cells, at, one.length);
        if (!add(at, at + one.length)) {
          return false;
        }
        at += one.length;
      }
      return true;
    } catch (IOException | UncheckedIOException | IllegalStateException unpaired) {
      return false;
    }
  }

  private boolean add(int cellFrom, int cellTo) {
    if (size == from.length) {
      if (size == MOST_CELLS) {
        return false;
      }
      from = Arrays.copyOf(from, size * 2);
      to = Arrays.copyOf(to, size * 2);
    }
    from[size] = cellFrom;
    to[size++] = cellTo;
    return true;
  }
}
