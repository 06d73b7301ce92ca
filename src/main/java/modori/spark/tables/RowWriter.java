package modori.spark.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.parquet.Parquet;

/**
 * Writes rows of one table into Parquet files, one per partition; rows are sorted within batches.
 * The files belong to nobody until their list is committed.
 */
public final class RowWriter implements AutoCloseable {
  private static final int BATCH_ROWS = 1 << 13;
  private static final long FILE_BYTES = 16L << 20;

  /**
   * Also the size of a block where blocks have one: HDFS wants a multiple of its checksums' 512.
   */
  private static final String NEVER_REACHED = Integer.toString(1 << 30);

  private final Table table;
  private final TableDefinition definition;
  private final OutputFileFactory files;
  private final PartitionKey partition;
  private final InternalRecordWrapper wrapper;
  private final RowBatch batch;
  private final Map<String, OpenFile> open = new TreeMap<>();
  private final List<DataFile> full = new ArrayList<>();
  private long rows;

  /** A file that rows are being written to. */
  private record OpenFile(DataWriter<Record> writer, RowValueWriter values) {}

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
    this.batch = new RowBatch(definition);
  }

  /** An empty row of the table. */
  public GenericRecord row() {
    return GenericRecord.create(definition.schema());
  }

  /** Takes the values of a row; the row may be changed afterwards. */
  public void write(Record row) {
    batch.add(row);
    rows++;
    if (batch.rows() >= BATCH_ROWS) {
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
    List<DataFile> written = new ArrayList<>(full);
    open.values().forEach(file -> written.add(finish(file)));
    open.clear();
    return written;
  }

  @Override
  public void close() {
    open.values().forEach(this::finish);
    open.clear();
  }

  private DataFile finish(OpenFile file) {
    try {
      file.writer().close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + definition.name(), failure);
    }
    return file.writer().toDataFile();
  }

  private void flush() {
    int[] order = batch.order();
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && batch.samePartition(order[from], order[to])) {
        to++;
      }
      write(order, from, to);
      from = to;
    }
    batch.clear();
  }

  // A file has one row group, which is held in memory until the file is closed: so it is not large.
  private void write(int[] order, int from, int to) {
    Record first = batch.partition(order[from]);
    partition.partition(wrapper.wrap(first));
    String path = table.spec().isUnpartitioned() ? "" : partition.toPath();
    OpenFile file = open.computeIfAbsent(path, any -> open());
    file.values().announce(batch, order, from, to);
    for (int i = from; i < to; i++) {
      file.writer().write(first);
    }
    if (file.writer().length() > FILE_BYTES) {
      full.add(finish(file));
      open.remove(path);
    }
  }

  private OpenFile open() {
    PartitionKey key = table.spec().isUnpartitioned() ? null : partition.copy();
    EncryptedOutputFile file =
        key == null ? files.newOutputFile() : files.newOutputFile(table.spec(), key);
    AtomicReference<RowValueWriter> values = new AtomicReference<>();
    try {
      Parquet.DataWriteBuilder builder =
          Parquet.writeData(file.encryptingOutputFile())
              .forTable(table)
              .createWriterFunc(
                  type -> {
                    RowValueWriter made = new RowValueWriter(definition.schema(), type);
                    values.set(made);
                    return made;
                  })
              .set(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, NEVER_REACHED)
              .withSpec(table.spec())
              .overwrite();
      DataWriter<Record> writer = (key == null ? builder : builder.withPartition(key)).build();
      return new OpenFile(writer, Objects.requireNonNull(values.get()));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + definition.name(), failure);
    }
  }
}
