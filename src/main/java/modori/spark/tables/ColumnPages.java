package modori.spark.tables;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DictionaryPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * One column of one Parquet file: its values are packed into pages, a batch at a time (Parquet
 * format, data page V1). What Parquet's own writer does for every single value is done here once
 * per distinct value, since a batch already knows which of its texts are the same.
 */
abstract sealed class ColumnPages permits TextPages, NumberPages {
  /** All columns of a file end their pages at the same rows. */
  static final int PAGE_ROWS = 1 << 13;

  private static final int FIRST_BYTES = 256;
  private static final int MOST_BYTES = 1 << 16;

  private final ColumnDescriptor descriptor;
  private final boolean optional;
  private final ZstdCompressCtx zstd;
  private final PageBytes body;
  private final List<Page> pages = new ArrayList<>();
  private int[] levels = new int[0];
  private boolean mixed;
  private int rows;
  private int absent;
  private long bytes;

  private record Page(
      int rows, int bytes, byte[] packed, Statistics<?> statistics, Encoding encoding) {}

  /**
   * An empty column.
   *
   * @param body a buffer that columns may share
   */
  ColumnPages(ColumnDescriptor descriptor, ZstdCompressCtx zstd, PageBytes body) {
    this.descriptor = descriptor;
    this.optional = descriptor.getMaxDefinitionLevel() > 0;
    this.zstd = zstd;
    this.body = body;
  }

  /** How many rows fit into the page that is being filled; never 0. */
  final int room() {
    return PAGE_ROWS - rows;
  }

  /** Rows without a value, as many as fit into the page. */
  final void addAbsent(int count) {
    if (!optional) {
      throw new IllegalStateException("a value is absent that the schema requires: " + descriptor);
    }
    if (absent < rows) {
      mix(rows + count);
      Arrays.fill(levels, rows, rows + count, 0);
    }
    absent += count;
    rows += count;
  }

  /** A row with a value, which the caller adds. */
  final void present() {
    if (absent > 0) {
      mix(rows + 1);
      levels[rows] = 1;
    }
    rows++;
  }

  private void mix(int needed) {
    if (levels.length < needed) {
      levels = Arrays.copyOf(levels, Math.min(PAGE_ROWS, Math.max(needed, 2 * levels.length)));
    }
    if (!mixed) {
      Arrays.fill(levels, 0, rows, absent == 0 ? 1 : 0);
      mixed = true;
    }
  }

  /** Ends the page if it is full. */
  final void endFullPage() {
    if (rows == PAGE_ROWS) {
      endPage();
    }
  }

  private void endPage() {
    Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
    statistics.incrementNumNulls(absent);
    body.clear();
    if (optional) {
      body.putInt(0);
      if (!mixed) {
        levels = levels.length < rows ? new int[PAGE_ROWS] : levels;
        Arrays.fill(levels, 0, rows, absent == 0 ? 1 : 0);
      }
      pack(levels, rows, 1, body);
      body.setInt(0, body.length() - 4);
    }
    Encoding encoding = absent == rows ? Encoding.PLAIN : values(rows - absent, body, statistics);
    byte[] packed = pack();
    pages.add(new Page(rows, body.length(), packed, statistics, encoding));
    bytes += packed.length;
    rows = 0;
    absent = 0;
    mixed = false;
  }

  /** Numbers of few bits, as Parquet packs levels and places in a dictionary. */
  static void pack(int[] numbers, int count, int bitWidth, PageBytes out) {
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            bitWidth, FIRST_BYTES, MOST_BYTES, HeapByteBufferAllocator.getInstance())) {
      for (int i = 0; i < count; i++) {
        encoder.writeInt(numbers[i]);
      }
      byte[] packed = encoder.toBytes().toByteArray();
      out.putBytes(packed, 0, packed.length);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private byte[] pack() {
    byte[] packed = new byte[(int) Zstd.compressBound(body.length())];
    int length = zstd.compressByteArray(packed, 0, packed.length, body.array(), 0, body.length());
    return Arrays.copyOf(packed, length);
  }

  /**
   * Writes the page's values, and forgets them.
   *
   * @param count how many there are, at least one
   * @param statistics take smallest and largest
   * @return how they are encoded
   */
  abstract Encoding values(int count, PageBytes out, Statistics<?> statistics);

  /** How many values the dictionary has. */
  abstract int dictionarySize();

  /** Writes the dictionary's values, one behind the other. */
  abstract void dictionary(PageBytes out);

  /** Bytes of the pages that have ended. */
  final long bytes() {
    return bytes;
  }

  /** Ends the last page and writes the column. */
  final void write(ParquetFileWriter file) throws IOException {
    if (rows > 0) {
      endPage();
    }
    file.startColumn(
        descriptor, pages.stream().mapToLong(Page::rows).sum(), CompressionCodecName.ZSTD);
    if (dictionarySize() > 0) {
      body.clear();
      dictionary(body);
      file.writeDictionaryPage(
          new DictionaryPage(
              BytesInput.from(pack()), body.length(), dictionarySize(), Encoding.PLAIN_DICTIONARY));
    }
    for (Page page : pages) {
      file.writeDataPage(
          page.rows(),
          page.bytes(),
          BytesInput.from(page.packed()),
          page.statistics(),
          page.rows(),
          Encoding.RLE,
          Encoding.RLE,
          page.encoding());
    }
    file.endColumn();
    pages.clear();
  }
}
