package modori.parse.powermta;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.isDigit;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.CsvRow;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import modori.parse.QuotedReply;

/**
 * One row of an accounting file: the fate of one recipient.
 *
 * <p>PowerMTA logs no queue id. What names a message in its rows is the Message-ID, where the site
 * logs that header, else the envelope id, else the time of queueing with the sender and job; with
 * the recipient, to whom all records of an entry belong, that is the queue id here.
 */
final class AccountingRecord {
  private static final LineFate FEEDBACK = LineFate.ignored("feedback report");
  private static final LineFate REMOTE_STATUS = LineFate.ignored("remote delivery status");
  private static final LineFate QUEUE_PUT_OFF = LineFate.ignored("queue put off");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown record type");
  private static final LineFate NO_RECIPIENT = LineFate.quarantined("no recipient in the record");
  private static final byte[] EXPIRED = word("message-expired");
  private static final byte[] DISCARD = word("discard");
  private static final byte[] PIPE = word("pipe");
  private static final byte[] SMTP = word("smtp;");
  private static final byte[] INTERNAL = word("[internal]");
  private static final byte[][] TYPES = {
    word("d"),
    word("delivery"),
    word("b"),
    word("bounce"),
    word("t"),
    word("transient"),
    word("tq"),
    word("transient-queue"),
    word("r"),
    word("receipt"),
    word("rb"),
    word("remote-bounce"),
    word("rs"),
    word("remote-status"),
    word("f"),
    word("feedback-loop")
  };

  private static final byte[] NULL_REVERSE_PATH = {};

  private final StampClock clock;
  private byte[] id = new byte[256];

  AccountingRecord(StampClock clock) {
    this.clock = clock;
  }

  LineFate read(CsvRow row, Columns columns, LogLine line, LogEvent event) {
    int type = type(row);
    if (type == 7) {
      return FEEDBACK;
    } else if (type == 6) {
      return REMOTE_STATUS;
    } else if (type < 0) {
      return UNKNOWN;
    } else if (row.isBlank(columns.rcpt())) {
      return type == 3 ? QUEUE_PUT_OFF : NO_RECIPIENT;
    }
    event.begin(type == 4 ? EventType.ARRIVAL : EventType.ATTEMPT);
    message(row, columns, line, event);
    if (type == 4) {
      return LineFate.CONTEXT;
    }
    put(event, EventField.RECIPIENT, row, columns.rcpt());
    original(event, row, columns.orcpt());
    put(event, EventField.MAILER, row, columns.dlvType());
    put(event, EventField.TLS_VERSION, row, columns.dlvTlsProtocol());
    put(event, EventField.TLS_CIPHER, row, columns.dlvTlsCipher());
    withAddress(event, row, columns.dsnMta(), EventField.RELAY_HOST, EventField.RELAY_IP);
    put(event, EventField.RELAY_IP, row, columns.dlvDestinationIp());
    event.outcome(
        switch (type) {
          case 0 -> is(row, columns.dlvType(), DISCARD) ? Outcome.DISCARDED : Outcome.DELIVERED;
          case 1 -> expired(row, columns) ? Outcome.EXPIRED : Outcome.BOUNCED;
          case 5 -> Outcome.BOUNCED;
          default -> Outcome.DEFERRED;
        });
    if (type == 0 && is(row, columns.dlvType(), PIPE)) {
      event.flag(EventFlag.HANDED_TO_PROGRAM);
    }
    explanation(event, row, columns, type != 0);
    return LineFate.EVENT;
  }

  private void message(CsvRow row, Columns columns, LogLine line, LogEvent event) {
    put(event, EventField.SENDER, row, columns.orig());
    if (columns.orig() >= 0 && row.isBlank(columns.orig())) {
      event.put(EventField.SENDER, NULL_REVERSE_PATH, 0, 0);
    }
    withAddress(event, row, columns.srcMta(), EventField.CLIENT_NAME, EventField.CLIENT_IP);
    bare(event, EventField.MESSAGE_ID, row, columns.messageId());
    long size = number(row, columns.dlvSize());
    if (size > 0) {
      event.put(EventNumber.SIZE_BYTES, size);
    }
    long queued = time(clock, row, columns.timeQueued());
    clock.known(line.timeMicros);
    long seconds = number(row, columns.totalSecondsQueued());
    if (queued != StampClock.NONE) {
      event.put(EventNumber.ARRIVED_MICROS, queued);
    }
    if (event.type() == EventType.ATTEMPT && seconds >= 0) {
      event.put(EventNumber.DELAY_MILLIS, seconds * 1000);
    }
    event.put(EventNumber.RECIPIENT_COUNT, 1).flag(EventFlag.ENDS_WITH_RECIPIENTS);
    int length = 0;
    if (event.has(EventField.MESSAGE_ID)) {
      length = append(length, row, columns.messageId());
    } else if (!row.isBlank(columns.envId())) {
      length = append(length, row, columns.envId());
    } else if (queued != StampClock.NONE) {
      length = append(length, row, columns.timeQueued());
      length = append(length, row, columns.orig());
      length = append(length, row, columns.jobId());
    }
    if (length > 0) {
      length = append(length, row, columns.rcpt());
      event.put(EventField.QUEUE_ID, id, 0, length);
    }
  }

