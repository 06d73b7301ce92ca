package modori.spark.tables;

import com.github.luben.zstd.ZstdCompressCtx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.types.Type;
import org.jspecify.annotations.Nullable;

/** Numbers, days (days since 1970), times (microseconds since 1970) and truth values. */
final class NumberColumn implements BatchColumn {
  private final Type.TypeID type;
  private long[] values = new long[64];
  private boolean[] absent = new boolean[64];
  private int rows;

  NumberColumn(Type.TypeID type) {
    this.type = type;
  }

  @Override
  public void add(@Nullable Object value) {
    if (rows == values.length) {
      values = Arrays.copyOf(values, 2 * rows);
      absent = Arrays.copyOf(absent, 2 * rows);
    }
    absent[rows] = value == null;
    values[rows++] = value == null ? 0 : bits(value);
  }

  private long bits(Object value) {
    return switch (type) {
      case LONG, INTEGER -> ((Number) value).longValue();
      case DOUBLE -> Double.doubleToRawLongBits(((Number) value).doubleValue());
      case FLOAT -> Float.floatToRawIntBits(((Number) value).floatValue());
      case BOOLEAN -> (Boolean) value ? 1 : 0;
      case DATE -> ((LocalDate) value).toEpochDay();
      case TIMESTAMP -> micros(((OffsetDateTime) value).toInstant());
      default -> throw new IllegalStateException("no column is written as " + type);
    };
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1000;
  }

  @Override
  public int compare(int one, int other) {
    if (absent[one] || absent[other]) {
      return Boolean.compare(absent[other], absent[one]);
    }
    return switch (type) {
      case DOUBLE ->
          Double.compare(
              Double.longBitsToDouble(values[one]), Double.longBitsToDouble(values[other]));
      case FLOAT ->
          Float.compare(
              Float.intBitsToFloat((int) values[one]), Float.intBitsToFloat((int) values[other]));
      default -> Long.compare(values[one], values[other]);
    };
  }

  @Override
  public @Nullable Object value(int row) {
    if (absent[row]) {
      return null;
    }
    return switch (type) {
      case INTEGER -> (Object) (int) values[row];
      case DOUBLE -> Double.longBitsToDouble(values[row]);
      case FLOAT -> Float.intBitsToFloat((int) values[row]);
      case BOOLEAN -> values[row] != 0;
      case DATE -> LocalDate.ofEpochDay(values[row]);
      case TIMESTAMP -> RowBuilder.time(values[row]);
      default -> values[row];
    };
  }

  @Override
  public ColumnPages pages(ColumnDescriptor descriptor, ZstdCompressCtx zstd, PageBytes body) {
    return new NumberPages(descriptor, zstd, body);
  }

  @Override
  public void write(ColumnPages pages, int[] order, int from, int to) {
    NumberPages numbers = (NumberPages) pages;
    for (int i = from; i < to; i++) {
      int row = order[i];
      if (absent[row]) {
        numbers.addAbsent(1);
      } else {
        numbers.add(values[row]);
      }
    }
  }

  @Override
  public void clear() {
    rows = 0;
  }
}
