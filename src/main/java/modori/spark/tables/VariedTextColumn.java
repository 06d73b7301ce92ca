package modori.spark.tables;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.types.Type;
import org.jspecify.annotations.Nullable;

/** Texts and octets that hardly repeat, encoded one behind the other. */
final class VariedTextColumn implements BatchColumn {
  private static final int ABSENT = -1;
  private static final int MOST_KEPT_BYTES = 4 << 20;

  private final Type.TypeID type;
  private final boolean bounded;
  private final boolean sought;
  private byte[] bytes = new byte[1024];
  private int used;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int rows;
  private int absent;

  /**
   * An empty column.
   *
   * @param type text or octets
   * @param bounded whether files tell the smallest and largest value
   * @param sought whether they tell which values they do not hold
   */
  VariedTextColumn(Type.TypeID type, boolean bounded, boolean sought) {
    this.type = type;
    this.bounded = bounded;
    this.sought = sought;
  }

  @Override
  public void add(@Nullable Object value) {
    ensure(1);
    if (value == null) {
      starts[rows] = ABSENT;
      absent++;
    } else if (value instanceof String text) {
      append(text.getBytes(StandardCharsets.UTF_8));
    } else {
      byte[] octets = new byte[((ByteBuffer) value).remaining()];
      ((ByteBuffer) value).duplicate().get(octets);
      append(octets);
    }
    rows++;
  }

  @Override
  public void repeat(int count) {
    ensure(count);
    Arrays.fill(starts, rows, rows + count, starts[rows - 1]);
    Arrays.fill(ends, rows, rows + count, ends[rows - 1]);
    absent += starts[rows - 1] == ABSENT ? count : 0;
    rows += count;
  }

  private void ensure(int more) {
    if (rows + more > starts.length) {
      int capacity = Math.max(2 * starts.length, rows + more);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
  }

  private void append(byte[] octets) {
    if (used + octets.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + octets.length));
    }
    System.arraycopy(octets, 0, bytes, used, octets.length);
    starts[rows] = used;
    used += octets.length;
    ends[rows] = used;
  }

  @Override
  public int compare(int one, int other) {
    if (starts[one] == ABSENT || starts[other] == ABSENT) {
      return Boolean.compare(starts[other] == ABSENT, starts[one] == ABSENT);
    }
    return starts[one] == starts[other]
        ? 0
        : Arrays.compareUnsigned(bytes, starts[one], ends[one], bytes, starts[other], ends[other]);
  }

  @Override
  public @Nullable Object value(int row) {
    if (starts[row] == ABSENT) {
      return null;
    }
    int length = ends[row] - starts[row];
    return type == Type.TypeID.STRING
        ? new String(bytes, starts[row], length, StandardCharsets.UTF_8)
        : ByteBuffer.wrap(Arrays.copyOfRange(bytes, starts[row], ends[row]));
  }

  @Override
  public boolean uniform() {
    return absent == rows;
  }

  @Override
  public ColumnPages pages(ColumnDescriptor descriptor, PageScratch scratch) {
    return new TextPages(descriptor, scratch, bounded, sought ? new SoughtValues() : null);
  }

  @Override
  public void write(ColumnPages pages, int[] order, int from, int to) {
    TextPages file = (TextPages) pages;
    int missing = absent == 0 ? 0 : levels(file.scratch.levels, order, from, to);
    if (missing == to - from) {
      file.addAbsent(missing);
      return;
    }
    file.begin(to - from, missing);
    for (int i = from; i < to; i++) {
      int row = order[i];
      if (starts[row] != ABSENT) {
        file.addPlain(bytes, starts[row], ends[row]);
      }
    }
    file.endPlain(to - from, missing);
  }

  private int levels(int[] levels, int[] order, int from, int to) {
    int missing = 0;
    for (int i = from; i < to; i++) {
      boolean none = starts[order[i]] == ABSENT;
      levels[i - from] = none ? 0 : 1;
      missing += none ? 1 : 0;
    }
    return missing;
  }

  @Override
  public BatchColumn next() {
    rows = 0;
    used = 0;
    absent = 0;
    if (bytes.length > MOST_KEPT_BYTES) {
      bytes = new byte[1024];
    }
    return this;
  }
}
