package modori.spark.pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowWriter;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
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
   * Removes the snapshots that are older than a time, but the latest of each table, with their tags
   * and files; and the files older than another that no snapshot names.
   *
   * @param snapshotsBefore milliseconds since 1970
   * @param orphansBefore milliseconds since 1970
   */
  Swept sweep(long snapshotsBefore, long orphansBefore) {
    Swept swept = new Swept(0, 0, 0);
    for (TableDefinition definition : MailTables.ALL) {
      Table table = warehouse.table(definition);
      if (table.currentSnapshot() != null) {
        swept = swept.plus(expired(table, snapshotsBefore));
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

  private Swept expired(Table table, long before) {
    ManageSnapshots change = table.manageSnapshots();
    boolean changes = false;
    for (Map.Entry<String, SnapshotRef> ref : table.refs().entrySet()) {
      Snapshot named = table.snapshot(ref.getValue().snapshotId());
      if (ref.getValue().isTag()
          && ref.getKey().startsWith(TAG)
          && !ref.getKey().equals(TAG + run.id)
          && (named == null || named.timestampMillis() < before)) {
        change.removeTag(ref.getKey());
        changes = true;
      }
    }
    if (changes) {
      change.commit();
      table.refresh();
    }
    long snapshots = count(table);
    AtomicLong files = new AtomicLong();
    table
        .expireSnapshots()
        .expireOlderThan(before)
        .retainLast(1)
        .deleteWith(
            file -> {
              table.io().deleteFile(file);
              files.incrementAndGet();
            })
        .commit();
    table.refresh();
    return new Swept(snapshots - count(table), files.get(), 0);
  }

  private static long count(Table table) {
    return StreamSupport.stream(table.snapshots().spliterator(), false).count();
  }
}
