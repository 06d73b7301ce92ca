package modori.spark.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import modori.spark.tables.MailTables;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * What the rows that a night has written say of mailboxes and domains, folded on the way, and for
 * which days that is all there is to say.
 */
final class ScannedFacts implements AutoCloseable {
  private final @Nullable ScanStep scan;
  private final @Nullable MergeStep merge;
  private final Tables tables;
  private final Table attempts;
  private final long snapshotId;
  private final long rows;

  /** Nothing was scanned: every fact is read from the table. */
  ScannedFacts(Tables tables) {
    this(tables, null, null, 0);
  }

  /** To be made when the rows are committed, by the last commit, and nothing else has been. */
  ScannedFacts(Tables tables, @Nullable ScanStep scan, @Nullable MergeStep merge, long rows) {
    this.tables = tables;
    this.scan = scan;
    this.merge = merge;
    this.attempts = tables.staged(MailTables.DELIVERY_ATTEMPT);
    this.rows = rows;
    attempts.refresh();
    SnapshotRef staging = attempts.refs().get(Tables.STAGING);
    this.snapshotId = staging == null || rows == 0 ? -1 : staging.snapshotId();
  }

  /** How many rows were written. */
  long rows() {
    return rows;
  }

  JavaRDD<FactChunk> facts() {
    return scan == null || merge == null
        ? JavaSparkContext.fromSparkContext(tables.spark().sparkContext()).emptyRDD()
        : scan.facts().union(merge.facts());
  }

  /**
   * The days from the first to the last that have facts of earlier nights, or whose facts were
   * changed after they were scanned: these must be read from the table.
   */
  Set<LocalDate> incompleteDays(LocalDate first, LocalDate last) {
    attempts.refresh();
    Set<LocalDate> days = new TreeSet<>();
    Snapshot published = attempts.currentSnapshot();
    long end = published == null ? -1 : published.snapshotId();
    if (published != null) {
      each(first, last, end, task -> days.add(day(task.file())));
    }
    SnapshotRef staging = attempts.refs().get(Tables.STAGING);
    Snapshot snapshot = staging == null ? null : attempts.snapshot(staging.snapshotId());
    while (snapshot != null && snapshot.snapshotId() != end) {
      if (snapshot.snapshotId() != snapshotId) {
        snapshot.addedDataFiles(attempts.io()).forEach(file -> days.add(day(file)));
        snapshot.removedDataFiles(attempts.io()).forEach(file -> days.add(day(file)));
        snapshot.addedDeleteFiles(attempts.io()).forEach(file -> days.add(day(file)));
      }
      Long parent = snapshot.parentId();
      snapshot = parent == null ? null : attempts.snapshot(parent);
    }
    days.removeIf(day -> day.isBefore(first) || day.isAfter(last));
    return days;
  }

  /** How many rows the table holds for these days, this night's included. */
  long storedRows(Set<LocalDate> days) {
    SnapshotRef staging = attempts.refs().get(Tables.STAGING);
    Snapshot head =
        staging == null ? attempts.currentSnapshot() : attempts.snapshot(staging.snapshotId());
    long[] count = new long[1];
    if (head != null && !days.isEmpty()) {
      TreeSet<LocalDate> sorted = new TreeSet<>(days);
      each(
          sorted.first(),
          sorted.last(),
          head.snapshotId(),
          task -> count[0] += days.contains(day(task.file())) ? task.file().recordCount() : 0);
    }
    return count[0];
  }

  @Override
  public void close() {
    if (scan != null && merge != null) {
      scan.close();
      merge.close();
    }
  }

  private void each(
      LocalDate first,
      LocalDate last,
      long snapshot,
      java.util.function.Consumer<FileScanTask> sink) {
    TableScan files =
        attempts
            .newScan()
            .useSnapshot(snapshot)
            .filter(
                Expressions.and(
                    Expressions.greaterThanOrEqual("event_date", (int) first.toEpochDay()),
                    Expressions.lessThanOrEqual("event_date", (int) last.toEpochDay())));
    try (CloseableIterable<FileScanTask> tasks = files.planFiles()) {
      tasks.forEach(sink);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot plan " + attempts.name(), failure);
    }
  }

  // The table's outermost partition is the day of the event.
  private static LocalDate day(ContentFile<?> file) {
    return LocalDate.ofEpochDay(file.partition().get(0, Integer.class));
  }
}
