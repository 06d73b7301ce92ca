package modori.spark.tables;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.types.Type;
import org.jspecify.annotations.Nullable;

/** Numbers, days (days since 1970), times (microseconds since 1970) and truth values. */
final class NumberColumn implements BatchColumn {
  private final Type.TypeID type;
  private final boolean varied;
  private final boolean bounded;
  private long[] values = new long[64];
  private boolean[] absent = new boolean[64];
  private int rows;
  private boolean uniform = true;

  /**
   * An empty column.
   *
   * @param varied whether its numbers hardly repeat
   * @param bounded whether files tell the smallest and largest number
   */
  NumberColumn(Type.TypeID type, boolean varied, boolean bounded) {
    this.type = type;
    this.varied = varied;
    this.bounded = bounded;
  }

  @Override
  public void add(@Nullable Object value) {
    ensure(1);
    boolean none = value == null;
    long bits = value == null ? 0 : bits(value);
    absent[rows] = none;
    values[rows] = bits;
    uniform &= rows == 0 || values[0] == bits && absent[0] == none;
    rows++;
  }

  @Override
  public void repeat(int count) {
    ensure(count);
    Arrays.fill(absent, rows, rows + count, absent[rows - 1]);
    Arrays.fill(values, rows, rows + count, values[rows - 1]);
    rows += count;
  }

  private void ensure(int more) {
    if (rows + more > values.length) {
      int capacity = Math.max(2 * values.length, rows + more);
      values = Arrays.copyOf(values, capacity);
      absent = Arrays.copyOf(absent, capacity);
    }
  }

  private long bits(Object value) {
    return switch (type) {
      case LONG, INTEGER -> ((Number) value).longValue();
      case DOUBLE -> Double.doubleToRawLongBits(((Number) value).doubleValue());
      case FLOAT -> Float.floatToRawIntBits(((Number) value).floatValue());
      case BOOLEAN -> (Boolean) value ? 1 : 0;
      case DATE -> ((LocalDate) value).toEpochDay();
      case TIMESTAMP ->
          value instanceof Long micros
              ? micros
              : RowBuilder.micros(((OffsetDateTime) value).toInstant());
      default -> throw new IllegalStateException("no column is written as " + type);
    };
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
  public boolean uniform() {
    return uniform;
  }

  @Override
  public ColumnPages pages(ColumnDescriptor descriptor, PageScratch scratch) {
    return new NumberPages(descriptor, scratch, varied, bounded);
  }

  @Override
  public void write(ColumnPages pages, int[] order, int from, int to) {
    NumberPages file = (NumberPages) pages;
    long[] numbers = file.scratch.numbers;
    int[] levels = file.scratch.levels;
    int present = 0;
    for (int i = from; i < to; i++) {
      int row = order[i];
      levels[i - from] = absent[row] ? 0 : 1;
      numbers[present] = values[row];
      present += absent[row] ? 0 : 1;
    }
    if (present == 0) {
      file.addAbsent(to - from);
    } else {
      file.add(to - from, to - from - present);
    }
  }

  @Override
  public BatchColumn next() {
    rows = 0;
    uniform = true;
    return this;
  }
}
