package modori.spark.tables;

import com.github.luben.zstd.ZstdCompressCtx;
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
  private byte[] bytes = new byte[1024];
  private int used;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int rows;
  private @Nullable Object last;

  VariedTextColumn(Type.TypeID type) {
    this.type = type;
  }

  @Override
  public void add(@Nullable Object value) {
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, 2 * rows);
      ends = Arrays.copyOf(ends, 2 * rows);
    }
    if (value == null) {
      starts[rows] = ABSENT;
    } else if (value == last) {
      starts[rows] = starts[rows - 1];
      ends[rows] = ends[rows - 1];
    } else if (value instanceof String text) {
      append(text.getBytes(StandardCharsets.UTF_8));
    } else {
      byte[] octets = new byte[((ByteBuffer) value).remaining()];
      ((ByteBuffer) value).duplicate().get(octets);
      append(octets);
    }
    last = value;
    rows++;
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
  public ColumnPages pages(ColumnDescriptor descriptor, ZstdCompressCtx zstd, PageBytes body) {
    return new TextPages(descriptor, zstd, body);
  }

  @Override
  public void write(ColumnPages pages, int[] order, int from, int to) {
    TextPages texts = (TextPages) pages;
    for (int i = from; i < to; i++) {
      int row = order[i];
      if (starts[row] == ABSENT) {
        texts.addAbsent(1);
      } else {
        texts.addOnce(bytes, starts[row], ends[row]);
      }
    }
  }

  @Override
  public void clear() {
    rows = 0;
    used = 0;
    last = null;
    if (bytes.length > MOST_KEPT_BYTES) {
      bytes = new byte[1024];
    }
  }
}
