package modori.spark.pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import modori.classify.FailureReason;
import modori.correlate.JointVerdict;
import modori.correlate.StoreFailure;
import modori.correlate.StoreInference;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import modori.spark.tables.RowWriter;
import modori.spark.tables.StoredRow;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Takes deliveries back that the mail store has lost for want of room. */
final class StoreStep {
  private final Tables tables;

  StoreStep(Tables tables) {
    this.tables = tables;
  }

  /** Keeps the night's failures and applies them and those of the days around. */
  void run(Run run, AttemptChanges changes) throws IOException {
    Map<String, StoreFailure> failures = new TreeMap<>();
    run.storeFailures.forEach(failure -> failures.putIfAbsent(failure.eventId(), failure));
    if (run.touched.isEmpty() && failures.isEmpty()) {
      return;
    }
    TreeSet<LocalDate> days = new TreeSet<>(run.touched);
    failures.values().forEach(failure -> days.add(day(failure)));
    LocalDate first = days.first().minusDays(1);
    LocalDate last = days.last().plusDays(1);
    List<StoreFailure> stored = stored(first, last);
    stored.forEach(failure -> failures.remove(failure.eventId()));
    write(failures.values(), run.id);
    stored.forEach(failure -> failures.put(failure.eventId(), failure));
    if (failures.isEmpty()) {
      return;
    }
    List<AttemptChanges.Found> deliveries = deliveries(failures.values(), first, last);
    Map<String, JointVerdict> verdicts = new TreeMap<>();
    new StoreInference(failures.values())
        .infer(deliveries.stream().map(AttemptChanges.Found::attempt).toList())
        .forEach(verdict -> verdicts.put(verdict.eventId(), verdict));
    changes.add(deliveries, verdicts);
  }

  // Only deliveries that nothing has taken back yet.
  private List<AttemptChanges.Found> deliveries(
      Collection<StoreFailure> failures, LocalDate first, LocalDate last) {
    Broadcast<Set<StoreFailure>> wanted =
        JavaSparkContext.fromSparkContext(tables.spark().sparkContext())
            .broadcast(new HashSet<>(failures));
    List<String> columns = new ArrayList<>(AttemptChanges.COLUMNS);
    columns.add("mta");
    int mta = columns.indexOf("mta");
    int type = columns.indexOf("event_type");
    int hosted = columns.indexOf("hosted");
    return tables
        .stored(MailTables.DELIVERY_ATTEMPT, Tables.attemptDays(first, last), columns)
        .mapPartitions(
            rows -> {
              StoreInference inference = new StoreInference(wanted.value());
              List<AttemptChanges.Found> concerned = new ArrayList<>();
              while (rows.hasNext()) {
                StoredRow row = rows.next();
                if (row.required(type).equals("delivered")
                    && "own".equals(row.text(hosted))
                    && !row.required(mta).equals("dovecot")) {
                  AttemptChanges.Found found = AttemptChanges.found(row);
                  if (inference.mayConcern(found.attempt())) {
                    concerned.add(found);
                  }
                }
              }
              return concerned.iterator();
            })
        .collect();
  }

  private void write(Collection<StoreFailure> failures, String runId) {
    if (failures.isEmpty()) {
      return;
    }
    try (RowWriter writer =
        new RowWriter(
            tables.staged(MailTables.STORE_FAILURE),
            MailTables.STORE_FAILURE,
            0,
            System.nanoTime())) {
      for (StoreFailure failure : failures) {
        writer.write(
            new RowBuilder(MailTables.STORE_FAILURE)
                .set("event_date", day(failure))
                .setMicros("event_time", failure.timeMicros())
                .set("event_id", failure.eventId())
                .set("mta", failure.mta())
                .set("log_host", failure.logHost())
                .set("message_id", failure.messageId())
                .set("account", failure.account())
                .set("reason", failure.reason().id())
                .set("rule_id", failure.ruleId())
                .set("reply_text", failure.text())
                .set("run_id", runId)
                .build());
      }
      tables.append(MailTables.STORE_FAILURE, writer.finish());
    }
  }

  private List<StoreFailure> stored(LocalDate first, LocalDate last) throws IOException {
    Table table = tables.staged(MailTables.STORE_FAILURE);
    List<StoreFailure> stored = new ArrayList<>();
    if (table.currentSnapshot() == null) {
      return stored;
    }
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table)
            .where(
                Expressions.and(
                    Expressions.greaterThanOrEqual("event_date", (int) first.toEpochDay()),
                    Expressions.lessThanOrEqual("event_date", (int) last.toEpochDay())))
            .build()) {
      for (Record row : rows) {
        OffsetDateTime time = (OffsetDateTime) row.getField("event_time");
        stored.add(
            new StoreFailure(
                (String) row.getField("event_id"),
                time.toEpochSecond() * 1_000_000L + time.getNano() / 1000,
                (String) row.getField("mta"),
                (String) row.getField("log_host"),
                (String) row.getField("message_id"),
                (String) row.getField("account"),
                FailureReason.of((String) row.getField("reason"))
                    .orElse(FailureReason.MAILBOX_FULL),
                (String) row.getField("rule_id"),
                (String) row.getField("reply_text")));
      }
    }
    return stored;
  }

  private static LocalDate day(StoreFailure failure) {
    return OffsetDateTime.ofInstant(
            java.time.Instant.ofEpochSecond(Math.floorDiv(failure.timeMicros(), 1_000_000L)),
            ZoneOffset.UTC)
        .toLocalDate();
  }
}
