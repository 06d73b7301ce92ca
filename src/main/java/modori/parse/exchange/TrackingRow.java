package modori.parse.exchange;

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
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import modori.parse.QuotedReply;
import org.jspecify.annotations.Nullable;

/** One row of a message tracking log, and the events it gives: one per recipient. */
final class TrackingRow {
  private static final LineFate NO_RECIPIENT = LineFate.ignored("event without recipients");
  private static final LineFate NO_ID = LineFate.ignored("message without internal id");
  private static final byte[] STORE_DRIVER = Ascii.word("STOREDRIVER");
  private static final byte[] SMTP = Ascii.word("SMTP");
  private static final byte[] INTERNAL_CONNECTOR =
      Ascii.word("Intra-Organization SMTP Send Connector");
  private static final byte[] QUEUE_EXPIRED = Ascii.word("QUEUE.Expired");
  private static final byte[] OWN_SMTP = Ascii.word("SMTPSEND.");

  private final CsvRow row;
  private @Nullable TrackingColumns names;
  private int shift;
  private Outcome outcome = Outcome.DELIVERED;
  private boolean oneStatusForAll;
  private int recipientAt;
  private int statusAt;
  private boolean over = true;

  TrackingRow(CsvRow row) {
    this.row = row;
  }

  void clear() {
    over = true;
  }

  /**
   * Whether cells and columns can be paired. A subject with commas and no quotation marks makes
   * more cells than columns; those before it count from the begin, those behind it from the end.
   */
  boolean align(TrackingColumns columns) {
    names = columns;
    shift = row.size() - columns.count();
    if (shift == 0) {
      return true;
    }
    if (shift < 0 || columns.messageSubject() < 0 || columns.senderAddress() < 0) {
      return false;
    }
    int sender = columns.senderAddress() + shift;
    return row.isBlank(sender)
        || Ascii.indexOf(row.bytes(), row.from(sender), row.to(sender), '@') >= 0
        || row.bytes()[row.from(sender)] == '<';
  }

  long time(StampClock clock) {
    int cell = names().dateTime();
    return clock.rfc3339(row.bytes(), row.from(cell), row.to(cell));
  }

  /** A message begins here, or begins to be a message of its own. */
  LineFate message(LogLine line, LogEvent event, EventType type) {
    if (row.isBlank(names().internalMessageId())) {
      return NO_ID;
    }
    host(line, names().serverHostname(), names().clientHostname());
    event.begin(type);
    envelope(event);
    if (type == EventType.ARRIVAL) {
      put(event, EventField.CLIENT_NAME, names().clientHostname());
      put(event, EventField.CLIENT_IP, names().clientIp());
      int original = behind(names().originalClientIp());
      if (!row.isBlank(original)) {
        event.put(EventField.CLIENT_IP, row.bytes(), row.from(original), row.to(original));
      }
    }
    return LineFate.CONTEXT;
  }

  /** The row's message is a notice; {@code reference} holds the Message-ID of what it is about. */
  LineFate notice(LogLine line, LogEvent event) {
    if (message(line, event, EventType.ARRIVAL) != LineFate.CONTEXT) {
      return NO_ID;
    }
    event.noticeKind(NoticeKind.NON_DELIVERY);
    bare(event, EventField.OTHER_QUEUE_ID, behind(names().reference()));
    return LineFate.CONTEXT;
  }

  LineFate delivered(LogLine line, LogEvent event, TrackedEvent what) {
    boolean internal =
        what == TrackedEvent.SEND
            && Ascii.startsWith(
                row.bytes(),
                row.from(names().connectorId()),
                row.to(names().connectorId()),
                INTERNAL_CONNECTOR);
    return attempt(line, event, internal ? Outcome.RELAYED : Outcome.DELIVERED);
  }

  /** The row tells the fate of its recipients. */
  LineFate attempt(LogLine line, LogEvent event, Outcome result) {
    if (row.isBlank(names().recipientAddress())) {
      return NO_RECIPIENT;
    }
    boolean sent = result == Outcome.DELIVERED || result == Outcome.RELAYED;
    // Of a transmission the client is this server, of any other event the server is.
    host(
        line,
        sent ? names().clientHostname() : names().serverHostname(),
        sent ? names().serverHostname() : names().clientHostname());
    outcome = result;
    recipientAt = row.from(names().recipientAddress());
    statusAt = row.from(names().recipientStatus());
    oneStatusForAll = recipients() != statuses();
    over = false;
    return more(event) ? LineFate.EVENT : NO_RECIPIENT;
  }

  /** Fills the event of the next recipient; false where there is none. */
  boolean more(LogEvent event) {
    byte[] b = row.bytes();
    int to = row.to(names == null ? -1 : names.recipientAddress());
    while (!over && recipientAt < to && b[recipientAt] == ';') {
      recipientAt++;
    }
    if (over || recipientAt >= to) {
      over = true;
      return false;
    }
    int end = RecipientStatus.partEnd(b, recipientAt, to);
    event.begin(EventType.ATTEMPT).outcome(outcome);
    envelope(event);
    event.put(EventField.RECIPIENT, b, recipientAt, end);
    put(event, EventField.ORIGINAL_RECIPIENT, behind(names().relatedRecipientAddress()));
    put(event, EventField.MAILER, names().source());
    recipientAt = end + 1;
    int statusTo = row.to(names().recipientStatus());
    if (oneStatusForAll) {
      status(event, statusAt, statusTo);
    } else {
      int statusEnd = RecipientStatus.statusEnd(b, statusAt, statusTo);
      status(event, Math.min(statusAt, statusTo), statusEnd);
      statusAt = statusEnd + 1;
    }
    place(event);
    return true;
  }

