package modori.spark.pipeline;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowWriter;
import modori.spark.tables.TableDefinition;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SerializableTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Changes rows of a table by their ids: a file that holds one is written again, the others stay.
 * Does what SQL's MERGE does with one condition, without its joins.
 */
final class RowRewrite {
  private static final int FILES_PER_TASK = 4;

  private RowRewrite() {}

  /** What becomes of rows. */
  interface Change extends Serializable {
    /** Whether a row of this id may change; only files with such a row are read whole. */
    boolean concerns(String id);

    /** The row as it is to be; null to take it out. It may be the same row, changed. */
    @Nullable Record of(Record row);
  }

  /**
   * What was done.
   *
   * @param surplus files whose rows stand elsewhere now
   * @param written the files where they stand
   * @param rowsOut rows that were taken out
   */
  record Rewritten(List<DataFile> surplus, List<DataFile> written, long rowsOut)
      implements Serializable {}

  /** Rewrites the files of a table; the caller commits. */
  static List<Rewritten> run(
      JavaSparkContext context,
      Table table,
      TableDefinition definition,
      String idColumn,
      Iterable<FileScanTask> tasks,
      Change change) {
    List<DataFile> files = new ArrayList<>();
    for (FileScanTask task : tasks) {
      if (!task.deletes().isEmpty()) {
        throw new IllegalStateException(
            definition.name() + " has delete files, which modori does not write: compact it first");
      }
      files.add(task.file().copyWithoutStats());
    }
    Broadcast<Table> shared = context.broadcast(SerializableTable.copyOf(table));
    Broadcast<Change> changes = context.broadcast(change);
    String name = definition.name();
    try {
      return files.isEmpty()
          ? List.of()
          : context
              .parallelize(files, (files.size() + FILES_PER_TASK - 1) / FILES_PER_TASK)
              .mapPartitions(part -> rewrite(part, shared.value(), name, idColumn, changes.value()))
              .collect();
    } finally {
      changes.destroy();
      shared.destroy();
    }
  }

  private static Iterator<Rewritten> rewrite(
      Iterator<DataFile> files, Table table, String name, String idColumn, Change change) {
    TableDefinition definition = definition(name).withColumnsOf(table.schema());
    TaskContext task = TaskContext.get();
    List<DataFile> surplus = new ArrayList<>();
    long rowsOut = 0;
    try (RowWriter writer =
        new RowWriter(table, definition, task.partitionId(), task.taskAttemptId())) {
      while (files.hasNext()) {
        DataFile file = files.next();
        if (concerns(table, file, table.schema().select(idColumn), change)) {
          surplus.add(file);
          rowsOut += copy(table, file, definition.schema(), change, writer);
        }
      }
      return List.of(new Rewritten(surplus, writer.finish(), rowsOut)).iterator();
    }
  }

  private static boolean concerns(Table table, ContentFile<?> file, Schema id, Change change) {
    try (CloseableIterable<Record> rows = read(table, file, id)) {
      for (Record row : rows) {
        if (change.concerns((String) row.get(0))) {
          return true;
        }
      }
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file.location(), failure);
    }
  }

  private static long copy(
      Table table, ContentFile<?> file, Schema schema, Change change, RowWriter writer) {
    long out = 0;
    try (CloseableIterable<Record> rows = read(table, file, schema)) {
      for (Record row : rows) {
        Record changed = change.of(row);
        if (changed == null) {
          out++;
        } else {
          writer.write(changed);
        }
      }
      return out;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file.location(), failure);
    }
  }

  private static CloseableIterable<Record> read(Table table, ContentFile<?> file, Schema schema) {
    return Parquet.read(table.io().newInputFile(file.location()))
        .project(schema)
        .createReaderFunc(type -> GenericParquetReaders.buildReader(schema, type))
        .reuseContainers()
        .build();
  }

  private static TableDefinition definition(String name) {
    return MailTables.ALL.stream()
        .filter(definition -> definition.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table " + name));
  }
}
