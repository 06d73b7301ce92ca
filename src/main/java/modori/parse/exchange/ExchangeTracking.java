package modori.parse.exchange;

import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.CsvRow;
import modori.parse.Dialect;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import org.jspecify.annotations.Nullable;

/** A message tracking log of Microsoft Exchange 2007 to 2019. */
public final class ExchangeTracking implements Dialect {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] FIELDS = Ascii.word("#Fields:");
  private static final byte[] NAMES_1 = Ascii.word("date-time,");
  private static final byte[] NAMES_2 = Ascii.word("date_time_utc,");
  private static final LineFate HEADER = LineFate.ignored("file header");
  private static final LineFate OTHER_LOG = LineFate.ignored("log of another Exchange service");
  private static final LineFate KNOWN = LineFate.ignored("step of transport without an outcome");
  private static final LineFate NO_HEADER = LineFate.quarantined("no row names the columns");
  private static final LineFate NO_ROW = LineFate.quarantined("no row of a table");
  private static final LineFate BROKEN = LineFate.quarantined("quotation marks do not pair");
  private static final LineFate CUT = LineFate.quarantined("another number of cells than columns");
  private static final LineFate NO_STAMP = LineFate.quarantined("no readable time stamp");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown event");

  private final StampClock clock;
  private final CsvRow row = new CsvRow();
  private final TrackingRow tracked = new TrackingRow(row);
  private @Nullable TrackingColumns columns;
  private boolean otherLog;

  /** Reads with this clock. */
  public ExchangeTracking(StampClock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "exchange-tracking";
  }

  @Override
  public String mta() {
    return "exchange";
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
  public boolean more(LogEvent event) {
    return tracked.more(event);
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    tracked.clear();
    if (line.from == line.to) {
      return LineFate.EMPTY;
    }
    if (header(line)) {
      return HEADER;
    }
    if (!Ascii.isDigit(line.bytes[line.from])) {
      return NO_ROW;
    }
    if (otherLog) {
      return OTHER_LOG;
    }
    if (!row.read(line.bytes, line.from, line.to)) {
      return BROKEN;
    }
    TrackingColumns names = columns == null ? TrackingColumns.byCount(row.size()) : columns;
    if (names == null) {
      return NO_HEADER;
    }
    if (!tracked.align(names)) {
      return CUT;
    }
    long time = tracked.time(clock);
    if (time == StampClock.NONE) {
      return NO_STAMP;
    }
    TrackedEvent what = TrackedEvent.of(row, names.eventId());
    if (what == null) {
      return columns == null ? NO_HEADER : UNKNOWN;
    }
    line.timeMicros = time;
    return switch (what.kind) {
      case ARRIVAL -> tracked.message(line, event, EventType.ARRIVAL);
      case FORKED -> tracked.message(line, event, EventType.ENVELOPE);
      case NOTICE -> tracked.notice(line, event);
      case DELIVERED -> tracked.delivered(line, event, what);
      case DEFERRED -> tracked.attempt(line, event, Outcome.DEFERRED);
      case FAILED -> tracked.attempt(line, event, Outcome.BOUNCED);
      case DROPPED -> tracked.attempt(line, event, Outcome.DISCARDED);
      case HELD -> tracked.attempt(line, event, Outcome.HELD);
      case KNOWN -> KNOWN;
    };
  }

  // "#Fields: …" in the file; a plain first row where a tool has shipped or exported it
  private boolean header(LogLine line) {
    byte[] b = line.bytes;
    int to = line.to;
    int from = Ascii.startsWith(b, line.from, to, BYTE_ORDER_MARK) ? line.from + 3 : line.from;
    if (from < to && b[from] == '#') {
      if (Ascii.startsWith(b, from, to, FIELDS)) {
        columns(b, from + FIELDS.length, to);
      }
      return true;
    }
    if (Ascii.startsWith(b, from, to, NAMES_1) || Ascii.startsWith(b, from, to, NAMES_2)) {
      columns(b, from, to);
      return true;
    }
    return false;
  }

  private void columns(byte[] b, int from, int to) {
    columns = row.read(b, from, to) ? TrackingColumns.of(row) : null;
    otherLog = columns == null;
  }
}
