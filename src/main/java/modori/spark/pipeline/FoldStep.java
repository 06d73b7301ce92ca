package modori.spark.pipeline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowWriter;
import modori.spark.tables.TableDefinition;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.HashPartitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Makes the rows of mailbox_day and reason_text_day of some days again: from what the scan has
 * folded where it has seen all facts of a day, else from the facts.
 */
final class FoldStep implements AutoCloseable {
  private static final int ROWS_PER_TASK = 400_000;

  private final JavaRDD<Serializable> folded;

  /**
   * Prepares the fold.
   *
   * @param days the days that are made again
   * @param scanned what this night's rows say, folded as they were written
   * @param everFull mailboxes that are judged though they may not be full on these days
   */
  FoldStep(
      Tables tables, FoldDays days, ScannedFacts scanned, Set<String> everFull, int leastTasks) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(tables.spark().sparkContext());
    Broadcast<Table> table =
        context.broadcast(SerializableTable.copyOf(tables.staged(MailTables.MAILBOX_DAY)));
    Broadcast<Table> texts =
        context.broadcast(SerializableTable.copyOf(tables.staged(MailTables.REASON_TEXT_DAY)));
    Broadcast<Set<String>> judged = context.broadcast(new HashSet<>(everFull));
    JavaPairRDD<Integer, Serializable> parts =
        scanned
            .facts()
            .mapToPair(
                chunk -> new Tuple2<>(chunk.bucket(), (Serializable) new ScannedChunk(chunk)));
    if (!days.reread().isEmpty()) {
      parts =
          parts.union(
              tables
                  .rows(
                      MailTables.DELIVERY_ATTEMPT,
                      MailFact.COLUMNS,
                      Tables.attemptDays(days.reread()))
                  .mapPartitions(FoldStep::fold)
                  .mapToPair(chunk -> new Tuple2<>(chunk.bucket(), (Serializable) chunk)));
    }
    if (days.activeBefore()) {
      parts =
          parts.union(
              tables
                  .rows(
                      MailTables.MAILBOX_DAY,
                      ActiveMailboxes.COLUMNS,
                      Tables.days(
                          "day", ActiveMailboxes.firstDay(days.first()), days.first().minusDays(1)))
                  .mapPartitions(ActiveMailboxes::pack)
                  .mapToPair(pair -> new Tuple2<>(pair._1(), (Serializable) pair._2())));
    }
    long perTask = (scanned.rows() + days.rereadRows()) / ROWS_PER_TASK;
    int tasks = (int) Math.max(leastTasks, Math.min(FactChunk.BUCKETS, perTask));
    folded =
        parts
            .repartitionAndSortWithinPartitions(new HashPartitioner(tasks))
            .mapPartitions(
                items -> merge(items, table.value(), texts.value(), days, judged.value()))
            .persist(StorageLevel.DISK_ONLY());
  }

  /** Folds, once. */
  List<FoldOutcome> outcomes() {
    return folded
        .filter(item -> item instanceof FoldOutcome)
        .map(item -> (FoldOutcome) item)
        .collect();
  }

  /** Days of mailboxes that are to be judged, packed; after {@link #outcomes}. */
  JavaRDD<RecordChunk> records() {
    return folded.filter(item -> item instanceof RecordChunk).map(item -> (RecordChunk) item);
  }

  @Override
  public void close() {
    folded.unpersist(false);
  }

  /** Facts that were folded while they were written, not read from the table. */
  private record ScannedChunk(FactChunk chunk) implements Serializable {}

  private static Iterator<FactChunk> fold(Iterator<InternalRow> rows) {
    FactFolder folder = new FactFolder();
    rows.forEachRemaining(folder::add);
    return folder.finish(FactChunk.Origin.TABLE).iterator();
  }

  private static Iterator<Serializable> merge(
      Iterator<Tuple2<Integer, Serializable>> items,
      Table table,
      Table texts,
      FoldDays days,
      Set<String> everFull) {
    TaskContext task = TaskContext.get();
    try (RowWriter rows = writer(table, MailTables.MAILBOX_DAY, task);
        RowWriter textRows = writer(texts, MailTables.REASON_TEXT_DAY, task)) {
      FoldMerger merger = new FoldMerger(days, everFull, rows::write, textRows::write);
      int bucket = -1;
      while (items.hasNext()) {
        Tuple2<Integer, Serializable> item = items.next();
        if (item._1() != bucket) {
          merger.endBucket();
          bucket = item._1();
        }
        add(merger, item._2());
      }
      merger.endBucket();
      List<Serializable> out = new ArrayList<>();
      out.add(
          new FoldOutcome(
              rows.finish(),
              merger.fullMailboxes(),
              merger.domains(),
              merger.active(),
              textRows.finish(),
              merger.senders()));
      out.addAll(merger.records());
      return out.iterator();
    }
  }

  private static void add(FoldMerger merger, Serializable item) {
    if (item instanceof ScannedChunk scanned) {
      merger.addScanned(scanned.chunk());
    } else if (item instanceof FactChunk chunk) {
      merger.add(chunk);
    } else if (item instanceof byte[] seen) {
      merger.addSeen(seen);
    }
  }

  private static RowWriter writer(Table table, TableDefinition definition, TaskContext task) {
    return new RowWriter(table, definition, task.partitionId(), task.taskAttemptId());
  }
}
