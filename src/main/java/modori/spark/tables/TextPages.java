package modori.spark.tables;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesUtils;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;

/** Texts or octets of one column of a file: by their places in a dictionary while that is small. */
final class TextPages extends ColumnPages {
  private static final int MOST_DICTIONARY_BYTES = 1 << 20;
  private static final int UNKNOWN = -1;

  private final Map<Binary, Integer> places = new HashMap<>();
  private final List<Binary> entries = new ArrayList<>();
  private int dictionaryBytes;
  private boolean plain;
  private int[] placeOfNumber = new int[0];
  private int generation = UNKNOWN;
  private int[] ids = new int[0];
  private int used;
  private final PageBytes texts = new PageBytes(0);
  private boolean[] seen = new boolean[0];
  private byte[] smallest = new byte[0];
  private byte[] largest = new byte[0];

  TextPages(ColumnDescriptor descriptor, ZstdCompressCtx zstd, PageBytes body) {
    super(descriptor, zstd, body);
  }

  /**
   * Adds a text that may stand in many rows.
   *
   * @param number of the text among those of its column
   * @param ofGeneration numbers mean the same texts within one generation
   */
  void add(int number, int ofGeneration, Binary text) {
    if (plain) {
      addOnce(text.getBytesUnsafe(), 0, text.length());
      return;
    }
    present();
    if (generation != ofGeneration) {
      Arrays.fill(placeOfNumber, UNKNOWN);
      generation = ofGeneration;
    }
    if (number >= placeOfNumber.length) {
      int before = placeOfNumber.length;
      placeOfNumber = Arrays.copyOf(placeOfNumber, Math.max(2 * before, number + 16));
      Arrays.fill(placeOfNumber, before, placeOfNumber.length, UNKNOWN);
    }
    int place = placeOfNumber[number];
    if (place == UNKNOWN) {
      place = place(text);
      placeOfNumber[number] = place;
    }
    if (used == ids.length) {
      ids = Arrays.copyOf(ids, Math.max(64, 2 * used));
    }
    ids[used++] = place;
  }

  private int place(Binary text) {
    Integer known = places.putIfAbsent(text, entries.size());
    if (known != null) {
      return known;
    }
    entries.add(text);
    dictionaryBytes += 4 + text.length();
    return entries.size() - 1;
  }

  /** Adds a text that hardly stands in another row. */
  void addOnce(byte[] bytes, int from, int to) {
    present();
    boolean first = texts.length() == 0;
    if (first || compare(bytes, from, to, smallest) < 0) {
      smallest = Arrays.copyOfRange(bytes, from, to);
    }
    if (first || compare(bytes, from, to, largest) > 0) {
      largest = Arrays.copyOfRange(bytes, from, to);
    }
    texts.putInt(to - from);
    texts.putBytes(bytes, from, to - from);
  }

  private static int compare(byte[] bytes, int from, int to, byte[] other) {
    return Arrays.compareUnsigned(bytes, from, to, other, 0, other.length);
  }

  @Override
  Encoding values(int count, PageBytes out, Statistics<?> statistics) {
    if (used == 0) {
      out.putBytes(texts.array(), 0, texts.length());
      texts.clear();
      statistics.updateStats(Binary.fromConstantByteArray(smallest));
      statistics.updateStats(Binary.fromConstantByteArray(largest));
      return Encoding.PLAIN;
    }
    if (seen.length < entries.size()) {
      seen = new boolean[Math.max(2 * seen.length, entries.size())];
    }
    Arrays.fill(seen, false);
    for (int i = 0; i < used; i++) {
      if (!seen[ids[i]]) {
        seen[ids[i]] = true;
        statistics.updateStats(entries.get(ids[i]));
      }
    }
    int bits = BytesUtils.getWidthFromMaxInt(entries.size() - 1);
    out.putByte(bits);
    pack(ids, used, bits, out);
    used = 0;
    plain = dictionaryBytes > MOST_DICTIONARY_BYTES;
    return Encoding.PLAIN_DICTIONARY;
  }

  @Override
  int dictionarySize() {
    return entries.size();
  }

  @Override
  void dictionary(PageBytes out) {
    for (Binary entry : entries) {
      out.putInt(entry.length());
      out.putBytes(entry.getBytesUnsafe(), 0, entry.length());
    }
  }
}
