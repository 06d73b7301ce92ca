package modori.spark.tables;

import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesUtils;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Texts or octets of one column of a file: by their places in a dictionary while that is small. */
final class TextPages extends ColumnPages {
  private static final int MOST_DICTIONARY_BYTES = 1 << 20;
  private static final int UNKNOWN = -1;

  private final boolean bounded;
  private final @Nullable SoughtValues sought;
  private final TextDictionary dictionary = new TextDictionary();
  private int[] placeOfNumber = new int[0];
  private int generation = UNKNOWN;
  private byte @Nullable [] smallest;
  private byte @Nullable [] largest;

  /**
   * An empty column.
   *
   * @param bounded whether smallest and largest value are kept
   * @param sought takes the values of a column without a dictionary that rows are looked for by
   */
  TextPages(
      ColumnDescriptor descriptor,
      PageScratch scratch,
      boolean bounded,
      @Nullable SoughtValues sought) {
    super(descriptor, scratch);
    this.bounded = bounded;
    this.sought = sought;
  }

  /** A page of rows that all have the same text. */
  void addSame(int rows, int ofGeneration, RepeatedTextColumn.Text text) {
    begin(rows, 0);
    if (isFull()) {
      for (int i = 0; i < rows; i++) {
        addPlain(text.encoded(), 0, text.encoded().length);
      }
      endPlain(rows, 0);
      return;
    }
    forgetUnless(ofGeneration, text.number() + 1);
    int place = placeOfNumber[text.number()];
    place = place == UNKNOWN ? place(text) : place;
    int bits = bits();
    scratch.body.putByte(bits);
    run(place, rows, bits, scratch.body);
    end(rows, 0, Encoding.PLAIN_DICTIONARY, bounds());
  }

  /**
   * A page of texts that may stand in many rows each. {@link PageScratch#ids} has their numbers
   * among those of their column.
   *
   * @param ofGeneration numbers mean the same texts within one generation
   * @param texts by number
   * @param known how many of them there are
   */
  void add(int rows, int absent, int ofGeneration, RepeatedTextColumn.Text[] texts, int known) {
    begin(rows, absent);
    int[] ids = scratch.ids;
    int count = rows - absent;
    if (isFull()) {
      for (int i = 0; i < count; i++) {
        byte[] encoded = texts[ids[i]].encoded();
        addPlain(encoded, 0, encoded.length);
      }
      endPlain(rows, absent);
      return;
    }
    forgetUnless(ofGeneration, known);
    for (int i = 0; i < count; i++) {
      int number = ids[i];
      int place = placeOfNumber[number];
      ids[i] = place == UNKNOWN ? place(texts[number]) : place;
    }
    int bits = bits();
    scratch.body.putByte(bits);
    pack(ids, count, bits, scratch.body);
    end(rows, absent, Encoding.PLAIN_DICTIONARY, bounds());
  }

  private boolean isFull() {
    return dictionary.bytes() > MOST_DICTIONARY_BYTES;
  }

  private int bits() {
    return BytesUtils.getWidthFromMaxInt(dictionary.size() - 1);
  }

  private void forgetUnless(int ofGeneration, int numbers) {
    if (generation != ofGeneration) {
      Arrays.fill(placeOfNumber, UNKNOWN);
      generation = ofGeneration;
    }
    if (numbers > placeOfNumber.length) {
      int before = placeOfNumber.length;
      placeOfNumber = Arrays.copyOf(placeOfNumber, Math.max(before + before / 2, numbers));
      Arrays.fill(placeOfNumber, before, placeOfNumber.length, UNKNOWN);
    }
  }

  private int place(RepeatedTextColumn.Text text) {
    int before = dictionary.size();
    int place = dictionary.place(text.hash(), text.encoded());
    if (place == before) {
      widen(text.encoded(), 0, text.encoded().length);
    }
    placeOfNumber[text.number()] = place;
    return place;
  }

  /** Adds a text that hardly stands in another row to the page that was begun. */
  void addPlain(byte[] bytes, int from, int to) {
    widen(bytes, from, to);
    if (sought != null) {
      sought.add(bytes, from, to);
    }
    scratch.body.putInt(to - from);
    scratch.body.putBytes(bytes, from, to - from);
  }

  /** Ends a page of such texts. */
  void endPlain(int rows, int absent) {
    end(rows, absent, Encoding.PLAIN, bounds());
  }

  private void widen(byte[] bytes, int from, int to) {
    if (!bounded) {
      return;
    }
    if (smallest == null || compare(bytes, from, to, smallest) < 0) {
      smallest = Arrays.copyOfRange(bytes, from, to);
    }
    if (largest == null || compare(bytes, from, to, largest) > 0) {
      largest = Arrays.copyOfRange(bytes, from, to);
    }
  }

  private static int compare(byte[] bytes, int from, int to, byte[] other) {
    return Arrays.compareUnsigned(bytes, from, to, other, 0, other.length);
  }

  // Of all that the file has so far: those of the page lie within them.
  private Statistics<?> bounds() {
    Statistics<?> statistics = noBounds();
    if (smallest != null && largest != null) {
      statistics.updateStats(Binary.fromConstantByteArray(smallest));
      statistics.updateStats(Binary.fromConstantByteArray(largest));
    }
    return statistics;
  }

  @Override
  @Nullable BloomFilter sought() {
    return sought == null ? null : sought.filter();
  }

  @Override
  int dictionarySize() {
    return dictionary.size();
  }

  @Override
  void dictionary(PageBytes out) {
    dictionary.writeTo(out);
  }
}
