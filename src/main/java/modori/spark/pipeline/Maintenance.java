package modori.spark.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the warehouse small: takes out rows that are too old, puts small files together, removes
 * snapshots and files that nobody needs. What was the current state within the last hours stays.
 */
public final class Maintenance {
  private static final long FILE_BYTES = 128L << 20;

  private final SparkSession spark;
  private final Warehouse warehouse;
  private final String directory;
  private final Progress progress;

  /** Works on the tables of a warehouse; the caller holds its lock. */
  public Maintenance(SparkSession spark, Warehouse warehouse, String directory, Progress progress) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * What was done.
   *
   * @param rows removed rows by table
   * @param filesBefore data files that were put together
   * @param filesAfter what they became
   * @param snapshots that were removed
   * @param files that were removed
   * @param manifest as it was written; null where no night has ever been published
   */
  public record Done(
      Map<String, Long> rows,
      long filesBefore,
      long filesAfter,
      long snapshots,
      long files,
      @Nullable Manifest manifest) {
    /** Copies. */
    public Done {
      rows = Map.copyOf(rows);
    }
  }

  /**
   * Maintains.
   *
   * @param keep how long a state that is no more the current one can still be read
   * @throws IOException where tables or files cannot be read or written
   */
  public Done run(Retention retention, Duration keep) throws IOException {
    progress.step("plan");
    warehouse.create();
    Recovery.run(warehouse);
    Upkeep.Latest latest = Upkeep.latest(warehouse);
    if (latest == null) {
      return new Done(Map.of(), 0, 0, 0, 0, null);
    }
    Run run = new Run();
    Upkeep upkeep = new Upkeep(spark, warehouse, run);
    Tables tables = new Tables(spark, warehouse);
    progress.step("retention");
    Map<String, Long> rows = removeRows(tables, retention, latest.asOf());
    tables.publish(run.id);
    progress.step("compact");
    long[] compacted = new long[2];
    for (TableDefinition definition : MailTables.ALL) {
      compact(tables.staged(definition), compacted);
    }
    progress.step("publish");
    upkeep.end(tables, RunKind.MAINTAIN, latest);
    progress.step("sweep");
    long until = System.currentTimeMillis() - keep.toMillis();
    Upkeep.Swept swept = upkeep.sweep(until, until);
    progress.done();
    long files = swept.files() + swept.orphans();
    ObjectNode told =
        JsonNodeFactory.instance
            .objectNode()
            .put("run_id", run.id)
            .put("kind", RunKind.MAINTAIN.columnValue())
            .put("exit_code", ExitCode.DONE)
            .put("version", StateRows.version())
            .put("started_at", run.startedAt.truncatedTo(ChronoUnit.MILLIS).toString())
            .put("finished_at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("kept_hours", keep.toHours());
    retention.days().forEach(told.putObject("kept_days")::put);
    rows.forEach(told.putObject("rows_removed")::put);
    told.put("files_compacted", compacted[0])
        .put("files_written", compacted[1])
        .put("snapshots_removed", swept.snapshots())
        .put("files_removed", swept.files())
        .put("orphan_files_removed", swept.orphans());
    Manifest manifest = Manifest.write(directory, run.id, told);
    return new Done(rows, compacted[0], compacted[1], swept.snapshots(), files, manifest);
  }

  private static Map<String, Long> removeRows(Tables tables, Retention retention, LocalDate asOf) {
    Map<String, Long> removed = new TreeMap<>();
    for (TableDefinition definition : MailTables.ALL) {
      String tooOld = retention.tooOld(definition, asOf);
      if (tooOld.isEmpty() || tables.isEmpty(definition)) {
        continue;
      }
      long rows = tables.dataset(definition).where(tooOld).count();
      if (rows > 0) {
        tables.change(definition, "DELETE FROM %s WHERE " + tooOld);
        removed.put(definition.name(), rows);
      }
    }
    return removed;
  }

  // Files of different partitions, and so of different days and runs, are never put together.
  private void compact(Table table, long[] counts) {
    table.refresh();
    if (table.currentSnapshot() == null) {
      return;
    }
    RewriteDataFiles action =
        SparkActions.get(spark)
            .rewriteDataFiles(table)
            .option(RewriteDataFiles.TARGET_FILE_SIZE_BYTES, Long.toString(FILE_BYTES));
    RewriteDataFiles.Result result =
        (table.sortOrder().isSorted() ? action.sort() : action.binPack()).execute();
    counts[0] += result.rewrittenDataFilesCount();
    counts[1] += result.addedDataFilesCount();
    table.refresh();
  }
}
