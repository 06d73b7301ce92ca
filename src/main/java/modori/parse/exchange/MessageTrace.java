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
 * Rows of Microsoft 365's message trace, exported as comma-separated values or as JSON lines, with
 * a status and no text. Get-MessageTrace gives a row per recipient; the summary report gives one
 * per message, whose {@code recipient_status} lists {@code address##Receive, Deliver;…}.
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

  private static final byte[] TYPE = Ascii.word("#TYPE ");
  private static final String[] SUMMARY_COLUMNS = {
    "origin_timestamp_utc",
    "sender_address",
    "recipient_status",
    "recipient_status",
    "total_bytes",
    "message_id",
    "network_message_id",
    "original_client_ip",
    "destination_ip"
  };

  private final StampClock clock;
  private final CsvRow row = new CsvRow();
  private final int[] cells = new int[COLUMNS.length];
  private final @Nullable String[] values = new String[COLUMNS.length];
  private int columns;
  private boolean summary;
  private String listed = "";

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
  public boolean more(LogEvent event) {
    while (!listed.isEmpty()) {
      int semicolon = listed.indexOf(';');
      String one = semicolon < 0 ? listed : listed.substring(0, semicolon);
      listed = semicolon < 0 ? "" : listed.substring(semicolon + 1);
      int mark = one.indexOf("##");
      Outcome outcome = mark < 0 ? null : lastStep(one);
      if (outcome != null) {
        event.begin(EventType.ATTEMPT).outcome(outcome);
        fill(event, one.substring(0, mark).strip(), one.substring(mark + 2).strip());
        return true;
      }
    }
    return false;
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    if (line.from == line.to) {
      return LineFate.EMPTY;
    }
    Arrays.fill(values, null);
    listed = "";
    if (Ascii.startsWith(line.bytes, line.from, line.to, TYPE)) {
      return NAMES;
    }
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
    boolean empty = line.from == line.to;
    if (empty
        || Ascii.isDigit(line.bytes[line.from])
        || !row.read(line.bytes, line.from, line.to)) {
      return false;
    }
    boolean ofMessages = row.indexOf(SUMMARY_COLUMNS[RECEIVED]) >= 0;
    int[] found = new int[COLUMNS.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = row.indexOf(ofMessages ? SUMMARY_COLUMNS[i] : COLUMNS[i]);
    }
    if (found[RECEIVED] < 0 || found[RECIPIENT] < 0 || found[STATUS] < 0) {
      return false;
    }
    columns = row.size();
    summary = ofMessages;
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

  private LineFate read(LogLine line, LogEvent event) {
    String status = values[STATUS];
    if (status == null) {
      return UNKNOWN;
    }
    line.timeMicros = TraceStamp.micros(clock, values[RECEIVED]);
    if (line.timeMicros == LogLine.NO_TIME) {
      return NO_STAMP;
    }
    String recipient = values[RECIPIENT];
    if (recipient == null) {
      return NO_RECIPIENT;
    }
    if (summary && status.contains("##")) {
      listed = status;
      return more(event) ? LineFate.EVENT : NO_OUTCOME;
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
    fill(event, recipient, status);
    return LineFate.EVENT;
  }

  // "Receive, Send": the last step tells
  private static @Nullable Outcome lastStep(String one) {
    String step = one.substring(Math.max(one.lastIndexOf(','), one.lastIndexOf('#')) + 1).strip();
    return switch (step) {
      case "Deliver", "Send" -> Outcome.DELIVERED;
      case "Fail" -> Outcome.BOUNCED;
      case "Defer", "Pending" -> Outcome.DEFERRED;
      default -> null;
    };
  }

  private void fill(LogEvent event, String recipient, String status) {
    event.put(EventField.RECIPIENT, JsonText.bare(recipient));
    JsonText.put(event, EventField.QUEUE_ID, values[TRACE_ID]);
    bare(event, EventField.SENDER, values[SENDER]);
    bare(event, EventField.MESSAGE_ID, values[MESSAGE_ID]);
    JsonText.put(event, EventField.CLIENT_IP, values[FROM_IP]);
    JsonText.put(event, EventField.RELAY_IP, values[TO_IP]);
    if (event.outcome() != Outcome.DELIVERED) {
      event.put(EventField.TEXT, status);
    }
    size(event, values[SIZE]);
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
