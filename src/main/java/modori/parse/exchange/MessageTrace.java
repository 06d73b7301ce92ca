package modori.parse.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.CsvRow;
import modori.parse.Dialect;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.JsonText;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Rows of Microsoft 365's message trace (Get-MessageTrace), exported as comma-separated values or
 * as JSON lines: one row per recipient, with a status and no text.
 */
public final class MessageTrace implements Dialect {
  private static final LineFate NAMES = LineFate.ignored("column names");
  private static final LineFate NO_OUTCOME = LineFate.ignored("message still on its way");
  private static final LineFate EXPANDED = LineFate.ignored("list expanded");
  private static final LineFate NO_HEADER = LineFate.quarantined("no row names the columns");
  private static final LineFate BROKEN = LineFate.quarantined("quotation marks do not pair");
  private static final LineFate CUT = LineFate.quarantined("another number of cells than columns");
  private static final LineFate NO_STAMP = LineFate.quarantined("no readable time stamp");
  private static final LineFate NO_RECIPIENT = LineFate.quarantined("no recipient in the record");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown status");
  private static final String[] COLUMNS = {
    "Received",
    "SenderAddress",
    "RecipientAddress",
    "Status",
    "Size",
    "MessageId",
    "MessageTraceId",
    "FromIP",
    "ToIP"
  };
  private static final int RECEIVED = 0;
  private static final int SENDER = 1;
  private static final int RECIPIENT = 2;
  private static final int STATUS = 3;
  private static final int SIZE = 4;
  private static final int MESSAGE_ID = 5;
  private static final int TRACE_ID = 6;
  private static final int FROM_IP = 7;
  private static final int TO_IP = 8;

  private final StampClock clock;
  private final CsvRow row = new CsvRow();
  private final int[] cells = new int[COLUMNS.length];
  private final @Nullable String[] values = new String[COLUMNS.length];
  private int columns;

  /** Reads with this clock. */
  public MessageTrace(StampClock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "message-trace";
  }

  @Override
  public String mta() {
    return "exchange-online";
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
    Arrays.fill(values, null);
    if (JsonText.isObject(line.bytes, line.from, line.to)) {
      try {
        object(line);
      } catch (IOException broken) {
        return JsonText.NOT_JSON;
      }
    } else if (header(line)) {
      return NAMES;
    } else if (columns == 0) {
      return NO_HEADER;
    } else if (!row.read(line.bytes, line.from, line.to)) {
      return BROKEN;
    } else if (row.size() != columns) {
      return CUT;
    } else {
      for (int i = 0; i < cells.length; i++) {
        values[i] = row.isBlank(cells[i]) ? null : row.text(cells[i]);
      }
    }
    return read(line, event);
  }

  private boolean header(LogLine line) {
    if (Ascii.isDigit(line.bytes[line.from]) || !row.read(line.bytes, line.from, line.to)) {
      return false;
    }
    int[] found = new int[COLUMNS.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = row.indexOf(COLUMNS[i]);
    }
    if (found[RECEIVED] < 0 || found[RECIPIENT] < 0 || found[STATUS] < 0) {
      return false;
    }
    columns = row.size();
    System.arraycopy(found, 0, cells, 0, found.length);
    return true;
  }

  private void object(LogLine line) throws IOException {
    try (JsonParser json = JsonText.open(line.bytes, line.from, line.to)) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        int index = Arrays.asList(COLUMNS).indexOf(json.currentName());
        json.nextToken();
        if (index < 0) {
          json.skipChildren();
        } else {
          values[index] = JsonText.text(json);
        }
      }
    }
  }

  // "2024-03-01T05:10:12.1234567" in UTC, which the trace does not say
  private long time() {
    String stamp = values[RECEIVED];
    boolean zoned = stamp != null && (stamp.endsWith("Z") || stamp.lastIndexOf('+') > 10);
    return JsonText.micros(clock, stamp == null || zoned ? stamp : stamp + "Z");
  }

  private LineFate read(LogLine line, LogEvent event) {
    String status = values[STATUS];
    if (status == null) {
      return UNKNOWN;
    }
    line.timeMicros = time();
    if (line.timeMicros == LogLine.NO_TIME) {
      return NO_STAMP;
    }
    String recipient = values[RECIPIENT];
    if (recipient == null) {
      return NO_RECIPIENT;
    }
    Outcome outcome =
        switch (status) {
          case "Delivered" -> Outcome.DELIVERED;
          case "Failed" -> Outcome.BOUNCED;
          case "Pending" -> Outcome.DEFERRED;
          case "Quarantined" -> Outcome.HELD;
          case "FilteredAsSpam" -> Outcome.DELIVERED; // into the junk folder
          default -> null;
        };
    if (outcome == null) {
      return switch (status) {
        case "Expanded" -> EXPANDED;
        case "GettingStatus", "None", "Resolved" -> NO_OUTCOME;
        default -> UNKNOWN;
      };
    }
    event.begin(EventType.ATTEMPT).outcome(outcome);
    event.put(EventField.RECIPIENT, JsonText.bare(recipient));
    JsonText.put(event, EventField.QUEUE_ID, values[TRACE_ID]);
    bare(event, EventField.SENDER, values[SENDER]);
    bare(event, EventField.MESSAGE_ID, values[MESSAGE_ID]);
    JsonText.put(event, EventField.CLIENT_IP, values[FROM_IP]);
    JsonText.put(event, EventField.RELAY_IP, values[TO_IP]);
    if (outcome != Outcome.DELIVERED) {
      event.put(EventField.TEXT, status);
    }
    size(event, values[SIZE]);
    return LineFate.EVENT;
  }

  private static void size(LogEvent event, @Nullable String size) {
    byte[] digits = Ascii.word(size == null ? "" : size);
    long number = Ascii.number(digits, 0, digits.length);
    if (number > 0) {
      event.put(EventNumber.SIZE_BYTES, number);
    }
  }

  private static void bare(LogEvent event, EventField field, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      event.put(field, JsonText.bare(text));
    }
  }
}
