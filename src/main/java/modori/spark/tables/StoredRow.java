package modori.spark.tables;

import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A row as a data file has it; columns are numbered as they were asked for. It is valid until the
 * next row is read.
 */
public sealed interface StoredRow permits FileRow, RecordRow {
  /** Whether the row has no value in this column. */
  boolean isAbsent(int column);

  /** A text; null where it is absent. */
  @Nullable String text(int column);

  /** A number, a day (days since 1970) or a time (microseconds since 1970) that is there. */
  long number(int column);

  /** A number with a fraction that is there. */
  double fraction(int column);

  /** Whether it is so, where that is told. */
  boolean isSet(int column);

  /** Bytes that are there. */
  byte[] bytes(int column);

  /** Whether the row has this text, which is quicker to know than which one it has. */
  boolean holds(int column, Binary text);

  /** A text that is there. */
  default String required(int column) {
    String text = text(column);
    if (text == null) {
      throw new IllegalStateException("column " + column + " has no value");
    }
    return text;
  }
}
