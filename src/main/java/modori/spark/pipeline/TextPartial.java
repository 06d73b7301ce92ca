package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.time.LocalDate;
import java.util.Objects;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** What a part of the facts says of one wording of failures on one day; parts add up. */
final class TextPartial {
  private static final int LONGEST_SAMPLE = 1024;

  final LocalDate day;
  private final String reason;
  private final @Nullable String ruleId;
  private final String shape;
  private final LongSet domains = new LongSet();
  private long events;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;
  private String sampleEventId = "~";
  private String sampleText = "";

  TextPartial(LocalDate day, String reason, @Nullable String ruleId, String shape) {
    this.day = day;
    this.reason = reason;
    this.ruleId = ruleId;
    this.shape = shape;
  }

  /** What parts must share to be added. */
  String key() {
    return day.toEpochDay() + " " + reason + " " + ruleId + " " + shape;
  }

  /** Whether this rule, or none, has named the reason. */
  boolean isBy(@Nullable String otherRuleId) {
    return Objects.equals(ruleId, otherRuleId);
  }

  /** Counts a failure; {@code domain} tells its recipient's domain from others. */
  void count(MailFact fact, String text, long domain) {
    events++;
    domains.add(domain);
    firstMicros = Math.min(firstMicros, fact.micros);
    lastMicros = Math.max(lastMicros, fact.micros);
    sample(fact.eventId, text);
  }

  /** Adds another part of the same key; the answer is this one. */
  TextPartial add(TextPartial other) {
    events += other.events;
    domains.addAll(other.domains);
    firstMicros = Math.min(firstMicros, other.firstMicros);
    lastMicros = Math.max(lastMicros, other.lastMicros);
    sample(other.sampleEventId, other.sampleText);
    return this;
  }

  // The smallest id, so that the order of the facts is all one.
  private void sample(String eventId, String text) {
    if (eventId.compareTo(sampleEventId) < 0) {
      sampleEventId = eventId;
      sampleText = text.length() > LONGEST_SAMPLE ? text.substring(0, LONGEST_SAMPLE) : text;
    }
  }

  Record row() {
    return new RowBuilder(MailTables.REASON_TEXT_DAY)
        .set("day", day)
        .set("reason", reason)
        .set("rule_id", ruleId)
        .set("shape", shape)
        .set("events", events)
        .set("domains", (long) domains.size())
        .setMicros("first_seen", firstMicros)
        .setMicros("last_seen", lastMicros)
        .set("sample_event_id", sampleEventId)
        .set("sample_text", sampleText)
        .build();
  }

  void write(Output out) {
    out.writeLong(day.toEpochDay());
    out.writeString(reason);
    out.writeString(ruleId == null ? "" : ruleId);
    out.writeString(shape);
    out.writeLong(events);
    domains.write(out);
    out.writeLong(firstMicros);
    out.writeLong(lastMicros);
    out.writeString(sampleEventId);
    out.writeString(sampleText);
  }

  static TextPartial read(Input in) {
    LocalDate day = LocalDate.ofEpochDay(in.readLong());
    String reason = in.readString();
    String ruleId = in.readString();
    TextPartial part =
        new TextPartial(day, reason, ruleId.isEmpty() ? null : ruleId, in.readString());
    part.events = in.readLong();
    part.domains.addAll(in);
    part.firstMicros = in.readLong();
    part.lastMicros = in.readLong();
    part.sampleEventId = in.readString();
    part.sampleText = in.readString();
    return part;
  }
}
