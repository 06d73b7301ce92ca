package modori.spark.tables;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;

/** What is needed only while one page is being made: all files of one writer share it. */
final class PageScratch implements AutoCloseable {
  private static final int COMPRESSION_LEVEL = 1;

  /** For each row of the page 1 where it has a value and 0 where it has none. */
  final int[] levels;

  /** Which text or entry of a dictionary each value is. */
  final int[] ids;

  /** Numbers and other values of fixed width, as bits. */
  final long[] numbers;

  /** The page before it is packed. */
  final PageBytes body = new PageBytes(1 << 16);

  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(COMPRESSION_LEVEL);
  private byte[] packed = new byte[1 << 16];

  /** For pages of at most this many rows. */
  PageScratch(int mostRows) {
    levels = new int[mostRows];
    ids = new int[mostRows];
    numbers = new long[mostRows];
  }

  /** The body, packed. */
  byte[] pack() {
    int bound = (int) Zstd.compressBound(body.length());
    if (packed.length < bound) {
      packed = new byte[bound];
    }
    int length = zstd.compressByteArray(packed, 0, packed.length, body.array(), 0, body.length());
    return Arrays.copyOf(packed, length);
  }

  @Override
  public void close() {
    zstd.close();
  }
}