  private int append(int length, CsvRow row, int cell) {
    int size = row.to(cell) - row.from(cell);
    if (size == 0) {
      return length;
    }
    if (id.length < length + 1 + size) {
      id = java.util.Arrays.copyOf(id, (length + 1 + size) * 2);
    }
    int at = length;
    if (at > 0) {
      id[at++] = ' ';
    }
    System.arraycopy(row.bytes(), row.from(cell), id, at, size);
    return at + size;
  }

  // dsnDiag "smtp;552 5.2.2 …", dsnStatus "5.2.2 (mailbox full)"
  private static void explanation(LogEvent event, CsvRow row, Columns columns, boolean failed) {
    byte[] b = row.bytes();
    int from = row.from(columns.dsnDiag());
    int to = row.to(columns.dsnDiag());
    if (from < to) {
      int semicolon = indexOf(b, from, Math.min(to, from + 12), ';');
      int text = semicolon < 0 ? from : semicolon + 1;
      while (text < to && b[text] == ' ') {
        text++;
      }
      event.put(EventField.TEXT, b, text, to);
      boolean reply = QuotedReply.read(b, text, to, event);
      if (failed && reply && startsWith(b, from, to, SMTP) && indexOf(b, text, to, INTERNAL) < 0) {
        event.flag(EventFlag.REFUSED_REMOTELY);
      }
    }
    int status = row.from(columns.dsnStatus());
    int statusTo = row.to(columns.dsnStatus());
    int codeEnd = QuotedReply.enhancedCodeEnd(b, status, statusTo);
    if (codeEnd > 0) {
      event.put(EventField.ENHANCED_CODE, b, status, codeEnd);
    }
    if (event.has(EventField.TEXT)) {
      return;
    }
    int open = indexOf(b, status, statusTo, '(');
    if (open > 0) {
      int close = Ascii.lastIndexOf(b, open, statusTo, ')');
      event.put(EventField.TEXT, b, open + 1, close < 0 ? statusTo : close);
    } else if (failed) {
      put(event, EventField.TEXT, row, columns.bounceCat());
    }
  }

  private static boolean expired(CsvRow row, Columns columns) {
    if (is(row, columns.bounceCat(), EXPIRED)) {
      return true;
    }
    byte[] b = row.bytes();
    int at = row.from(columns.dsnStatus());
    int end = QuotedReply.enhancedCodeEnd(b, at, row.to(columns.dsnStatus()));
    return end == at + 5 && b[at + 2] == '4' && b[at + 4] == '7'; // RFC 3463: X.4.7 time expired
  }

  private static int type(CsvRow row) {
    for (int i = 0; i < TYPES.length; i++) {
      if (is(row, 0, TYPES[i])) {
        return i / 2;
      }
    }
    return -1;
  }

  /** A cell's time in microseconds, written as a stamp or as seconds since 1970; or none. */
  static long time(StampClock clock, CsvRow row, int cell) {
    byte[] b = row.bytes();
    int from = row.from(cell);
    int to = row.to(cell);
    if (from >= to || !isDigit(b[from])) {
      return StampClock.NONE;
    }
    if (to - from > 4 && b[from + 4] == '-') {
      return clock.rfc3339(b, from, to);
    }
    long seconds = number(row, cell);
    return seconds < 0 ? StampClock.NONE : clock.known(seconds * 1_000_000);
  }

  private static long number(CsvRow row, int cell) {
    byte[] b = row.bytes();
    int from = row.from(cell);
    int to = row.to(cell);
    for (int i = from; i < to; i++) {
      if (!isDigit(b[i])) {
        return -1;
      }
    }
    return to - from > 12 ? -1 : Ascii.number(b, from, to);
  }

  // "mx1.example.org (192.0.2.1)"
  private static void withAddress(
      LogEvent event, CsvRow row, int cell, EventField name, EventField address) {
    byte[] b = row.bytes();
    int from = row.from(cell);
    int to = row.to(cell);
    int open = indexOf(b, from, to, '(');
    int nameTo = open < 0 ? to : open;
    while (nameTo > from && b[nameTo - 1] == ' ') {
      nameTo--;
    }
    if (nameTo > from) {
      event.put(name, b, from, nameTo);
    }
    int close = open < 0 ? -1 : indexOf(b, open, to, ')');
    if (close > open + 1) {
      event.put(address, b, open + 1, close);
    }
  }

  // RFC 3461 4.2: "rfc822;taro@example.org"
  private static void original(LogEvent event, CsvRow row, int cell) {
    int semicolon = indexOf(row.bytes(), row.from(cell), row.to(cell), ';');
    int from = semicolon < 0 ? row.from(cell) : semicolon + 1;
    if (from < row.to(cell)) {
      event.put(EventField.ORIGINAL_RECIPIENT, row.bytes(), from, row.to(cell));
    }
  }

  private static void bare(LogEvent event, EventField field, CsvRow row, int cell) {
    byte[] b = row.bytes();
    int from = row.from(cell);
    int to = row.to(cell);
    boolean angle = to - from > 2 && b[from] == '<' && b[to - 1] == '>';
    if (to > from) {
      event.put(field, b, angle ? from + 1 : from, angle ? to - 1 : to);
    }
  }

  private static void put(LogEvent event, EventField field, CsvRow row, int cell) {
    if (!row.isBlank(cell)) {
      event.put(field, row.bytes(), row.from(cell), row.to(cell));
    }
  }

  private static boolean is(CsvRow row, int cell, byte[] word) {
    return Ascii.equals(row.bytes(), row.from(cell), row.to(cell), word);
  }
}
