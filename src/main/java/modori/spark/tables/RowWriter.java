package modori.spark.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.io.OutputFileFactory;

/**
 * Writes rows of one table into Parquet files, one per partition and group; rows are sorted within
 * batches. The files belong to nobody until their list is committed.
 */
public final class RowWriter implements AutoCloseable {
  private static final int BATCH_ROWS = 1 << 13;
  private static final long FILE_BYTES = 16L << 20;

  private final Table table;
  private final TableDefinition definition;
  private final OutputFileFactory files;
  private final PartitionKey partition;
  private final InternalRecordWrapper wrapper;
  private final Map<Integer, RowBatch> batches = new TreeMap<>();
  private final PageScratch scratch = new PageScratch(BATCH_ROWS);
  private final Map<String, ParquetRows> open = new TreeMap<>();
  private final List<DataFile> full = new ArrayList<>();
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
  }

  /** An empty row of the table. */
  public GenericRecord row() {
    return GenericRecord.create(definition.schema());
  }

  /** Takes the values of a row; the row may be changed afterwards. */
  public void write(Record row) {
    int group = definition.group().applyAsInt(row);
    RowBatch batch = batches.get(group);
    if (batch == null) {
      batch = new RowBatch(definition);
      batches.put(group, batch);
    }
    batch.add(row);
    rows++;
    if (batch.rows() == BATCH_ROWS) {
      flush(group, batch);
    }
  }

  /** Rows taken so far. */
  public long rows() {
    return rows;
  }

  /** Finishes the files and names them. */
  public List<DataFile> finish() {
    batches.forEach(this::flush);
    List<DataFile> written = new ArrayList<>(full);
    open.values().forEach(file -> written.add(finish(file)));
    open.clear();
    return written;
  }

  @Override
  public void close() {
    open.clear();
    scratch.close();
  }

  private DataFile finish(ParquetRows file) {
    try {
      return file.finish();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + definition.name(), failure);
    }
  }

  private void flush(int group, RowBatch batch) {
    int[] order = batch.order();
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && batch.sameFile(order[from], order[to])) {
        to++;
      }
      write(group, batch, order, from, to);
      from = to;
    }
    batch.clear();
  }

  private void write(int group, RowBatch batch, int[] order, int from, int to) {
    partition.partition(wrapper.wrap(batch.partition(order[from])));
    String path = (table.spec().isUnpartitioned() ? "" : partition.toPath()) + '#' + group;
    ParquetRows file = open.computeIfAbsent(path, any -> open(batch));
    file.add(batch, order, from, to);
    // It is held in memory until it is finished: so it is not large.
    if (file.bytes() > FILE_BYTES) {
      full.add(finish(file));
      open.remove(path);
    }
  }

  private ParquetRows open(RowBatch batch) {
    PartitionKey key = table.spec().isUnpartitioned() ? null : partition.copy();
    EncryptedOutputFile file =
        key == null ? files.newOutputFile() : files.newOutputFile(table.spec(), key);
    return new ParquetRows(table, file, key, batch, scratch);
  }
}
