package modori.spark.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Fills a row column by column in the order of the table's definition, so that a mapping reads like
 * the definition beside it. A name that is not the next column's is a mistake of ours and stops the
 * job.
 */
public final class RowBuilder {
  private final GenericRecord row;
  private int next;

  /** Begins a row of this table. */
  public RowBuilder(TableDefinition definition) {
    this.row = GenericRecord.create(definition.schema());
  }

  private RowBuilder(GenericRecord row) {
    this.row = row;
  }

  /** Begins the next row of the same table as this one; cheaper than a new builder. */
  public RowBuilder again() {
    return new RowBuilder(row.copy());
  }

  /**
   * Begins the next row on the same record; for whoever has passed on the values of the one before.
   */
  public RowBuilder reused() {
    next = 0;
    return this;
  }

  /**
   * The next column's value: a text, number, boolean, {@link LocalDate} or byte buffer, or null.
   */
  public RowBuilder set(String column, @Nullable Object value) {
    Types.NestedField field = row.struct().fields().get(next);
    if (!field.name().equals(column)) {
      throw new IllegalStateException("column " + next + " is " + field.name() + ", not " + column);
    }
    if (value == null && field.isRequired()) {
      throw new IllegalStateException("column " + column + " must have a value");
    }
    row.set(next++, value);
    return this;
  }

  /** The next column's time from microseconds since 1970. */
  public RowBuilder setMicros(String column, long micros) {
    return set(column, time(micros));
  }

  /** The next column's time. */
  public RowBuilder setTime(String column, @Nullable Instant time) {
    return set(
        column, time == null ? null : time.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS));
  }

  /** The row; every column must have been set. */
  public GenericRecord build() {
    if (next != row.size()) {
      throw new IllegalStateException(
          "column " + row.struct().fields().get(next).name() + " was not set");
    }
    return row;
  }

  /** Microseconds since 1970 of a time; of nanoseconds the microsecond that they lie in. */
  public static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000L + time.getNano() / 1000;
  }

  static OffsetDateTime time(long micros) {
    return OffsetDateTime.ofInstant(
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000),
        ZoneOffset.UTC);
  }
}
