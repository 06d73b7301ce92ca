package modori.spark.tables;

import com.github.luben.zstd.ZstdCompressCtx;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
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

  /** An empty column of a file for this column's values. */
  ColumnPages pages(ColumnDescriptor descriptor, ZstdCompressCtx zstd, PageBytes body);

  /**
   * Adds the rows {@code order[from]} to {@code order[to - 1]} to what {@link #pages} has made; the
   * page must have room for them.
   */
  void write(ColumnPages pages, int[] order, int from, int to);

  /** Forgets all rows. */
  void clear();
}
