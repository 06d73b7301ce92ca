package modori.spark.tables;

import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.parquet.TripleWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes flat rows straight into Parquet's columns, a batch at a time column by column.
 *
 * <p>Parquet asks for one row after the other. The rows that come next are announced; with the
 * first of them all are written, and the others are only counted. So no row group may end between
 * them: files are closed instead, see {@link RowWriter}.
 */
final class RowValueWriter implements ParquetValueWriter<Record> {
  private final ColumnDescriptor[] descriptors;
  private ColumnWriter[] writers = {};
  private @Nullable RowBatch announced;
  private int[] order = {};
  private int from;
  private int to;
  private int written;

  /** Writes rows of this schema; {@code file} is what Iceberg has made of it. */
  RowValueWriter(Schema schema, MessageType file) {
    descriptors =
        schema.columns().stream()
            .map(field -> file.getColumnDescription(new String[] {field.name()}))
            .toArray(ColumnDescriptor[]::new);
  }

  /**
   * The rows {@code order[from]} to {@code order[to - 1]} come next; all that was announced before
   * has come.
   */
  void announce(RowBatch rows, int[] order, int from, int to) {
    if (written != this.to - this.from) {
      throw new IllegalStateException("rows are missing that were announced");
    }
    this.announced = rows;
    this.order = order;
    this.from = from;
    this.to = to;
    written = 0;
  }

  @Override
  public void write(int repetitionLevel, Record any) {
    if (announced != null) {
      for (int i = 0; i < writers.length; i++) {
        announced.write(i, writers[i], descriptors[i].getMaxDefinitionLevel(), order, from, to);
      }
      announced = null;
    }
    written++;
  }

  @Override
  public List<TripleWriter<?>> columns() {
    return List.of();
  }

  @Override
  public void setColumnStore(ColumnWriteStore store) {
    writers = new ColumnWriter[descriptors.length];
    for (int i = 0; i < writers.length; i++) {
      writers[i] = store.getColumnWriter(descriptors[i]);
    }
  }
}
