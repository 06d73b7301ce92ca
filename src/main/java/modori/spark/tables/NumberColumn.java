package modori.spark.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriter;
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
  public void write(ColumnWriter writer, int present, int[] order, int from, int to) {
    for (int i = from; i < to; i++) {
      int row = order[i];
      if (absent[row]) {
        BatchColumn.writeNull(writer, present);
        continue;
      }
      long value = values[row];
      switch (type) {
        case INTEGER, DATE -> writer.write((int) value, 0, present);
        case DOUBLE -> writer.write(Double.longBitsToDouble(value), 0, present);
        case FLOAT -> writer.write(Float.intBitsToFloat((int) value), 0, present);
        case BOOLEAN -> writer.write(value != 0, 0, present);
        default -> writer.write(value, 0, present);
      }
    }
  }

  @Override
  public void clear() {
    rows = 0;
  }
}
