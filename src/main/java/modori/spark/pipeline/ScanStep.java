package modori.spark.pipeline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import modori.spark.source.FragmentChunk;
import modori.spark.source.LogSplit;
import modori.spark.source.ScanOutcome;
import modori.spark.source.ScanSettings;
import modori.spark.source.ScanTask;
import modori.spark.tables.MailTables;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/** Reads the splits of a night: data files and counts come back, fragments stay where they are. */
final class ScanStep implements AutoCloseable {
  private final JavaRDD<Serializable> scanned;
  private final ReadProgress readProgress;

  ScanStep(Tables tables, ScanSettings settings, ScanGroups shared, Progress progress) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(tables.spark().sparkContext());
    readProgress = new ReadProgress(context.sc(), progress, shared.storedBytes());
    Broadcast<ScanSettings> known = context.broadcast(settings);
    LongAccumulator readBytes = readProgress.readBytes();
    Broadcast<Table> attempts =
        context.broadcast(SerializableTable.copyOf(tables.staged(MailTables.DELIVERY_ATTEMPT)));
    Broadcast<Table> quarantine =
        context.broadcast(SerializableTable.copyOf(tables.staged(MailTables.QUARANTINE_LINE)));
    List<ArrayList<LogSplit>> groups = shared.groups();
    scanned =
        context
            .parallelize(groups, Math.max(1, groups.size()))
            .mapPartitions(
                tasks ->
                    scan(
                        tasks,
                        known.value().counting(readBytes),
                        attempts.value(),
                        quarantine.value()))
            .persist(StorageLevel.DISK_ONLY());
  }

  /** Scans, once. */
  List<ScanOutcome> outcomes() {
    return scanned
        .filter(item -> item instanceof ScanOutcome)
        .map(item -> (ScanOutcome) item)
        .collect();
  }

  /** What the splits left unfinished; after {@link #outcomes}. */
  JavaRDD<FragmentChunk> fragments() {
    return scanned.filter(item -> item instanceof FragmentChunk).map(item -> (FragmentChunk) item);
  }

  /** What the written rows say, folded; after {@link #outcomes}. */
  JavaRDD<FactChunk> facts() {
    return scanned.filter(item -> item instanceof FactChunk).map(item -> (FactChunk) item);
  }

  @Override
  public void close() {
    readProgress.close();
    scanned.unpersist(false);
  }

  private static Iterator<Serializable> scan(
      Iterator<ArrayList<LogSplit>> groups,
      ScanSettings settings,
      Table attempts,
      Table quarantine) {
    TaskContext context = TaskContext.get();
    List<Serializable> items = new ArrayList<>();
    while (groups.hasNext()) {
      FactFolder folder = new FactFolder();
      ScanTask task =
          new ScanTask(
              settings,
              attempts,
              quarantine,
              context.partitionId(),
              context.taskAttemptId(),
              folder::add);
      items.add(task.run(groups.next()));
      items.addAll(task.fragments());
      items.addAll(folder.finish(FactChunk.Origin.SCAN));
    }
    return items.iterator();
  }
}
