package modori.spark.pipeline;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import modori.bounce.BounceNotice;
import modori.classify.FailureReason;
import modori.correlate.LoggedAttempt;
import modori.correlate.NoticeLinker;
import modori.correlate.NoticeVerdict;
import modori.correlate.ReportedFailure;
import modori.spark.tables.MailTables;
import modori.spark.tables.NoticeRows;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** Says of one notice whose it is, from the published tables, without Spark. */
public final class NoticeLookup {
  private static final int DAYS = 9;

  private final Warehouse warehouse;

  /** A look-up in these tables. */
  public NoticeLookup(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * What the tables say.
   *
   * @param verdict ours, backscatter, forged_notice or unknown
   */
  public record Answer(String verdict, List<String> evidence) {
    /** Copies. */
    public Answer {
      evidence = List.copyOf(evidence);
    }
  }

  /** Whose notice it is; null for what tells of no delivery. */
  public @Nullable Answer find(BounceNotice notice) throws IOException {
    ReportedFailure reported = NoticeFacts.of(NoticeRows.noticeId(notice), notice);
    Instant date = notice.envelope().date();
    LocalDate day =
        date == null ? LocalDate.now(ZoneOffset.UTC) : LocalDate.ofInstant(date, ZoneOffset.UTC);
    Set<String> domains = new HashSet<>();
    List<LoggedAttempt> attempts = attempts(reported, day, domains);
    NoticeVerdict verdict =
        NoticeVerdict.of(new NoticeLinker(attempts).link(reported), coverage(domains));
    return verdict == null ? null : new Answer(verdict.verdict(), verdict.evidence());
  }

  private List<LoggedAttempt> attempts(ReportedFailure notice, LocalDate day, Set<String> domains)
      throws IOException {
    Expression wanted =
        Expressions.and(
            Expressions.greaterThanOrEqual("event_date", (int) day.minusDays(DAYS).toEpochDay()),
            Expressions.lessThanOrEqual("event_date", (int) day.plusDays(DAYS).toEpochDay()));
    Set<String> keys = new HashSet<>(modori.correlate.LinkKeys.of(notice));
    List<LoggedAttempt> attempts = new ArrayList<>();
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(warehouse.table(MailTables.DELIVERY_ATTEMPT))
            .where(wanted)
            .select(
                "event_id",
                "event_date",
                "event_time",
                "event_type",
                "log_host",
                "queue_id",
                "message_key",
                "message_id",
                "sender_address",
                "recipient_address",
                "original_recipient",
                "mailbox_key",
                "reason_observed",
                "hosted",
                "notice_of_queue_id",
                "recipient_domain")
            .build()) {
      for (Record row : rows) {
        if ("own".equals(row.getField("hosted"))) {
          domains.add((String) row.getField("recipient_domain"));
        }
        LoggedAttempt attempt = attempt(row);
        if (modori.correlate.LinkKeys.of(attempt).stream().anyMatch(keys::contains)) {
          attempts.add(attempt);
        }
      }
    }
    return attempts;
  }

  private static LoggedAttempt attempt(Record row) {
    String observed = text(row, "reason_observed");
    return new LoggedAttempt(
        String.valueOf(text(row, "event_id")),
        (int) ((LocalDate) row.getField("event_date")).toEpochDay(),
        micros(row.getField("event_time")),
        String.valueOf(text(row, "event_type")),
        String.valueOf(text(row, "log_host")),
        text(row, "queue_id"),
        text(row, "message_key"),
        text(row, "message_id"),
        text(row, "sender_address"),
        String.valueOf(text(row, "recipient_address")),
        text(row, "original_recipient"),
        String.valueOf(text(row, "mailbox_key")),
        observed == null ? null : FailureReason.of(observed).orElse(null),
        null,
        null,
        text(row, "hosted"),
        text(row, "notice_of_queue_id"));
  }

  private NoticeVerdict.Coverage coverage(Set<String> domains) throws IOException {
    LogSpan span = new LogSpan().add(warehouse.table(MailTables.INPUT_FILE));
    return new NoticeVerdict.Coverage(
        span.firstMicros(), span.lastMicros(), span.hasGaps(), domains);
  }

  private static long micros(@Nullable Object time) {
    OffsetDateTime offset = time == null ? OffsetDateTime.MIN : (OffsetDateTime) time;
    return offset.toEpochSecond() * 1_000_000L + offset.getNano() / 1000;
  }

  private static @Nullable String text(Record row, String column) {
    return (String) row.getField(column);
  }
}
