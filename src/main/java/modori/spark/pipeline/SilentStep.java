package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modori.classify.FailureReason;
import modori.correlate.LogCoverage;
import modori.correlate.NextQueueId;
import modori.correlate.QueuedMessage;
import modori.correlate.SilenceFinder;
import modori.correlate.SilentFailure;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import modori.spark.tables.RowWriter;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.HashPartitioner;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Finds the failures that nobody was told of, for the days that a night has touched and those that
 * their notices reach back to.
 */
final class SilentStep {
  private static final int QUEUE_DAYS = 7;
  private static final List<String> COLUMNS =
      List.of(
          "event_id",
          "event_date",
          "event_time",
          "queue_seconds",
          "event_type",
          "mta",
          "log_host",
          "queue_id",
          "message_key",
          "message_id",
          "sender_address",
          "recipient_address",
          "auth_user",
          "client_ip",
          "client_name",
          "hosted",
          "reason",
          "cause_reason",
          "notice_of_queue_id",
          "notice_queue_id",
          "notice_kind",
          "reply_text",
          "link_method",
          "reporting_mta");

  private final Tables tables;
  private final int partitions;

  SilentStep(Tables tables, int partitions) {
    this.tables = tables;
    this.partitions = partitions;
  }

  /** Makes the table silent_failure of the days again; gives them back. */
  List<SilentFailure> run(LocalDate first, LocalDate last, LogCoverage coverage, String runId) {
    LocalDate from = first.minusDays(QUEUE_DAYS);
    List<SilentFailure> silent =
        tables
            .rows(MailTables.DELIVERY_ATTEMPT, COLUMNS, wanted(from, last))
            .mapPartitions(SilentStep::relevant)
            .mapToPair(one -> new Tuple2<>(one.key(), one))
            .partitionBy(new HashPartitioner(partitions))
            .mapPartitions(rows -> find(rows, coverage))
            .collect();
    try (RowWriter writer =
        new RowWriter(
            tables.staged(MailTables.SILENT_FAILURE),
            MailTables.SILENT_FAILURE,
            0,
            System.nanoTime())) {
      silent.forEach(one -> writer.write(row(one, runId)));
      tables.replace(
          MailTables.SILENT_FAILURE,
          Expressions.and(
              Expressions.greaterThanOrEqual("event_date", (int) from.toEpochDay()),
              Expressions.lessThanOrEqual("event_date", (int) last.toEpochDay())),
          writer.finish());
    }
    return silent;
  }

  // What Spark can leave out before a row is made of it; the rest is decided row by row.
  private static Column wanted(LocalDate from, LocalDate last) {
    return functions.expr(
        "event_date >= DATE '"
            + from
            + "' AND event_date <= DATE '"
            + last
            + "' AND queue_id IS NOT NULL AND message_key IS NOT NULL"
            + " AND (event_type IN ('bounced', 'expired') OR notice_kind = 'non_delivery' OR sender_address = '' OR link_method = 'store_log')");
  }

  private static Iterator<QueuedMessage> relevant(Iterator<InternalRow> rows) {
    List<QueuedMessage> relevant = new ArrayList<>();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      if (row.isNullAt(7) || row.isNullAt(8)) {
        continue;
      }
      String eventType = row.getUTF8String(4).toString();
      String noticeKind = Tables.text(row, 20);
      if (noticeKind != null && !noticeKind.equals("non_delivery")) {
        continue; // a copy to the postmaster, or a mere warning: the sender is not told of the
        // failure
      }
      boolean fromNobody = !row.isNullAt(10) && row.getUTF8String(10).numBytes() == 0;
      boolean notice =
          noticeKind != null && !row.isNullAt(18)
              || fromNobody && QueuedMessage.isNameless(required(row, 5));
      boolean failed =
          eventType.equals("bounced") || eventType.equals("expired") && !row.isNullAt(16);
      if (isLost(row)) {
        relevant.add(message(row, QueuedMessage.LOST));
      } else if (notice || failed) {
        relevant.add(message(row, eventType));
      }
    }
    return relevant.iterator();
  }

  // The server logged success, the store had no room, and the program told nobody.
  private static boolean isLost(InternalRow row) {
    return "store_log".equals(Tables.text(row, 22)) && row.isNullAt(23);
  }

  private static QueuedMessage message(InternalRow row, String eventType) {
    long time = row.getLong(2);
    long created = row.isNullAt(3) ? time : time - (long) (row.getDouble(3) * 1e6);
    return new QueuedMessage(
        required(row, 0),
        row.getInt(1),
        time,
        created,
        eventType,
        required(row, 5),
        required(row, 6),
        required(row, 7),
        required(row, 8),
        Tables.text(row, 9),
        Tables.text(row, 10),
        required(row, 11),
        Tables.text(row, 12),
        Tables.text(row, 13),
        Tables.text(row, 14),
        "own".equals(Tables.text(row, 15)),
        reason(row, 16),
        reason(row, 17),
        Tables.text(row, 18),
        Tables.text(row, 19),
        eventType.equals("relayed") && !row.isNullAt(21)
            ? NextQueueId.in(required(row, 21)).orElse(null)
            : null);
  }

  private static Iterator<SilentFailure> find(
      Iterator<Tuple2<String, QueuedMessage>> rows, LogCoverage coverage) {
    Map<String, List<QueuedMessage>> byKey = new TreeMap<>();
    rows.forEachRemaining(
        row -> byKey.computeIfAbsent(row._1(), any -> new ArrayList<>()).add(row._2()));
    List<SilentFailure> silent = new ArrayList<>();
    byKey.values().forEach(messages -> silent.addAll(SilenceFinder.find(messages, coverage)));
    return silent.iterator();
  }

  private static Record row(SilentFailure silent, String runId) {
    QueuedMessage failure = silent.failure();
    FailureReason reason = failure.reason();
    FailureReason cause = failure.cause();
    FailureReason noticeReason = silent.noticeReason();
    return new RowBuilder(MailTables.SILENT_FAILURE)
        .set("event_date", LocalDate.ofEpochDay(failure.epochDay()))
        .setMicros("event_time", failure.timeMicros())
        .set("message_key", failure.messageKey())
        .set("kind", silent.kind().columnValue())
        .set("message_id", failure.messageId())
        .set("sender_address", failure.sender())
        .set("recipient_address", failure.recipient())
        .set("auth_user", failure.authUser())
        .set("client_ip", failure.clientIp())
        .set("client_name", failure.clientName())
        .set("reason", reason == null ? null : reason.id())
        .set("cause_reason", cause == null ? null : cause.id())
        .set("notice_reason", noticeReason == null ? null : noticeReason.id())
        .set("log_host", failure.logHost())
        .set("queue_id", failure.queueId())
        .set("event_id", failure.eventId())
        .set("run_id", runId)
        .build();
  }

  private static String required(InternalRow row, int column) {
    return row.getUTF8String(column).toString();
  }

  private static @Nullable FailureReason reason(InternalRow row, int column) {
    return row.isNullAt(column)
        ? null
        : FailureReason.of(required(row, column)).orElse(FailureReason.UNCLASSIFIED);
  }
}
