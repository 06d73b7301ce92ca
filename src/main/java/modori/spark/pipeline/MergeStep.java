package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import modori.correlate.Fragment;
import modori.correlate.LogCoverage;
import modori.spark.source.FragmentChunk;
import modori.spark.source.ScanSettings;
import modori.spark.tables.MailTables;
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
 * Puts the fragments of a night together with one another and with the entries that earlier nights
 * left open.
 */
final class MergeStep implements AutoCloseable {
  private static final List<String> KEPT_COLUMNS =
      List.of("mta", "log_host", "instance", "queue_id", "facts", "published");

  private final JavaRDD<Serializable> merged;

  /** Prepares the merge; {@code coverage} is of this night and those before. */
  MergeStep(
      Tables tables,
      ScanSettings settings,
      JavaRDD<FragmentChunk> fragments,
      LogCoverage coverage,
      int partitions) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(tables.spark().sparkContext());
    Broadcast<ScanSettings> shared = context.broadcast(settings);
    Broadcast<Table> attempts =
        context.broadcast(SerializableTable.copyOf(tables.staged(MailTables.DELIVERY_ATTEMPT)));
    Broadcast<Table> open =
        context.broadcast(SerializableTable.copyOf(tables.staged(MailTables.OPEN_QUEUE_ENTRY)));
    JavaPairRDD<Integer, Serializable> parts =
        fragments.mapToPair(chunk -> new Tuple2<>(chunk.bucket(), (Serializable) chunk));
    if (tables.staged(MailTables.OPEN_QUEUE_ENTRY).currentSnapshot() != null) {
      JavaPairRDD<Integer, Serializable> kept =
          tables
              .rows(MailTables.OPEN_QUEUE_ENTRY, KEPT_COLUMNS)
              .map(MergeStep::kept)
              .mapToPair(
                  entry ->
                      new Tuple2<>(FragmentChunk.bucketOf(entry.entry()), (Serializable) entry));
      parts = parts.union(kept);
    }
    merged =
        parts
            .partitionBy(new HashPartitioner(partitions))
            .mapPartitions(
                items -> merge(items, shared.value(), attempts.value(), open.value(), coverage))
            .persist(StorageLevel.DISK_ONLY());
  }

  /** Merges, once. */
  List<MergeOutcome> outcomes() {
    return merged
        .filter(item -> item instanceof MergeOutcome)
        .map(item -> (MergeOutcome) item)
        .collect();
  }

  /** What the written rows say, folded; after {@link #outcomes}. */
  JavaRDD<FactChunk> facts() {
    return merged.filter(item -> item instanceof FactChunk).map(item -> (FactChunk) item);
  }

  @Override
  public void close() {
    merged.unpersist(false);
  }

  private static KeptEntry kept(InternalRow row) {
    Fragment entry =
        new Fragment(
            row.getUTF8String(0).toString(),
            row.getUTF8String(1).toString(),
            row.getUTF8String(2).toString(),
            row.getUTF8String(3).toString(),
            row.getBinary(4));
    return new KeptEntry(entry, row.getBinary(5));
  }

  private static Iterator<Serializable> merge(
      Iterator<Tuple2<Integer, Serializable>> items,
      ScanSettings settings,
      Table attempts,
      Table open,
      LogCoverage coverage) {
    TaskContext context = TaskContext.get();
    EntryMerger merger =
        new EntryMerger(settings, attempts, open, context.partitionId(), context.taskAttemptId());
    while (items.hasNext()) {
      Serializable item = items.next()._2();
      if (item instanceof FragmentChunk chunk) {
        chunk.unpack().forEach(merger::add);
      } else if (item instanceof KeptEntry entry) {
        merger.add(entry);
      }
    }
    List<Serializable> out = new ArrayList<>();
    out.add(merger.finish(coverage));
    out.addAll(merger.facts());
    return out.iterator();
  }

  static LocalDate day(org.apache.iceberg.data.Record row) {
    return (LocalDate) row.get(0);
  }
}
