package modori.spark.tables;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column of a batch, side by side in memory: walking down a column of row objects
 * would wait for memory at every value.
 */
sealed interface BatchColumn permits NumberColumn, RepeatedTextColumn, VariedTextColumn {
  /** The next row's value. */
  void add(@Nullable Object value);

  /** The last value again, for the next rows; there must be one. */
  void repeat(int count);

  /** The order of two rows by this column, absent values first. */
  int compare(int one, int other);

  /** Whether all rows have the same value, as far as that is known without a look at them. */
  boolean uniform();

  /**
   * A number for each row: equal for equal values, and in the order of the values.
   *
   * @param ranks takes the numbers, none of them below 0
   */
  default void rank(int[] ranks, int rows) {
    Integer[] sorted = new Integer[rows];
    Arrays.setAll(sorted, i -> i);
    Arrays.sort(sorted, this::compare);
    int rank = 0;
    for (int i = 0; i < rows; i++) {
      rank += i == 0 || same(sorted[i - 1], sorted[i]) ? 0 : 1;
      ranks[sorted[i]] = rank;
    }
  }

  /** The value of a row, as it was added. */
  @Nullable Object value(int row);

  /** Whether two rows have the same value. */
  default boolean same(int one, int other) {
    return uniform() || compare(one, other) == 0;
  }

  /** An empty column of a file for this column's values. */
  ColumnPages pages(ColumnDescriptor descriptor, PageScratch scratch);

  /**
   * Adds the rows {@code order[from]} to {@code order[to - 1]} as a page to what {@link #pages} has
   * made.
   */
  void write(ColumnPages pages, int[] order, int from, int to);

  /**
   * Forgets all rows.
   *
   * @return what takes the next batch's values
   */
  BatchColumn next();
}
