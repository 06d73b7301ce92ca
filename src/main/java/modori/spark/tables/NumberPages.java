package modori.spark.tables;

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

  private final PrimitiveTypeName primitive;
  private final boolean bounded;
  private long[] entries = new long[8];
  private int size;
  private int[] slots = new int[16]; // place + 1, or 0; open addressing
  private boolean plain;

  /**
   * An empty column.
   *
   * @param varied whether its numbers hardly repeat
   * @param bounded whether smallest and largest number are kept
   */
  NumberPages(ColumnDescriptor descriptor, PageScratch scratch, boolean varied, boolean bounded) {
    super(descriptor, scratch);
    this.bounded = bounded;
    primitive = descriptor.getPrimitiveType().getPrimitiveTypeName();
    plain = varied || primitive == PrimitiveTypeName.BOOLEAN;
  }

  /** A page of the numbers in {@link PageScratch#numbers}. */
  void add(int rows, int absent) {
    begin(rows, absent);
    int count = rows - absent;
    Statistics<?> statistics = noBounds();
    if (bounded) {
      bounds(primitive, scratch.numbers, count, statistics);
    }
    if (plain || !places(count)) {
      plain(scratch.numbers, count, scratch.body);
      end(rows, absent, Encoding.PLAIN, statistics);
    } else {
      int bits = BytesUtils.getWidthFromMaxInt(size - 1);
      scratch.body.putByte(bits);
      pack(scratch.ids, count, bits, scratch.body);
      end(rows, absent, Encoding.PLAIN_DICTIONARY, statistics);
    }
  }

  // Whether all values have a place in the dictionary; where it is full it stays as it is.
  private boolean places(int count) {
    long[] values = scratch.numbers;
    int[] ids = scratch.ids;
    for (int i = 0; i < count; i++) {
      int place = i > 0 && values[i] == values[i - 1] ? ids[i - 1] : place(values[i]);
      if (place < 0) {
        plain = true;
        return false;
      }
      ids[i] = place;
    }
    return true;
  }

  private int place(long value) {
    int slot = slot(value);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == MOST_ENTRIES) {
      return -1;
    }
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
      slots = new int[4 * size];
      for (int place = 0; place < size; place++) {
        slots[slot(entries[place])] = place + 1;
      }
      slot = slot(value);
    }
    entries[size++] = value;
    slots[slot] = size;
    return size - 1;
  }

  // Where the value is, or where it may go.
  private int slot(long value) {
    int mask = slots.length - 1;
    int slot = (int) (value * 0x9E3779B97F4A7C15L >>> 40) & mask;
    while (slots[slot] != 0 && entries[slots[slot] - 1] != value) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private static void bounds(
      PrimitiveTypeName primitive, long[] values, int count, Statistics<?> statistics) {
    switch (primitive) {
      case INT64, INT32 -> {
        long least = values[0];
        long most = values[0];
        for (int i = 1; i < count; i++) {
          least = Math.min(least, values[i]);
          most = Math.max(most, values[i]);
        }
        if (primitive == PrimitiveTypeName.INT64) {
          statistics.updateStats(least);
          statistics.updateStats(most);
        } else {
          statistics.updateStats((int) least);
          statistics.updateStats((int) most);
        }
      }
      case DOUBLE -> {
        for (int i = 0; i < count; i++) {
          statistics.updateStats(Double.longBitsToDouble(values[i]));
        }
      }
      case FLOAT -> {
        for (int i = 0; i < count; i++) {
          statistics.updateStats(Float.intBitsToFloat((int) values[i]));
        }
      }
      case BOOLEAN -> {
        for (int i = 0; i < count; i++) {
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
