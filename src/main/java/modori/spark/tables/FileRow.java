package modori.spark.tables;

import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Converter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.GroupConverter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A row of a Parquet file. A column is decoded from the first row on that is asked for it, and the
 * values of rows that are not asked for it are passed over.
 */
final class FileRow implements StoredRow {
  private final @Nullable StoredColumn[] columns;
  private long row = -1;

  /**
   * Before the first row of a row group.
   *
   * @param schema the columns that were read
   * @param places by column its place in the schema; negative where the file has no such column
   */
  FileRow(PageReadStore pages, MessageType schema, List<Integer> places, @Nullable String writer) {
    StoredColumn[] read = new StoredColumn[schema.getFieldCount()];
    ColumnReadStore store = new ColumnReadStoreImpl(pages, new Columns(read), schema, writer);
    for (int i = 0; i < read.length; i++) {
      read[i] = new StoredColumn(store, schema.getColumns().get(i));
    }
    columns = new StoredColumn[places.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = places.get(i) < 0 ? null : read[places.get(i)];
    }
  }

  /** Goes on to the next row. */
  void advance() {
    row++;
  }

  @Override
  public boolean isAbsent(int column) {
    StoredColumn its = columns[column];
    return its == null || its.isAbsent(row);
  }

  @Override
  public @Nullable String text(int column) {
    StoredColumn its = columns[column];
    return its == null || its.isAbsent(row) ? null : its.text(row);
  }

  @Override
  public boolean holds(int column, Binary text) {
    StoredColumn its = columns[column];
    return its != null && its.holds(row, text);
  }

  @Override
  public long number(int column) {
    return present(column).number(row);
  }

  @Override
  public double fraction(int column) {
    return present(column).fraction(row);
  }

  @Override
  public boolean isSet(int column) {
    return present(column).number(row) != 0;
  }

  @Override
  public byte[] bytes(int column) {
    return present(column).bytes(row);
  }

  private StoredColumn present(int column) {
    StoredColumn its = columns[column];
    if (its == null || its.isAbsent(row)) {
      throw new IllegalStateException("column " + column + " has no value");
    }
    return its;
  }

  /** Where Parquet asks for the columns. */
  private static final class Columns extends GroupConverter {
    private final StoredColumn[] columns;

    Columns(StoredColumn[] columns) {
      this.columns = columns;
    }

    @Override
    public Converter getConverter(int place) {
      return columns[place];
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
