package modori.spark.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one table into Parquet files, one per partition; rows are sorted within batches.
 * The files belong to nobody until their list is committed.
 */
public final class RowWriter implements AutoCloseable {
  private static final int BATCH_ROWS = 1 << 13;

  private final Table table;
  private final TableDefinition definition;
  private final OutputFileFactory files;
  private final PartitionKey partition;
  private final InternalRecordWrapper wrapper;
  private final Comparator<Record> order;
  private final int[] partitionPositions;
  private final List<Record> batch = new ArrayList<>();
  private final Map<String, DataWriter<Record>> writers = new TreeMap<>();
  private @Nullable Record lastRow;
  private @Nullable DataWriter<Record> lastWriter;
  private long rows;

  /**
   * A writer for one task.
   *
   * @param table as loaded or as {@code SerializableTable}
   * @param task number of the task, part of the files' names
   * @param attempt number of the task's attempt
   */
  public RowWriter(Table table, TableDefinition definition, int task, long attempt) {
    this.table = table;
    this.definition = definition;
    this.files =
        OutputFileFactory.builderFor(table, task, attempt).format(FileFormat.PARQUET).build();
    this.partition = new PartitionKey(table.spec(), table.schema());
    this.wrapper = new InternalRecordWrapper(table.schema().asStruct());
    this.partitionPositions = positions(definition, definition.partitionColumns());
    this.order = order(partitionPositions, positions(definition, definition.sortColumns()));
  }

  /** An empty row of the table. */
  public GenericRecord row() {
    return GenericRecord.create(definition.schema());
  }

  /** Takes a row; it must not be changed afterwards. */
  public void write(Record row) {
    batch.add(row);
    rows++;
    if (batch.size() >= BATCH_ROWS) {
      flush();
    }
  }

  /** Rows taken so far. */
  public long rows() {
    return rows;
  }

  /** Finishes the files and names them. */
  public List<DataFile> finish() {
    flush();
    List<DataFile> written = new ArrayList<>();
    try {
      for (DataWriter<Record> writer : writers.values()) {
        writer.close();
        written.add(writer.toDataFile());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + definition.name(), failure);
    }
    writers.clear();
    return written;
  }

  @Override
  public void close() {
    for (DataWriter<Record> writer : writers.values()) {
      try {
        writer.close();
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot close a file of " + definition.name(), failure);
      }
    }
    writers.clear();
  }

  private void flush() {
    batch.sort(order);
    for (Record row : batch) {
      writer(row).write(row);
    }
    batch.clear();
  }

  private DataWriter<Record> writer(Record row) {
    DataWriter<Record> last = lastWriter;
    if (last == null || !samePartition(row)) {
      last = partitionWriter(row);
      lastWriter = last;
    }
    lastRow = row;
    return last;
  }

  private boolean samePartition(Record row) {
    Record before = lastRow;
    for (int position : partitionPositions) {
      if (before == null || !Objects.equals(before.get(position), row.get(position))) {
        return false;
      }
    }
    return true;
  }

  private DataWriter<Record> partitionWriter(Record row) {
    if (table.spec().isUnpartitioned()) {
      return writers.computeIfAbsent("", all -> open(null));
    }
    partition.partition(wrapper.wrap(row));
    String path = partition.toPath();
    DataWriter<Record> writer = writers.get(path);
    if (writer == null) {
      writer = open(partition.copy());
      writers.put(path, writer);
    }
    return writer;
  }

  private DataWriter<Record> open(@Nullable PartitionKey key) {
    EncryptedOutputFile file =
        key == null ? files.newOutputFile() : files.newOutputFile(table.spec(), key);
    try {
      Parquet.DataWriteBuilder builder =
          Parquet.writeData(file.encryptingOutputFile())
              .forTable(table)
              .createWriterFunc(type -> new RowValueWriter(definition.schema(), type))
              .withSpec(table.spec())
              .overwrite();
      return (key == null ? builder : builder.withPartition(key)).build();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + definition.name(), failure);
    }
  }

  // Rows of one partition stand together, in the order of the table.
  private static Comparator<Record> order(int[] partitionPositions, int[] sortPositions) {
    int[] positions =
        IntStream.concat(Arrays.stream(partitionPositions), Arrays.stream(sortPositions)).toArray();
    return (one, other) -> {
      for (int position : positions) {
        int order = compare(one.get(position), other.get(position));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compare(Object one, Object other) {
    return one == other ? 0 : ((Comparable) one).compareTo(other);
  }

  private static int[] positions(TableDefinition definition, List<String> columns) {
    return columns.stream().mapToInt(column -> position(definition, column)).toArray();
  }

  private static int position(TableDefinition definition, String column) {
    for (int i = 0; i < definition.schema().columns().size(); i++) {
      if (definition.schema().columns().get(i).name().equals(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException(definition.name() + " has no column " + column);
  }
}
