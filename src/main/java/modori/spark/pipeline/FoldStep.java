package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowWriter;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.Tuple2;

/** Makes the rows of mailbox_day of some days again from the facts of these days. */
final class FoldStep {
  private final Tables tables;
  private final int partitions;

  FoldStep(Tables tables, int partitions) {
    this.tables = tables;
    this.partitions = partitions;
  }

  /** Folds the facts of the days from the first to the last; both are read. */
  List<FoldOutcome> run(LocalDate first, LocalDate last) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(tables.spark().sparkContext());
    Broadcast<Table> table =
        context.broadcast(SerializableTable.copyOf(tables.staged(MailTables.MAILBOX_DAY)));
    int buckets = partitions;
    JavaPairRDD<Integer, Object> parts =
        tables
            .rows(MailTables.DELIVERY_ATTEMPT, FactFolder.COLUMNS, "event_date", first, last)
            .mapPartitions(rows -> fold(rows, buckets))
            .mapToPair(pair -> pair);
    return parts
        .partitionBy(new HashPartitioner(buckets))
        .mapPartitions(chunks -> List.of(merge(chunks, table.value())).iterator())
        .collect();
  }

  private static Iterator<Tuple2<Integer, Object>> fold(Iterator<InternalRow> rows, int buckets) {
    Chunks chunks = new Chunks(buckets);
    FactFolder folder =
        new FactFolder(partial -> chunks.add(partial.mailboxKey.hashCode(), partial::write));
    rows.forEachRemaining(folder::add);
    folder.finish();
    List<Tuple2<Integer, Object>> out = new ArrayList<>();
    chunks.finish().forEach(chunk -> out.add(new Tuple2<>(chunk._1(), chunk._2())));
    Map<Integer, ArrayList<DomainPartial>> domains = new HashMap<>();
    folder
        .domains()
        .forEach(
            domain ->
                domains
                    .computeIfAbsent(
                        Math.floorMod(domain.domain.hashCode(), buckets), any -> new ArrayList<>())
                    .add(domain));
    domains.forEach((bucket, list) -> out.add(new Tuple2<>(bucket, list)));
    return out.iterator();
  }

  private static FoldOutcome merge(Iterator<Tuple2<Integer, Object>> chunks, Table table) {
    Map<String, MailboxPartial> mailboxes = new HashMap<>();
    Map<String, DomainPartial> domains = new HashMap<>();
    while (chunks.hasNext()) {
      Object chunk = chunks.next()._2();
      if (chunk instanceof byte[] packed) {
        Chunks.read(
            packed,
            MailboxPartial::read,
            partial -> mailboxes.merge(partial.mailboxKey + partial.day, partial, FoldStep::add));
      } else if (chunk instanceof List<?> list) {
        for (Object one : list) {
          DomainPartial domain = (DomainPartial) one;
          domains.merge(domain.domain + ' ' + domain.day, domain, FoldStep::add);
        }
      }
    }
    Set<String> full = new HashSet<>();
    TaskContext task = TaskContext.get();
    try (RowWriter writer =
        new RowWriter(table, MailTables.MAILBOX_DAY, task.partitionId(), task.taskAttemptId())) {
      for (MailboxPartial mailbox : mailboxes.values()) {
        if (mailbox.builder.build().fullCount() > 0) {
          full.add(mailbox.mailboxKey);
        }
        writer.write(MailboxDayRows.row(mailbox));
      }
      return new FoldOutcome(writer.finish(), full, new ArrayList<>(domains.values()));
    }
  }

  private static MailboxPartial add(MailboxPartial one, MailboxPartial other) {
    one.add(other);
    return one;
  }

  private static DomainPartial add(DomainPartial one, DomainPartial other) {
    one.add(other);
    return one;
  }
}
