package modori.spark.tables;

import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriter;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column of a batch, side by side in memory: walking down a column of row objects
 * would wait for memory at every value.
 */
sealed interface BatchColumn permits NumberColumn, RepeatedTextColumn, VariedTextColumn {
  /** The next row's value. */
  void add(@Nullable Object value);

  /** The order of two rows by this column, absent values first. */
  int compare(int one, int other);

  /** The value of a row, as it was added. */
  @Nullable Object value(int row);

  /** Whether two rows have the same value. */
  default boolean same(int one, int other) {
    return compare(one, other) == 0;
  }

  /**
   * Writes the rows {@code order[from]} to {@code order[to - 1]}.
   *
   * @param present the definition level of a value; 0 where none may be absent
   */
  void write(ColumnWriter writer, int present, int[] order, int from, int to);

  /** Forgets all rows. */
  void clear();

  /** Writes that a value is absent. */
  static void writeNull(ColumnWriter writer, int present) {
    if (present == 0) {
      throw new IllegalStateException("a value is absent that the schema requires");
    }
    writer.writeNull(0, 0);
  }
}
