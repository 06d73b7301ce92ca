package modori.spark.tables;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.bloomfilter.BlockSplitBloomFilter;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;

/**
 * The values of a column that rows are looked for by: a file tells in a hundredth of its size which
 * values it surely does not hold (Parquet format, bloom filters).
 */
final class SoughtValues {
  private static final double WRONGLY_FOUND = 0.01;

  private final BloomFilter hash =
      new BlockSplitBloomFilter(BlockSplitBloomFilter.LOWER_BOUND_BYTES);
  private long[] hashes = new long[1024];
  private int count;

  /** Adds a value. */
  void add(byte[] bytes, int from, int to) {
    long value = hash.hash(Binary.fromReusedByteArray(bytes, from, to - from));
    // Rows are sorted within a batch.
    if (count > 0 && hashes[count - 1] == value) {
      return;
    }
    if (count == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    hashes[count++] = value;
  }

  /** What the file tells. */
  BloomFilter filter() {
    Arrays.sort(hashes, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        hashes[distinct++] = hashes[i];
      }
    }
    BloomFilter filter =
        new BlockSplitBloomFilter(
            BlockSplitBloomFilter.optimalNumOfBits(Math.max(1, distinct), WRONGLY_FOUND)
                / Byte.SIZE);
    for (int i = 0; i < distinct; i++) {
      filter.insertHash(hashes[i]);
    }
    return filter;
  }
}
