package modori.spark.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DictionaryPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * One column of one Parquet file: the values of a batch are packed into a page (Parquet format,
 * data page V1). What Parquet's own writer does for every single value is done here once per
 * distinct value, since a batch already knows which of its texts are the same. Between batches only
 * the packed pages and the dictionary are kept.
 */
abstract sealed class ColumnPages permits TextPages, NumberPages {
  private static final int FIRST_BYTES = 256;
  private static final int MOST_BYTES = 1 << 16;

  /** Shared by the columns; holds nothing between two calls. */
  final PageScratch scratch;

  private final ColumnDescriptor descriptor;
  private final boolean optional;
  private final List<Page> pages = new ArrayList<>();
  private long bytes;

  private record Page(
      int rows, int bytes, byte[] packed, Statistics<?> statistics, Encoding encoding) {}

  /** An empty column. */
  ColumnPages(ColumnDescriptor descriptor, PageScratch scratch) {
    this.descriptor = descriptor;
    this.optional = descriptor.getMaxDefinitionLevel() > 0;
    this.scratch = scratch;
  }

  /** A page of rows without a value. */
  final void addAbsent(int rows) {
    begin(rows, rows);
    end(rows, rows, Encoding.PLAIN, noBounds());
  }

  /**
   * Begins a page with its levels; its values are to be added to {@link PageScratch#body}.
   *
   * @param absent how many rows have no value; where it is neither none nor all, {@link
   *     PageScratch#levels} tells which
   */
  final void begin(int rows, int absent) {
    PageBytes body = scratch.body;
    body.clear();
    if (optional) {
      body.putInt(0);
      if (absent == 0 || absent == rows) {
        run(absent == 0 ? 1 : 0, rows, 1, body);
      } else {
        pack(scratch.levels, rows, 1, body);
      }
      body.setInt(0, body.length() - 4);
    } else if (absent > 0) {
      throw new IllegalStateException("a value is absent that the schema requires: " + descriptor);
    }
  }

  /** Ends the page that was begun. */
  final void end(int rows, int absent, Encoding encoding, Statistics<?> statistics) {
    statistics.setNumNulls(absent);
    byte[] packed = scratch.pack();
    pages.add(new Page(rows, scratch.body.length(), packed, statistics, encoding));
    bytes += packed.length;
  }

  /** Statistics that know neither smallest nor largest value. */
  final Statistics<?> noBounds() {
    return Statistics.createStats(descriptor.getPrimitiveType());
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

  /** The same for one number that stands {@code count} times. */
  static void run(int number, int count, int bitWidth, PageBytes out) {
    int header = count << 1; // a run, not packed bits
    while (header > 127) {
      out.putByte(header & 127 | 128);
      header >>>= 7;
    }
    out.putByte(header);
    for (int bits = 0; bits < bitWidth; bits += 8) {
      out.putByte(number >>> bits);
    }
  }

  /** Tells which values it surely does not hold; null where nobody looks for one. */
  @Nullable BloomFilter sought() {
    return null;
  }

  /** How many values the dictionary has. */
  abstract int dictionarySize();

  /** Writes the dictionary's values, one behind the other. */
  abstract void dictionary(PageBytes out);

  /** Bytes of the pages. */
  final long bytes() {
    return bytes;
  }

  /** Writes the column. */
  final void write(ParquetFileWriter file) throws IOException {
    file.startColumn(
        descriptor, pages.stream().mapToLong(Page::rows).sum(), CompressionCodecName.ZSTD);
    if (dictionarySize() > 0) {
      scratch.body.clear();
      dictionary(scratch.body);
      byte[] packed = scratch.pack();
      file.writeDictionaryPage(
          new DictionaryPage(
              BytesInput.from(packed),
              scratch.body.length(),
              dictionarySize(),
              Encoding.PLAIN_DICTIONARY));
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
    BloomFilter sought = sought();
    if (sought != null) {
      file.addBloomFilter(String.join(".", descriptor.getPath()), sought);
    }
    pages.clear();
  }
}
