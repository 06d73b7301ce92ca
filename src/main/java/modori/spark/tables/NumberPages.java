package modori.spark.tables;

import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesUtils;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Numbers of one column of a file, each as the bits that {@link NumberColumn} keeps: by their
 * places in a dictionary while there are few.
 */
final class NumberPages extends ColumnPages {
  private static final int MOST_ENTRIES = 1 << 12;
  private static final int SLOTS = MOST_ENTRIES * 2;

  private final PrimitiveTypeName primitive;
  private long[] entries = new long[0];
  private int size;
  private int[] slots = new int[0];
  private boolean plain;
  private long[] values = new long[0];
  private int used;
  private int[] ids = new int[0];

  NumberPages(ColumnDescriptor descriptor, ZstdCompressCtx zstd, PageBytes body) {
    super(descriptor, zstd, body);
    primitive = descriptor.getPrimitiveType().getPrimitiveTypeName();
    plain = primitive == PrimitiveTypeName.BOOLEAN;
  }

  void add(long bits) {
    present();
    if (used == values.length) {
      values = Arrays.copyOf(values, Math.max(64, 2 * used));
    }
    values[used++] = bits;
  }

  @Override
  Encoding values(int count, PageBytes out, Statistics<?> statistics) {
    bounds(statistics);
    Encoding encoding = plain || !places() ? Encoding.PLAIN : Encoding.PLAIN_DICTIONARY;
    if (encoding == Encoding.PLAIN) {
      plain(values, used, out);
    } else {
      int bits = BytesUtils.getWidthFromMaxInt(size - 1);
      out.putByte(bits);
      pack(ids, used, bits, out);
    }
    used = 0;
    return encoding;
  }

  // Whether all values have a place in the dictionary; where it is full it stays as it is.
  private boolean places() {
    if (slots.length == 0) {
      slots = new int[SLOTS];
      entries = new long[64];
    }
    if (ids.length < used) {
      ids = new int[values.length];
    }
    for (int i = 0; i < used; i++) {
      int place = place(values[i]);
      if (place < 0) {
        plain = true;
        return false;
      }
      ids[i] = place;
    }
    return true;
  }

  private int place(long value) {
    int slot = (int) (value * 0x9E3779B97F4A7C15L >>> 40) & SLOTS - 1;
    while (slots[slot] != 0) {
      if (entries[slots[slot] - 1] == value) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & SLOTS - 1;
    }
    if (size == MOST_ENTRIES) {
      return -1;
    }
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size++] = value;
    slots[slot] = size;
    return size - 1;
  }

  private void bounds(Statistics<?> statistics) {
    switch (primitive) {
      case INT64 -> {
        long least = values[0];
        long most = values[0];
        for (int i = 1; i < used; i++) {
          least = Math.min(least, values[i]);
          most = Math.max(most, values[i]);
        }
        statistics.updateStats(least);
        statistics.updateStats(most);
      }
      case INT32 -> {
        long least = values[0];
        long most = values[0];
        for (int i = 1; i < used; i++) {
          least = Math.min(least, values[i]);
          most = Math.max(most, values[i]);
        }
        statistics.updateStats((int) least);
        statistics.updateStats((int) most);
      }
      case DOUBLE -> {
        for (int i = 0; i < used; i++) {
          statistics.updateStats(Double.longBitsToDouble(values[i]));
        }
      }
      case FLOAT -> {
        for (int i = 0; i < used; i++) {
          statistics.updateStats(Float.intBitsToFloat((int) values[i]));
        }
      }
      case BOOLEAN -> {
        for (int i = 0; i < used; i++) {
          statistics.updateStats(values[i] != 0);
        }
      }
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
          throw new IllegalStateException("no numbers are written as " + primitive);
    }
  }

  private void plain(long[] numbers, int count, PageBytes out) {
    switch (primitive) {
      case INT64, DOUBLE -> {
        for (int i = 0; i < count; i++) {
          out.putLong(numbers[i]);
        }
      }
      case INT32, FLOAT -> {
        for (int i = 0; i < count; i++) {
          out.putInt((int) numbers[i]);
        }
      }
      case BOOLEAN -> {
        for (int i = 0; i < count; i += 8) {
          int bits = 0;
          for (int bit = 0; bit < 8 && i + bit < count; bit++) {
            bits |= numbers[i + bit] == 0 ? 0 : 1 << bit;
          }
          out.putByte(bits);
        }
      }
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
          throw new IllegalStateException("no numbers are written as " + primitive);
    }
  }

  @Override
  int dictionarySize() {
    return size;
  }

  @Override
  void dictionary(PageBytes out) {
    plain(entries, size, out);
  }
}