  private int recipients() {
    byte[] b = row.bytes();
    int to = row.to(names().recipientAddress());
    int count = 0;
    for (int at = recipientAt; at < to; ) {
      int end = RecipientStatus.partEnd(b, at, to);
      count += end > at ? 1 : 0;
      at = end + 1;
    }
    return count;
  }

  private int statuses() {
    byte[] b = row.bytes();
    int to = row.to(names().recipientStatus());
    int count = 0;
    for (int at = statusAt; at <= to; count++) {
      at = RecipientStatus.statusEnd(b, at, to) + 1;
    }
    return count;
  }

  // 550 5.1.1 RESOLVER.ADR.RecipNotFound; not found
  private void status(LogEvent event, int from, int to) {
    byte[] b = row.bytes();
    int text = RecipientStatus.textFrom(b, from, to);
    int textTo = Math.max(text, RecipientStatus.textTo(b, from, to));
    if (textTo == text) { // a put-off message may say why only beside the source
      text = row.from(names().sourceContext());
      textTo = outcome == Outcome.DELIVERED ? text : row.to(names().sourceContext());
    }
    if (textTo > text) {
      event.put(EventField.TEXT, b, text, textTo);
      QuotedReply.read(b, text, textTo, event);
    }
    named(event, EventField.RELAY_HOST, RecipientStatus.hostFrom(b, from, to), to);
    named(event, EventField.RELAY_IP, RecipientStatus.addressFrom(b, from, to), to);
    if (outcome == Outcome.BOUNCED && Ascii.indexOf(b, text, textTo, QUEUE_EXPIRED) >= 0) {
      event.outcome(Outcome.EXPIRED);
    } else if (outcome == Outcome.BOUNCED
        && event.has(EventNumber.REPLY_CODE)
        && event.number(EventNumber.REPLY_CODE) < 300) {
      event.outcome(Outcome.DISCARDED); // an agent swallowed it and said it was well
    }
    boolean failed = outcome == Outcome.BOUNCED || outcome == Outcome.DEFERRED;
    if (failed
        && is(names().source(), SMTP)
        && event.has(EventNumber.REPLY_CODE)
        && !internalConnector()
        && Ascii.indexOf(b, text, textTo, OWN_SMTP) < 0) {
      event.flag(EventFlag.REFUSED_REMOTELY);
    }
  }

  private void named(LogEvent event, EventField field, int from, int to) {
    int end = from < 0 ? -1 : RecipientStatus.valueEnd(row.bytes(), from, to);
    if (end > from) {
      event.put(field, row.bytes(), from, end);
    }
  }

  private void place(LogEvent event) {
    if (is(names().source(), STORE_DRIVER)) {
      event.flag(EventFlag.LOCAL_STORE);
    } else if (is(names().source(), SMTP) && outcome != Outcome.BOUNCED) {
      put(event, EventField.RELAY_HOST, names().serverHostname());
      put(event, EventField.RELAY_IP, names().serverIp());
    }
    if (outcome == Outcome.RELAYED) {
      event.flag(EventFlag.INTERNAL_HOP);
    }
  }

  private void envelope(LogEvent event) {
    put(event, EventField.QUEUE_ID, names().internalMessageId());
    bare(event, EventField.MESSAGE_ID, names().messageId());
    int path = behind(names().returnPath());
    bare(event, EventField.SENDER, row.isBlank(path) ? behind(names().senderAddress()) : path);
    long size = number(names().totalBytes());
    if (size > 0) {
      event.put(EventNumber.SIZE_BYTES, size);
    }
  }

  private boolean internalConnector() {
    int cell = names().connectorId();
    return Ascii.startsWith(row.bytes(), row.from(cell), row.to(cell), INTERNAL_CONNECTOR);
  }

  // The name without its domain: events write the same server now with it, now without.
  private void host(LogLine line, int cell, int otherCell) {
    int one = row.isBlank(cell) ? otherCell : cell;
    int from = row.from(one);
    int dot = Ascii.indexOf(row.bytes(), from, row.to(one), '.');
    boolean isName = dot > 0 && !Ascii.isDigit(row.bytes()[from]);
    int to = isName ? dot : row.to(one);
    if (to <= from) {
      return;
    }
    for (int at = line.from, last = line.to - (to - from); at <= last; at++) {
      if (java.util.Arrays.equals(line.bytes, at, at + (to - from), row.bytes(), from, to)) {
        line.hostFrom = at;
        line.hostTo = at + (to - from);
        return;
      }
    }
  }

  private int behind(int column) {
    TrackingColumns columns = names();
    return column >= 0 && column > columns.messageSubject() ? column + shift : column;
  }

  private TrackingColumns names() {
    if (names == null) {
      throw new IllegalStateException("a row is aligned before it is read");
    }
    return names;
  }

  private long number(int cell) {
    return row.isBlank(cell) ? -1 : Ascii.number(row.bytes(), row.from(cell), row.to(cell));
  }

  private void bare(LogEvent event, EventField field, int cell) {
    byte[] b = row.bytes();
    int from = row.from(cell);
    int to = row.to(cell);
    if (to > from) {
      boolean angle = to - from > 1 && b[from] == '<' && b[to - 1] == '>';
      event.put(field, b, angle ? from + 1 : from, angle ? to - 1 : to);
    }
  }

  private void put(LogEvent event, EventField field, int cell) {
    if (!row.isBlank(cell)) {
      event.put(field, row.bytes(), row.from(cell), row.to(cell));
    }
  }

  private boolean is(int cell, byte[] word) {
    return Ascii.equals(row.bytes(), row.from(cell), row.to(cell), word);
  }
}
