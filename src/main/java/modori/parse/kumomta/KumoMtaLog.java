package modori.parse.kumomta;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import modori.ingest.StampClock;
import modori.parse.Ascii;
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
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/** A log segment of KumoMTA; a record that names several recipients gives an event for each. */
public final class KumoMtaLog implements Dialect {
  private static final LineFate FEEDBACK = LineFate.ignored("feedback report");
  private static final LineFate DELAYED = LineFate.ignored("put off without an attempt");
  private static final LineFate REBOUND = LineFate.ignored("moved to another queue");
  private static final LineFate NO_TYPE = LineFate.quarantined("record without type");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown record type");
  private static final LineFate NO_STAMP = LineFate.quarantined("no readable time stamp");
  private static final LineFate NO_ID = LineFate.quarantined("record without id");
  private static final String OWN_TEXT = "KumoMTA internal:";

  private final StampClock clock;
  private final LogRecord record = new LogRecord();
  private byte[] host = new byte[0];
  private int nextRecipient;

  /** Reads with this clock. */
  public KumoMtaLog(StampClock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "kumomta";
  }

  @Override
  public String mta() {
    return "kumomta";
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    nextRecipient = Integer.MAX_VALUE;
    if (line.from == line.to) {
      return LineFate.EMPTY;
    }
    if (!JsonText.isObject(line.bytes, line.from, line.to)) {
      return JsonText.NOT_JSON;
    }
    try {
      record.read(line.bytes, line.from, line.to);
    } catch (IOException broken) {
      return JsonText.NOT_JSON;
    }
    String type = record.type;
    if (type == null) {
      return NO_TYPE;
    }
    long time = time(record.eventTime, record.timestamp);
    if (time == LogLine.NO_TIME) {
      return NO_STAMP;
    }
    line.timeMicros = time;
    host(line);
    return switch (type) {
      case "Reception", "XferIn" -> message(event, EventType.ARRIVAL, null);
      case "Delivery" -> attempt(event, Outcome.DELIVERED);
      case "TransientFailure" -> attempt(event, Outcome.DEFERRED);
      case "Bounce", "OOB", "AdminBounce" -> attempt(event, Outcome.BOUNCED);
      case "Expiration" -> attempt(event, Outcome.EXPIRED);
      case "XferOut" -> message(event, EventType.REMOVED, null);
      case "Rejection" -> rejection(event);
      case "Feedback" -> FEEDBACK;
      case "Delayed" -> DELAYED;
      case "AdminRebind", "DeferredInjectionRebind" -> REBOUND;
      default -> UNKNOWN;
    };
  }

  @Override
  public boolean more(LogEvent event) {
    if (nextRecipient >= record.recipients.size()) {
      return false;
    }
    event.put(EventField.RECIPIENT, JsonText.bare(record.recipients.get(nextRecipient++)));
    return true;
  }

  private LineFate message(LogEvent event, EventType type, @Nullable Outcome outcome) {
    String id = record.id;
    if (id == null || id.isEmpty()) {
      return NO_ID;
    }
    event.begin(type).put(EventField.QUEUE_ID, id);
    if (outcome != null) {
      event.outcome(outcome);
    }
    envelope(event);
    long created = time(record.createdTime, record.created);
    if (created != LogLine.NO_TIME) {
      event.put(EventNumber.ARRIVED_MICROS, created);
    }
    if (type == EventType.ARRIVAL) {
      client(event);
    }
    if (type != EventType.REMOVED) {
      event
          .put(EventNumber.RECIPIENT_COUNT, Math.max(1, record.recipients.size()))
          .flag(EventFlag.ENDS_WITH_RECIPIENTS);
    }
    return LineFate.CONTEXT;
  }

  private void envelope(LogEvent event) {
    if (record.sender != null) {
      event.put(EventField.SENDER, JsonText.bare(record.sender));
    }
    JsonText.put(event, EventField.MESSAGE_ID, record.messageId);
    if (record.size > 0) { // 0 where the message was not in memory
      event.put(EventNumber.SIZE_BYTES, record.size);
    }
  }

