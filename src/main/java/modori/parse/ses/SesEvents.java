package modori.parse.ses;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import modori.ingest.StampClock;
import modori.parse.Dialect;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.JsonText;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import modori.parse.QuotedReply;
import org.jspecify.annotations.Nullable;

/**
 * Events of Amazon SES. Its message id is unique in the whole service, and not every event names
 * the MTA that reports: so no host is set, and all events of a message meet.
 */
public final class SesEvents implements Dialect {
  private static final LineFate FEEDBACK = LineFate.ignored("feedback report");
  private static final LineFate READING = LineFate.ignored("what the recipient did with the mail");
  private static final LineFate NOT_MADE = LineFate.ignored("message not made from its template");
  private static final LineFate NOTIFICATION = LineFate.ignored("line of a notification");
  private static final LineFate NO_TYPE = LineFate.quarantined("record without type");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown record type");
  private static final LineFate NO_STAMP = LineFate.quarantined("no readable time stamp");
  private static final LineFate NO_ID = LineFate.quarantined("record without id");
  private static final LineFate NO_RECIPIENT = LineFate.quarantined("no recipient in the record");
  private static final long SECOND = 1_000_000;

  private final StampClock clock;
  private final SesRecord record = new SesRecord();
  private int next;
  private int last;
  private EventType eventType = EventType.ATTEMPT;
  private Outcome outcome = Outcome.DELIVERED;
  private long sentAt;

  /** Reads with this clock. */
  public SesEvents(StampClock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "amazon-ses";
  }

  @Override
  public String mta() {
    return "ses";
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    next = last = 0;
    if (line.from == line.to) {
      return LineFate.EMPTY;
    }
    try {
      if (NotificationLines.isMessage(line)) {
        byte[] object = NotificationLines.object(line);
        record.read(object, 0, object.length);
      } else if (NotificationLines.isBrace(line)) {
        return LineFate.EMPTY;
      } else if (NotificationLines.isOther(line)) {
        return NOTIFICATION;
      } else if (JsonText.isObject(line.bytes, line.from, line.to)) {
        record.read(line.bytes, line.from, line.to);
      } else {
        return JsonText.NOT_JSON;
      }
    } catch (IOException broken) {
      return JsonText.NOT_JSON;
    }
    String type = record.type;
    if (type == null) {
      return NO_TYPE;
    }
    sentAt = JsonText.micros(clock, record.sentAt);
    long happenedAt = JsonText.micros(clock, record.happenedAt);
    line.timeMicros = happenedAt == LogLine.NO_TIME ? sentAt : happenedAt;
    if (line.timeMicros == LogLine.NO_TIME) {
      return NO_STAMP;
    }
    return switch (type) {
      case "Send" -> arrival(event);
      case "Delivery" -> each(event, EventType.ATTEMPT, Outcome.DELIVERED, false);
      case "Bounce" -> each(event, EventType.ATTEMPT, Outcome.BOUNCED, false);
      case "DeliveryDelay" -> each(event, EventType.ATTEMPT, Outcome.DEFERRED, false);
      case "Reject" -> each(event, EventType.REJECTION, Outcome.REJECTED, true);
      case "Complaint" -> FEEDBACK;
      case "Open", "Click", "Subscription" -> READING;
      case "Rendering Failure" -> NOT_MADE;
      default -> UNKNOWN;
    };
  }

  @Override
  public boolean more(LogEvent event) {
    if (next >= last) {
      return false;
    }
    fill(event, next++);
    return true;
  }

  private LineFate arrival(LogEvent event) {
    event.begin(EventType.ARRIVAL);
    return message(event) ? LineFate.CONTEXT : NO_ID;
  }

  private LineFate each(LogEvent event, EventType type, Outcome what, boolean toAll) {
    eventType = type;
    outcome = what;
    if (toAll) {
      record.recipients.clear();
      for (String address : record.destination) {
        SesRecord.Recipient recipient = new SesRecord.Recipient();
        recipient.address = address;
        record.recipients.add(recipient);
      }
    }
    if (record.recipients.isEmpty()) {
      return NO_RECIPIENT;
    }
    if (record.messageId == null || record.messageId.isEmpty()) {
      return NO_ID;
    }
    fill(event, 0);
    next = 1;
    last = record.recipients.size();
    return LineFate.EVENT;
  }

  private void fill(LogEvent event, int index) {
    SesRecord.Recipient recipient = record.recipients.get(index);
    event.begin(eventType).outcome(outcome);
    message(event);
    if (recipient.address != null) {
      event.put(EventField.RECIPIENT, JsonText.bare(recipient.address));
    }
    JsonText.put(event, EventField.RELAY_IP, record.remoteMtaIp);
    explanation(event, recipient);
    if (recipient.status != null) {
      byte[] status = recipient.status.getBytes(StandardCharsets.UTF_8);
      int end = QuotedReply.enhancedCodeEnd(status, 0, status.length);
      if (end > 0) {
        event.put(EventField.ENHANCED_CODE, status, 0, end);
      }
    }
    if (outcome == Outcome.BOUNCED) {
      bounce(event, recipient);
    }
  }

  // RFC 3463 X.4.7: delivery time expired; RFC 3464 2.3.3: delayed
  private static void bounce(LogEvent event, SesRecord.Recipient recipient) {
    String status = recipient.status == null ? "" : recipient.status;
    if ("delayed".equalsIgnoreCase(recipient.action)) {
      event.outcome(Outcome.DEFERRED);
    } else if (status.endsWith(".4.7")) {
      event.outcome(Outcome.EXPIRED);
    }
  }

  // "smtp; 552 5.2.2 …"; without it the service's own word for the kind of bounce
  private void explanation(LogEvent event, SesRecord.Recipient recipient) {
    String said = recipient.diagnosticCode;
    if (said == null) {
      said = record.smtpResponse;
    }
    if (said == null || said.isBlank()) {
      JsonText.put(event, EventField.TEXT, record.subType == null ? record.reason : record.subType);
      return;
    }
    int semicolon = said.indexOf(';');
    boolean typed = semicolon > 0 && semicolon < 12 && said.indexOf(' ') > semicolon - 1;
    byte[] text =
        (typed ? said.substring(semicolon + 1) : said).strip().getBytes(StandardCharsets.UTF_8);
    event.put(EventField.TEXT, text, 0, text.length);
    boolean reply = QuotedReply.read(text, 0, text.length, event);
    if (reply && eventType == EventType.ATTEMPT && outcome != Outcome.DELIVERED) {
      event.flag(EventFlag.REFUSED_REMOTELY);
    }
  }

  private boolean message(LogEvent event) {
    String id = record.messageId;
    if (id == null || id.isEmpty()) {
      return false;
    }
    event.put(EventField.QUEUE_ID, id);
    putBare(event, EventField.SENDER, record.source);
    putBare(event, EventField.MESSAGE_ID, record.headerMessageId);
    JsonText.put(event, EventField.CLIENT_IP, record.sourceIp);
    if (sentAt != LogLine.NO_TIME) { // events of one message differ in its fraction
      event.put(EventNumber.ARRIVED_MICROS, Math.floorDiv(sentAt, SECOND) * SECOND);
    }
    if (!record.destination.isEmpty()) {
      event
          .put(EventNumber.RECIPIENT_COUNT, record.destination.size())
          .flag(EventFlag.ENDS_WITH_RECIPIENTS);
    }
    return true;
  }

  private static void putBare(LogEvent event, EventField field, @Nullable String text) {
    if (text != null) {
      event.put(field, JsonText.bare(text));
    }
  }
}
