package modori.spark.pipeline;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import modori.bounce.BounceNotice;
import modori.bounce.ForgerySign;
import modori.classify.FailureReason;
import modori.correlate.ReportedFailure;
import modori.spark.tables.RowBuilder;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * What linking has to know of notices: of new ones as they were read, of old ones as they are
 * stored.
 */
final class NoticeFacts {
  private static final Set<String> SIGNS =
      Arrays.stream(ForgerySign.values())
          .map(ForgerySign::columnValue)
          .collect(Collectors.toUnmodifiableSet());

  private NoticeFacts() {}

  /** A stored notice with the verdict that it has so far. */
  record Stored(
      ReportedFailure notice,
      @Nullable String verdict,
      @Nullable String evidence,
      @Nullable String linkMethod,
      @Nullable String linkedEventId) {}

  static ReportedFailure of(String noticeId, BounceNotice notice) {
    Instant date = notice.envelope().date();
    return new ReportedFailure(
        noticeId,
        notice.kind().columnValue(),
        date == null ? Long.MIN_VALUE : RowBuilder.micros(date),
        notice.envelope().messageId(),
        notice.envelope().author(),
        notice.envelope().recipient(),
        notice.envelope().reversePath(),
        notice.envelope().reportingMta(),
        notice.returned().messageId(),
        notice.returned().sender(),
        notice.recipient().finalRecipient(),
        notice.recipient().originalRecipient(),
        notice.returned().queueIds(),
        notice.returned().receivedHosts(),
        reason(notice.reason()),
        reason(notice.causeReason()),
        notice.ruleId(),
        notice.recipient().diagnosticCode(),
        notice.envelope().signNames());
  }

  /** The stored notices since a day, and those without a date. */
  static List<Stored> stored(Table table, LocalDate since) throws IOException {
    List<Stored> stored = new ArrayList<>();
    if (table.currentSnapshot() == null) {
      return stored;
    }
    Expression wanted =
        Expressions.or(
            Expressions.greaterThanOrEqual(
                "notice_date", since.atStartOfDay().atOffset(ZoneOffset.UTC).toString()),
            Expressions.isNull("notice_date"));
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table).where(wanted).build()) {
      for (Record row : rows) {
        stored.add(
            new Stored(
                of(row),
                text(row, "verdict"),
                text(row, "evidence"),
                text(row, "link_method"),
                text(row, "linked_event_id")));
      }
    }
    return stored;
  }

  private static ReportedFailure of(Record row) {
    OffsetDateTime date = (OffsetDateTime) row.getField("notice_date");
    return new ReportedFailure(
        required(row, "notice_id"),
        required(row, "notice_kind"),
        date == null ? Long.MIN_VALUE : RowBuilder.micros(date.toInstant()),
        text(row, "notice_message_id"),
        text(row, "notice_from"),
        text(row, "notice_recipient"),
        text(row, "notice_reverse_path"),
        text(row, "reporting_mta"),
        text(row, "message_id"),
        text(row, "returned_sender"),
        text(row, "final_recipient"),
        text(row, "original_recipient"),
        list(row, "queue_ids"),
        list(row, "received_hosts"),
        reason(text(row, "reason")),
        reason(text(row, "cause_reason")),
        text(row, "rule_id"),
        text(row, "diagnostic_code"),
        signs(list(row, "evidence")));
  }

  // The column also says what the last verdict rested on, which is found anew.
  private static List<String> signs(List<String> evidence) {
    return evidence.stream().filter(SIGNS::contains).toList();
  }

  private static @Nullable FailureReason reason(@Nullable String id) {
    return id == null ? null : FailureReason.of(id).orElse(null);
  }

  private static String required(Record row, String column) {
    String text = text(row, column);
    return text == null ? "" : text;
  }

  private static @Nullable String text(Record row, String column) {
    return (String) row.getField(column);
  }

  private static List<String> list(Record row, String column) {
    String text = text(row, column);
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(","));
  }
}