  private void client(LogEvent event) {
    JsonText.put(event, EventField.HELO, record.peerName);
    JsonText.put(event, EventField.CLIENT_IP, record.peerAddress);
  }

  private LineFate attempt(LogEvent event, Outcome outcome) {
    if (message(event, EventType.ATTEMPT, outcome) != LineFate.CONTEXT) {
      return NO_ID;
    }
    String name = record.peerName;
    if (name != null && name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    JsonText.put(event, EventField.RELAY_HOST, name);
    JsonText.put(event, EventField.RELAY_IP, record.peerAddress);
    JsonText.put(event, EventField.MAILER, record.protocol);
    JsonText.put(event, EventField.TLS_VERSION, record.tlsVersion);
    JsonText.put(event, EventField.TLS_CIPHER, record.tlsCipher);
    if ("Maildir".equals(record.protocol)) {
      event.flag(EventFlag.LOCAL_STORE);
    }
    reply(event, record.peerAddress != null && !"AdminBounce".equals(record.type));
    recipients(event);
    return LineFate.EVENT;
  }

  // A client is told no; the record's id is of a message that does not exist.
  private LineFate rejection(LogEvent event) {
    event.begin(EventType.REJECTION).outcome(Outcome.REJECTED);
    envelope(event);
    client(event);
    reply(event, false);
    recipients(event);
    return LineFate.EVENT;
  }

  private void recipients(LogEvent event) {
    if (!record.recipients.isEmpty()) {
      event.put(EventField.RECIPIENT, JsonText.bare(record.recipients.get(0)));
    }
    nextRecipient = 1;
  }

  private void reply(LogEvent event, boolean byPeer) {
    String content = record.content == null ? "" : record.content;
    boolean own = content.startsWith(OWN_TEXT);
    String text = content;
    if (record.enhancedCode != null) {
      event.put(EventField.ENHANCED_CODE, record.enhancedCode);
      text = own ? text : record.enhancedCode + " " + text;
    }
    if (record.code >= 200 && record.code <= 599) {
      event.put(EventNumber.REPLY_CODE, record.code);
      text = own ? text : record.code + " " + text;
      if (byPeer && !own && record.code >= 400) {
        event.flag(EventFlag.REFUSED_REMOTELY);
      }
    }
    JsonText.put(event, EventField.TEXT, text.strip());
    SmtpStage stage = stage(record.command);
    if (stage != null) {
      event.stage(stage);
    }
  }

  private static @Nullable SmtpStage stage(@Nullable String command) {
    if (command == null || command.isEmpty()) {
      return null;
    }
    int blank = command.indexOf(' ');
    return switch (blank < 0 ? command : command.substring(0, blank)) {
      case "." -> SmtpStage.EOM;
      case "MAIL" -> SmtpStage.MAIL;
      case "RCPT" -> SmtpStage.RCPT;
      case "DATA" -> SmtpStage.DATA;
      case "EHLO", "HELO", "LHLO" -> SmtpStage.EHLO;
      case "AUTH", "STARTTLS" -> SmtpStage.AUTH;
      default -> null;
    };
  }

  // The later field has fractions; the earlier is there in all versions.
  private long time(@Nullable String stamp, @Nullable String seconds) {
    long micros = JsonText.micros(clock, stamp);
    if (micros != LogLine.NO_TIME || seconds == null) {
      return micros;
    }
    byte[] b = seconds.getBytes(StandardCharsets.UTF_8);
    long whole = Ascii.number(b, 0, b.length);
    return whole < 0 || whole > 9_999_999_999L ? LogLine.NO_TIME : clock.known(whole * 1_000_000);
  }

  private void host(LogLine line) {
    String node = record.node;
    if (node == null || node.isEmpty()) {
      return;
    }
    if (!Ascii.equals(host, 0, host.length, node.getBytes(StandardCharsets.UTF_8))) {
      host = node.getBytes(StandardCharsets.UTF_8);
    }
    int at = Ascii.indexOf(line.bytes, line.from, line.to, host);
    if (at >= 0) {
      line.hostFrom = at;
      line.hostTo = at + host.length;
    }
  }
}
