package modori.spark.pipeline;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import modori.classify.FailureReason;
import modori.parse.Outcome;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * What the gold tables want to know of a row of delivery_attempt, whether it is read from the table
 * or just being written. One object serves many rows.
 */
final class MailFact {
  /** Event type of a message that was bounced after it was delivered, as a notice tells. */
  static final String OUT_OF_BAND = "oob_bounce";

  /** The columns that it is read from, in this order. */
  static final List<String> COLUMNS =
      List.of(
          "event_date",
          "event_time",
          "event_type",
          "mailbox_key",
          "recipient_address",
          "recipient_domain",
          "provider",
          "hosted",
          "size_bytes",
          "reason",
          "cause_reason",
          "detected_by",
          "sender_address",
          "message_key",
          "event_id",
          "mta",
          "relay_ip",
          "rule_id",
          "reply_text",
          "sender_domain");

  private static final int[] POSITIONS = positions();
  private static final Map<String, Outcome> OUTCOMES = outcomes();

  int epochDay;
  long micros;
  Outcome outcome = Outcome.BOUNCED;
  String mailboxKey = "";
  String address = "";
  String domain = "";
  @Nullable String provider;
  @Nullable String hosted;
  long sizeBytes;
  @Nullable FailureReason reason;
  @Nullable FailureReason cause;
  @Nullable String detectedBy;
  @Nullable String sender;
  @Nullable String messageKey;
  String eventId = "";
  String mta = "";
  @Nullable String relayIp;
  @Nullable String ruleId;
  @Nullable String text;
  @Nullable String senderDomain;

  /** Takes a row of the selected {@link #COLUMNS}. */
  MailFact read(InternalRow row) {
    epochDay = row.getInt(0);
    micros = row.getLong(1);
    outcome = outcome(text(row, 2));
    mailboxKey = text(row, 3);
    address = text(row, 4);
    domain = text(row, 5);
    provider = textOrNull(row, 6);
    hosted = textOrNull(row, 7);
    sizeBytes = row.isNullAt(8) ? modori.chronic.Observation.UNKNOWN_SIZE : row.getLong(8);
    reason = reason(textOrNull(row, 9));
    cause = reason(textOrNull(row, 10));
    detectedBy = textOrNull(row, 11);
    sender = textOrNull(row, 12);
    messageKey = textOrNull(row, 13);
    eventId = text(row, 14);
    mta = text(row, 15);
    relayIp = textOrNull(row, 16);
    // Only failures are asked for these.
    ruleId = reason == null ? null : textOrNull(row, 17);
    text = reason == null ? null : textOrNull(row, 18);
    senderDomain = reason == null ? null : textOrNull(row, 19);
    return this;
  }

  /** Takes a whole row as it is written. */
  MailFact read(Record row) {
    epochDay = (int) ((LocalDate) row.get(POSITIONS[0])).toEpochDay();
    micros = micros(row.get(POSITIONS[1]));
    outcome = outcome((String) row.get(POSITIONS[2]));
    mailboxKey = (String) row.get(POSITIONS[3]);
    address = (String) row.get(POSITIONS[4]);
    domain = (String) row.get(POSITIONS[5]);
    provider = (String) row.get(POSITIONS[6]);
    hosted = (String) row.get(POSITIONS[7]);
    Long size = (Long) row.get(POSITIONS[8]);
    sizeBytes = size == null ? modori.chronic.Observation.UNKNOWN_SIZE : size;
    reason = reason((String) row.get(POSITIONS[9]));
    cause = reason((String) row.get(POSITIONS[10]));
    detectedBy = (String) row.get(POSITIONS[11]);
    sender = (String) row.get(POSITIONS[12]);
    messageKey = (String) row.get(POSITIONS[13]);
    eventId = (String) row.get(POSITIONS[14]);
    mta = (String) row.get(POSITIONS[15]);
    relayIp = (String) row.get(POSITIONS[16]);
    ruleId = (String) row.get(POSITIONS[17]);
    text = (String) row.get(POSITIONS[18]);
    senderDomain = (String) row.get(POSITIONS[19]);
    return this;
  }

  private static long micros(Object time) {
    return time instanceof Long already
        ? already
        : RowBuilder.micros(((OffsetDateTime) time).toInstant());
  }

  private static Outcome outcome(String value) {
    return OUTCOMES.getOrDefault(value, Outcome.BOUNCED);
  }

  private static @Nullable FailureReason reason(@Nullable String id) {
    return id == null ? null : FailureReason.of(id).orElse(FailureReason.UNCLASSIFIED);
  }

  private static String text(InternalRow row, int column) {
    return row.getUTF8String(column).toString();
  }

  private static @Nullable String textOrNull(InternalRow row, int column) {
    return row.isNullAt(column) ? null : text(row, column);
  }

  private static int[] positions() {
    List<String> names =
        MailTables.DELIVERY_ATTEMPT.schema().columns().stream()
            .map(Types.NestedField::name)
            .toList();
    return COLUMNS.stream().mapToInt(names::indexOf).toArray();
  }

  private static Map<String, Outcome> outcomes() {
    Map<String, Outcome> outcomes = new HashMap<>();
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome.columnValue(), outcome);
    }
    outcomes.put(OUT_OF_BAND, Outcome.BOUNCED);
    return Map.copyOf(outcomes);
  }
}
