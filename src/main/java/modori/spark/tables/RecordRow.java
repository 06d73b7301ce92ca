package modori.spark.tables;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.util.ByteBuffers;
import org.jspecify.annotations.Nullable;

/** A row that Iceberg's own reader has read. */
final class RecordRow implements StoredRow {
  private final Record row;
  private final int[] places;

  /**
   * A row.
   *
   * @param places of the columns that were asked for
   */
  RecordRow(Record row, int[] places) {
    this.row = row;
    this.places = places;
  }

  @Override
  public boolean isAbsent(int column) {
    return value(column) == null;
  }

  @Override
  public @Nullable String text(int column) {
    return (String) value(column);
  }

  @Override
  public boolean holds(int column, Binary text) {
    return text.toStringUsingUTF8().equals(text(column));
  }

  @Override
  public long number(int column) {
    Object value = value(column);
    if (value instanceof LocalDate day) {
      return day.toEpochDay();
    }
    if (value instanceof OffsetDateTime time) {
      return RowBuilder.micros(time.toInstant());
    }
    return there(value, column).longValue();
  }

  @Override
  public double fraction(int column) {
    return there(value(column), column).doubleValue();
  }

  @Override
  public boolean isSet(int column) {
    return Boolean.TRUE.equals(value(column));
  }

  @Override
  public byte[] bytes(int column) {
    return value(column) instanceof ByteBuffer bytes ? ByteBuffers.toByteArray(bytes) : new byte[0];
  }

  private @Nullable Object value(int column) {
    return row.get(places[column]);
  }

  private static Number there(@Nullable Object value, int column) {
    if (value instanceof Number number) {
      return number;
    }
    throw new IllegalStateException("column " + column + " has no number");
  }
}
