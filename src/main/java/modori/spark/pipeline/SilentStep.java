package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import modori.classify.FailureReason;
import modori.correlate.LogCoverage;
import modori.correlate.NextQueueId;
import modori.correlate.QueuedMessage;
import modori.correlate.SilenceFinder;
import modori.correlate.SilentFailure;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import modori.spark.tables.RowWriter;
import modori.spark.tables.StoredRow;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.HashPartitioner;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Finds the failures that nobody was told of, for the days that a night has touched and those that
 * their notices reach back to.
 */
final class SilentStep {
  private static final int QUEUE_DAYS = 7;
  private static final int ROWS_PER_TASK = 1_000_000;
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
  private final int leastTasks;

  SilentStep(Tables tables, int leastTasks) {
    this.tables = tables;
    this.leastTasks = leastTasks;
  }

  /** Makes the table silent_failure of the days again; gives them back. */
  List<SilentFailure> run(LocalDate first, LocalDate last, LogCoverage coverage, String runId) {
    LocalDate from = first.minusDays(QUEUE_DAYS);
    Expression days = Tables.attemptDays(from, last);
    long rows = tables.rowCount(MailTables.DELIVERY_ATTEMPT, days);
    int tasks = (int) Math.max(leastTasks, rows / ROWS_PER_TASK);
    List<SilentFailure> silent =
        new ArrayList<>(
            tables
                .stored(MailTables.DELIVERY_ATTEMPT, days, COLUMNS)
                .mapPartitionsToPair(attempts -> relevant(attempts, tasks))
                .partitionBy(new HashPartitioner(tasks))
                .mapPartitions(messages -> find(messages, coverage))
                .collect());
    silent.sort(Comparator.comparing(one -> one.failure().eventId()));
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

  // A copy to the postmaster or a mere warning does not count: the sender is not told of the
  // failure.
  private static Iterator<Tuple2<Integer, byte[]>> relevant(Iterator<StoredRow> rows, int buckets) {
    Chunks chunks = new Chunks(buckets);
    while (rows.hasNext()) {
      StoredRow row = rows.next();
      String eventType = row.required(4);
      String noticeKind = row.text(20);
      boolean failed =
          eventType.equals("bounced") || eventType.equals("expired") && !row.isAbsent(16);
      boolean notice =
          noticeKind != null && !row.isAbsent(18)
              || QueuedMessage.isNameless(row.required(5)) && "".equals(row.text(10));
      boolean lost = isLost(row);
      if ((failed || notice || lost)
          && (noticeKind == null || noticeKind.equals("non_delivery"))
          && !row.isAbsent(7)
          && !row.isAbsent(8)) {
        QueuedMessage message = message(row, lost ? QueuedMessage.LOST : eventType);
        QueuedMessages.write(message, chunks.next(message.key().hashCode()));
      }
    }
    return chunks.finish().iterator();
  }

  // The server logged success, the store had no room, and the program told nobody.
  private static boolean isLost(StoredRow row) {
    return "store_log".equals(row.text(22)) && row.isAbsent(23);
  }

  private static QueuedMessage message(StoredRow row, String eventType) {
    long time = row.number(2);
    long created = row.isAbsent(3) ? time : time - (long) (row.fraction(3) * 1e6);
    return new QueuedMessage(
        row.required(0),
        (int) row.number(1),
        time,
        created,
        eventType,
        row.required(5),
        row.required(6),
        row.required(7),
        row.required(8),
        row.text(9),
        row.text(10),
        row.required(11),
        row.text(12),
        row.text(13),
        row.text(14),
        "own".equals(row.text(15)),
        reason(row, 16),
        reason(row, 17),
        row.text(18),
        row.text(19),
        eventType.equals("relayed") && !row.isAbsent(21)
            ? NextQueueId.in(row.required(21)).orElse(null)
            : null);
  }

  private static Iterator<SilentFailure> find(
      Iterator<Tuple2<Integer, byte[]>> buckets, LogCoverage coverage) {
    Map<String, List<QueuedMessage>> byKey = new HashMap<>();
    while (buckets.hasNext()) {
      Chunks.read(
          buckets.next()._2(),
          QueuedMessages::read,
          one -> byKey.computeIfAbsent(one.key(), any -> new ArrayList<>(2)).add(one));
    }
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

  private static @Nullable FailureReason reason(StoredRow row, int column) {
    return row.isAbsent(column)
        ? null
        : FailureReason.of(row.required(column)).orElse(FailureReason.UNCLASSIFIED);
  }
}
