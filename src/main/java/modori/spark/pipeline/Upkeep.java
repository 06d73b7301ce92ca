package modori.spark.pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowWriter;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * What commands that are no nights do to the tables: they end with a row of the table run as a
 * night does, or the next night would take back what they did; then they sweep.
 */
final class Upkeep {
  private static final String TAG = "run_";

  private final SparkSession spark;
  private final Warehouse warehouse;
  private final Run run;

  Upkeep(SparkSession spark, Warehouse warehouse, Run run) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.run = run;
  }

  /** Day and zone of the latest run. */
  record Latest(LocalDate asOf, String zone) {}

  /** The latest run; null where there was none. */
  static @Nullable Latest latest(Warehouse warehouse) throws IOException {
    Table table = warehouse.table(MailTables.RUN);
    if (table.currentSnapshot() == null) {
      return null;
    }
    Latest latest = null;
    OffsetDateTime newest = OffsetDateTime.MIN;
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table).select("finished_at", "as_of", "zone").build()) {
      for (Record row : rows) {
        OffsetDateTime finished = (OffsetDateTime) row.getField("finished_at");
        if (finished.isAfter(newest)) {
          newest = finished;
          latest = new Latest((LocalDate) row.getField("as_of"), (String) row.getField("zone"));
        }
      }
    }
    return latest;
  }

  /** The latest runs of a kind that were broken off after they were published. */
  static List<String> brokenOff(Warehouse warehouse, String directory, RunKind kind)
      throws IOException {
    TreeSet<String> ofKind = new TreeSet<>(Comparator.reverseOrder());
    Table table = warehouse.table(MailTables.RUN);
    if (table.currentSnapshot() == null) {
      return List.of();
    }
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table).select("run_id", "kind").build()) {
      for (Record row : rows) {
        if (kind.columnValue().equals(row.getField("kind"))) {
          ofKind.add((String) row.getField("run_id"));
        }
      }
    }
    // A run's id begins with its time; what came before one that has told of itself is done.
    List<String> broken = new ArrayList<>();
    for (String runId : ofKind) {
      if (Manifest.exists(directory, runId)) {
        break;
      }
      broken.add(runId);
    }
    return broken;
  }

  /** Makes every table's change count: manifests that list what is gone, tags, and the row. */
  Map<String, Long> end(Tables tables, RunKind kind, Latest latest) {
    tables.publish(run.id);
    for (TableDefinition definition : MailTables.ALL) {
      Table table = tables.staged(definition);
      table.refresh();
      if (definition == MailTables.RUN || table.currentSnapshot() == null) {
        continue;
      }
      withoutDeleted(table);
      name(table);
    }
    Map<String, Long> snapshots = tables.snapshots();
    Tables last = new Tables(spark, warehouse);
    try (RowWriter writer =
        new RowWriter(last.staged(MailTables.RUN), MailTables.RUN, 0, System.nanoTime())) {
      writer.write(StateRows.upkeep(run, kind, snapshots, latest));
      last.append(MailTables.RUN, writer.finish());
    }
    last.publish(run.id);
    return snapshots;
  }

  // A manifest tells least and greatest values also of files that its snapshot has taken out.
  private static void withoutDeleted(Table table) {
    List<ManifestFile> manifests = table.currentSnapshot().dataManifests(table.io());
    if (manifests.stream().anyMatch(ManifestFile::hasDeletedFiles)) {
      table
          .rewriteManifests()
          .clusterBy(any -> "")
          .rewriteIf(ManifestFile::hasDeletedFiles)
          .commit();
      table.refresh();
    }
  }

  private void name(Table table) {
    String tag = TAG + run.id;
    long snapshot = table.currentSnapshot().snapshotId();
    SnapshotRef ref = table.refs().get(tag);
    if (ref == null) {
      table.manageSnapshots().createTag(tag, snapshot).commit();
    } else if (ref.snapshotId() != snapshot) {
      table.manageSnapshots().replaceTag(tag, snapshot).commit();
    }
  }

  /** Snapshots and files that were removed. */
  record Swept(long snapshots, long files, long orphans) {
    Swept plus(Swept other) {
      return new Swept(snapshots + other.snapshots, files + other.files, orphans + other.orphans);
    }
  }

  /**
   * Removes what was replaced by a later state before a time: snapshots with their tags and files;
   * and the files older than another time that no snapshot names. The current state of each table
   * stays.
   *
   * @param replacedBefore milliseconds since 1970
   * @param orphansBefore milliseconds since 1970
   */
  Swept sweep(long replacedBefore, long orphansBefore) {
    Swept swept = new Swept(0, 0, 0);
    for (TableDefinition definition : MailTables.ALL) {
      Table table = warehouse.table(definition);
      if (table.currentSnapshot() != null) {
        swept = swept.plus(expired(table, replacedBefore));
      }
      long orphans =
          StreamSupport.stream(
                  SparkActions.get(spark)
                      .deleteOrphanFiles(table)
                      .olderThan(orphansBefore)
                      .execute()
                      .orphanFileLocations()
                      .spliterator(),
                  false)
              .count();
      swept = swept.plus(new Swept(0, 0, orphans));
    }
    return swept;
  }

  private static Swept expired(Table table, long before) {
    Set<Long> old = replaced(table, before);
    ManageSnapshots change = table.manageSnapshots();
    boolean changes = false;
    for (Map.Entry<String, SnapshotRef> ref : table.refs().entrySet()) {
      if (ref.getValue().isTag()
          && ref.getKey().startsWith(TAG)
          && old.contains(ref.getValue().snapshotId())) {
        change.removeTag(ref.getKey());
        changes = true;
      }
    }
    if (changes) {
      change.commit();
      table.refresh();
    }
    table.refs().values().forEach(ref -> old.remove(ref.snapshotId()));
    if (old.isEmpty()) {
      return new Swept(0, 0, 0);
    }
    AtomicLong files = new AtomicLong();
    ExpireSnapshots expire =
        table
            .expireSnapshots()
            .expireOlderThan(0)
            .deleteWith(
                file -> {
                  table.io().deleteFile(file);
                  files.incrementAndGet();
                });
    old.forEach(expire::expireSnapshotId);
    expire.commit();
    return new Swept(old.size(), files.get(), 0);
  }

  // A snapshot may be old and yet have been the current one until a moment ago.
  private static Set<Long> replaced(Table table, long before) {
    Set<Long> recent = new HashSet<>();
    List<HistoryEntry> history = table.history();
    for (int i = 0; i < history.size(); i++) {
      boolean last = i == history.size() - 1;
      if (last || history.get(i + 1).timestampMillis() >= before) {
        recent.add(history.get(i).snapshotId());
      }
    }
    recent.add(table.currentSnapshot().snapshotId());
    Set<Long> replaced = new HashSet<>();
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.timestampMillis() < before && !recent.contains(snapshot.snapshotId())) {
        replaced.add(snapshot.snapshotId());
      }
    }
    return replaced;
  }
}
