package modori.parse.powermta;

import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.CsvRow;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import org.jspecify.annotations.Nullable;

/**
 * An accounting file of PowerMTA. A header row may come again where the settings have changed;
 * without any the standard columns are taken if the row fits them, else what the cells look like.
 */
public final class PowerMtaAccounting implements Dialect {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] HEADER = Ascii.word("type,");
  private static final LineFate NAMES = LineFate.ignored("column names");
  private static final LineFate NO_HEADER = LineFate.quarantined("no row names the columns");
  private static final LineFate BROKEN = LineFate.quarantined("quotation marks do not pair");
  private static final LineFate CUT = LineFate.quarantined("another number of cells than columns");
  private static final LineFate NO_STAMP = LineFate.quarantined("no readable time stamp");

  private final StampClock clock;
  private final CsvRow row = new CsvRow();
  private final AccountingRecord record;
  private final Columns standard = Columns.standard();
  private @Nullable Columns columns;

  /** Reads with this clock, whose zone is that of stamps without an offset. */
  public PowerMtaAccounting(StampClock clock) {
    this.clock = clock;
    this.record = new AccountingRecord(clock);
  }

  @Override
  public String name() {
    return "powermta";
  }

  @Override
  public String mta() {
    return "pmta";
  }

  @Override
  public boolean needsBegin() {
    return true;
  }

  @Override
  public void passOver(LogLine line) {
    header(line);
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    if (line.from == line.to) {
      return LineFate.EMPTY;
    }
    if (header(line)) {
      return NAMES;
    }
    byte type = line.bytes[line.from];
    if (type < 'a' || type > 'z') {
      return NO_HEADER;
    }
    if (!row.read(line.bytes, line.from, line.to)) {
      return BROKEN;
    }
    Columns names = columns;
    if (names == null) {
      names = isStandard() ? standard : LostHeader.of(row);
      if (names.timeLogged() < 0 || names.rcpt() < 0) {
        return NO_HEADER;
      }
    } else if (row.size() != names.count()) {
      return CUT;
    }
    line.timeMicros = time(names.timeLogged());
    return line.timeMicros == LogLine.NO_TIME ? NO_STAMP : record.read(row, names, line, event);
  }

  private boolean header(LogLine line) {
    byte[] b = line.bytes;
    int from = Ascii.startsWith(b, line.from, line.to, BYTE_ORDER_MARK) ? line.from + 3 : line.from;
    if (!Ascii.startsWith(b, from, line.to, HEADER) || !row.read(b, from, line.to)) {
      return false;
    }
    columns = Columns.of(row);
    return true;
  }

  // Two times side by side behind the type, as in the standard columns only.
  private boolean isStandard() {
    return row.size() >= standard.bounceCat() && time(2) != LogLine.NO_TIME;
  }

  private long time(int cell) {
    return AccountingRecord.time(clock, row, cell);
  }
}
