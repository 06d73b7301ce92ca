package modori.spark.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import modori.spark.tables.MailTables;
import modori.spark.tables.SparkRow;
import modori.spark.tables.StoredRow;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.TableScan;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.ReplacePartitions;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Type;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * The tables during a night: all changes go to a staging branch of each table; nobody else sees
 * them before {@link #publish}.
 */
final class Tables {
  /** Name of the branch that a night writes to. */
  static final String STAGING = "staging";

  private final SparkSession spark;
  private final Warehouse warehouse;
  private final Map<String, Table> loaded = new LinkedHashMap<>();
  private final Map<String, Broadcast<Table>> shared = new HashMap<>();

  Tables(SparkSession spark, Warehouse warehouse) {
    this.spark = spark;
    this.warehouse = warehouse;
  }

  SparkSession spark() {
    return spark;
  }

  /** The table's handle; changes by this object are seen through it. */
  Table staged(TableDefinition definition) {
    return loaded.computeIfAbsent(definition.name(), any -> warehouse.table(definition));
  }

  /** Adds files. */
  void append(TableDefinition definition, List<DataFile> files) {
    if (files.isEmpty()) {
      return;
    }
    AppendFiles append = staged(definition).newAppend().toBranch(STAGING);
    files.forEach(append::appendFile);
    append.commit();
  }

  /** Puts files in the place of all rows of the partitions that they have rows of. */
  void replacePartitions(TableDefinition definition, List<DataFile> files) {
    if (files.isEmpty()) {
      return;
    }
    ReplacePartitions replace = staged(definition).newReplacePartitions().toBranch(STAGING);
    files.forEach(replace::addFile);
    replace.commit();
  }

  /** Puts files in the place of all rows that the filter covers: whole files only. */
  void replace(TableDefinition definition, Expression filter, List<DataFile> files) {
    Table table = staged(definition);
    if (files.isEmpty() && head(table) == null) {
      return;
    }
    OverwriteFiles overwrite = table.newOverwrite().overwriteByRowFilter(filter).toBranch(STAGING);
    files.forEach(overwrite::addFile);
    overwrite.commit();
  }

  /**
   * Changes attempts of these days.
   *
   * @return how many rows were taken out
   */
  long rewriteAttempts(Collection<LocalDate> days, RowRewrite.Change change) {
    return rewrite(MailTables.DELIVERY_ATTEMPT, "event_id", attemptDays(days), change);
  }

  /**
   * Changes rows in the files that may hold what the filter wants.
   *
   * @return how many rows were taken out
   */
  long rewrite(
      TableDefinition definition, String idColumn, Expression filter, RowRewrite.Change change) {
    Table table = staged(definition);
    SnapshotRef head = head(table);
    if (head == null) {
      return 0;
    }
    List<RowRewrite.Rewritten> all;
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(head.snapshotId()).filter(filter).planFiles()) {
      all =
          RowRewrite.run(
              JavaSparkContext.fromSparkContext(spark.sparkContext()),
              table,
              definition,
              idColumn,
              tasks,
              change);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot plan " + definition.name(), failure);
    }
    long rowsOut = 0;
    if (all.stream().anyMatch(one -> !one.surplus().isEmpty())) {
      openStaging(definition);
      OverwriteFiles overwrite = table.newOverwrite().toBranch(STAGING);
      for (RowRewrite.Rewritten one : all) {
        one.surplus().forEach(overwrite::deleteFile);
        one.written().forEach(overwrite::addFile);
        rowsOut += one.rowsOut();
      }
      overwrite.commit();
    }
    return rowsOut;
  }

  /** Runs a statement on the staging branch; %s stands for the table. */
  void change(TableDefinition definition, String statement) {
    openStaging(definition);
    spark.sql(statement.replaceFirst("%s", name(definition) + ".branch_" + STAGING));
    staged(definition).refresh();
  }

  /** Begins the staging branch where main stands. */
  private void openStaging(TableDefinition definition) {
    Table table = staged(definition);
    table.refresh();
    if (!table.refs().containsKey(STAGING) && table.currentSnapshot() != null) {
      table.manageSnapshots().createBranch(STAGING, table.currentSnapshot().snapshotId()).commit();
    }
  }

  static String name(TableDefinition definition) {
    return Warehouse.CATALOG + "." + Warehouse.MAIL + "." + definition.name();
  }

  /**
   * The rows as they stand on the staging branch, or in main where this night has not changed them.
   */
  Dataset<Row> dataset(TableDefinition definition) {
    Table table = staged(definition);
    table.refresh();
    String name = name(definition);
    boolean isStaged = table.refs().containsKey(STAGING);
    return isStaged ? spark.read().option("branch", STAGING).table(name) : spark.table(name);
  }

  /**
   * Reads rows in this process, as they stand on the staging branch or in main: for small tables.
   *
   * @param columns those that are needed; empty for all
   */
  void each(
      TableDefinition definition, Expression filter, List<String> columns, Consumer<Record> sink)
      throws IOException {
    Table table = staged(definition);
    SnapshotRef head = head(table);
    if (head == null) {
      return;
    }
    IcebergGenerics.ScanBuilder scan =
        IcebergGenerics.read(table).useSnapshot(head.snapshotId()).where(filter);
    try (CloseableIterable<Record> rows =
        (columns.isEmpty() ? scan : scan.select(columns)).build()) {
      rows.forEach(sink);
    }
  }

  /** Whether any row may match, by what the table's metadata tells of its files. */
  boolean mayHave(TableDefinition definition, Expression filter) {
    Table table = staged(definition);
    SnapshotRef head = head(table);
    if (head == null) {
      return false;
    }
    try (CloseableIterable<FileScanTask> files =
        table.newScan().useSnapshot(head.snapshotId()).filter(filter).planFiles()) {
      return files.iterator().hasNext();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot plan " + definition.name(), failure);
    }
  }

  /** How many rows the table holds, this night's changes included, by its metadata. */
  long rowCount(TableDefinition definition) {
    Table table = staged(definition);
    SnapshotRef head = head(table);
    if (head == null) {
      return 0;
    }
    return rowCount(table, table.snapshot(head.snapshotId()));
  }

  /** How many rows the files have that may hold what the filter wants, by the table's metadata. */
  long rowCount(TableDefinition definition, Expression filter) {
    Table table = staged(definition);
    SnapshotRef head = head(table);
    if (head == null) {
      return 0;
    }
    long rows = 0;
    try (CloseableIterable<FileScanTask> files =
        table.newScan().useSnapshot(head.snapshotId()).filter(filter).planFiles()) {
      for (FileScanTask task : files) {
        rows += task.file().recordCount();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot plan " + definition.name(), failure);
    }
    return rows;
  }

  /**
   * How many rows a snapshot holds, by its manifests. Its own summary does not do: on a new branch
   * its totals begin with 0.
   */
  static long rowCount(Table table, Snapshot snapshot) {
    long rows = 0;
    for (ManifestFile manifest : snapshot.dataManifests(table.io())) {
      Long added = manifest.addedRowsCount();
      Long existing = manifest.existingRowsCount();
      rows += (added == null ? 0 : added) + (existing == null ? 0 : existing);
    }
    return rows;
  }

  /** Published rows of delivery_attempt by day, by its metadata; both days are included. */
  Map<LocalDate, Long> publishedAttempts(LocalDate first, LocalDate last) {
    Table table = staged(MailTables.DELIVERY_ATTEMPT);
    return attempts(table, table.refs().get(SnapshotRef.MAIN_BRANCH), first, last);
  }

  /** The same with this night's changes. */
  Map<LocalDate, Long> stagedAttempts(LocalDate first, LocalDate last) {
    Table table = staged(MailTables.DELIVERY_ATTEMPT);
    return attempts(table, head(table), first, last);
  }

  private static Map<LocalDate, Long> attempts(
      Table table, @Nullable SnapshotRef ref, LocalDate first, LocalDate last) {
    Map<LocalDate, Long> rows = new TreeMap<>();
    if (ref == null) {
      return rows;
    }
    Expression days =
        Expressions.and(
            Expressions.greaterThanOrEqual("event_date", (int) first.toEpochDay()),
            Expressions.lessThanOrEqual("event_date", (int) last.toEpochDay()));
    try (CloseableIterable<FileScanTask> files =
        table.newScan().useSnapshot(ref.snapshotId()).filter(days).planFiles()) {
      for (FileScanTask task : files) {
        // The table's outermost partition is the day of the event.
        int day = task.file().partition().get(0, Integer.class);
        rows.merge(LocalDate.ofEpochDay(day), task.file().recordCount(), Long::sum);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot plan " + table.name(), failure);
    }
    return rows;
  }

  /** Columns of a small table's rows, this night's changes included; the caller closes it. */
  CloseableIterable<Record> read(TableDefinition definition, Expression filter, String... columns) {
    Table table = staged(definition);
    SnapshotRef head = head(table);
    return head == null
        ? CloseableIterable.empty()
        : IcebergGenerics.read(table)
            .useSnapshot(head.snapshotId())
            .where(filter)
            .select(columns)
            .build();
  }

  /**
   * Columns of the rows in the files that may hold what the filter wants, read by the executors; of
   * a filter on the table's partitions these are the wanted rows alone.
   */
  JavaRDD<StoredRow> stored(TableDefinition definition, Expression filter, List<String> columns) {
    Table table = staged(definition);
    SnapshotRef head = head(table);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    if (head == null) {
      return context.emptyRDD();
    }
    try (CloseableIterable<FileScanTask> files =
        table.newScan().useSnapshot(head.snapshotId()).filter(filter).planFiles()) {
      return TableScan.rows(
          context,
          shared.computeIfAbsent(
              definition.name(), any -> context.broadcast(SerializableTable.copyOf(table))),
          files,
          columns);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot plan " + definition.name(), failure);
    }
  }

  /** The attempts of days between the two, both included; null for no bound. */
  static Expression attemptDays(@Nullable LocalDate first, @Nullable LocalDate last) {
    return days("event_date", first, last);
  }

  /** The rows whose day lies between the two, both included; null for no bound. */
  static Expression days(String column, @Nullable LocalDate first, @Nullable LocalDate last) {
    Expression from =
        first == null
            ? everything()
            : Expressions.greaterThanOrEqual(column, (int) first.toEpochDay());
    return last == null
        ? from
        : Expressions.and(from, Expressions.lessThanOrEqual(column, (int) last.toEpochDay()));
  }

  /** The attempts of these days. */
  static Expression attemptDays(Collection<LocalDate> days) {
    return Expressions.in(
        "event_date", days.stream().map(day -> (int) day.toEpochDay()).distinct().toArray());
  }

  /** A text of a row that {@link #rows} gives; null where it is absent. */
  static @Nullable String text(InternalRow row, int column) {
    return row.isNullAt(column) ? null : row.getUTF8String(column).toString();
  }

  /** Columns of all rows. */
  JavaRDD<InternalRow> rows(TableDefinition definition, List<String> columns) {
    return rows(definition, columns, everything());
  }

  /** Columns of the rows that {@link #stored} gives. */
  JavaRDD<InternalRow> rows(TableDefinition definition, List<String> columns, Expression filter) {
    Schema schema = staged(definition).schema();
    List<Type.TypeID> types = new ArrayList<>();
    columns.forEach(column -> types.add(schema.findType(column).typeId()));
    return stored(definition, filter, columns).map(row -> SparkRow.copy(row, types));
  }

  /** Makes the night's changes of every table visible and names them after the run. */
  void publish(String runId) {
    for (Table table : loaded.values()) {
      table.refresh();
      SnapshotRef staging = table.refs().get(STAGING);
      if (staging == null) {
        continue;
      }
      ManageSnapshots manage = table.manageSnapshots();
      if (table.refs().containsKey(SnapshotRef.MAIN_BRANCH)) {
        manage.fastForwardBranch(SnapshotRef.MAIN_BRANCH, STAGING);
      } else {
        manage.createBranch(SnapshotRef.MAIN_BRANCH, staging.snapshotId());
      }
      manage.createTag("run_" + runId, staging.snapshotId()).removeBranch(STAGING).commit();
    }
  }

  /**
   * Where every table but run stands, by name; without the tables that never had a row. The table
   * run holds its own truth.
   */
  Map<String, Long> snapshots() {
    Map<String, Long> snapshots = new LinkedHashMap<>();
    for (TableDefinition definition : MailTables.ALL) {
      Table table = staged(definition);
      table.refresh();
      if (definition != MailTables.RUN && table.currentSnapshot() != null) {
        snapshots.put(definition.name(), table.currentSnapshot().snapshotId());
      }
    }
    return snapshots;
  }

  /** Whether the table has no row, by this night's changes. */
  boolean isEmpty(TableDefinition definition) {
    return rowCount(definition) == 0;
  }

  static Expression everything() {
    return Expressions.alwaysTrue();
  }

  private static @Nullable SnapshotRef head(Table table) {
    table.refresh();
    SnapshotRef staging = table.refs().get(STAGING);
    return staging == null ? table.refs().get(SnapshotRef.MAIN_BRANCH) : staging;
  }
}
