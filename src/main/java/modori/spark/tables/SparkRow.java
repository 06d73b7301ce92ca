package modori.spark.tables;

import java.util.List;
import org.apache.iceberg.types.Type;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** A row as Spark SQL has it, for what reads rows of both. */
public final class SparkRow {
  private SparkRow() {}

  /** A copy of all columns that were asked for, which are of these types. */
  public static InternalRow copy(StoredRow row, List<Type.TypeID> types) {
    @Nullable Object[] values = new @Nullable Object[types.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.isAbsent(i) ? null : value(row, i, types.get(i));
    }
    return new GenericInternalRow(values);
  }

  private static Object value(StoredRow row, int column, Type.TypeID type) {
    return switch (type) {
      case STRING -> UTF8String.fromString(row.required(column));
      case INTEGER, DATE -> (int) row.number(column);
      case LONG, TIMESTAMP -> row.number(column);
      case DOUBLE -> row.fraction(column);
      case FLOAT -> (float) row.fraction(column);
      case BOOLEAN -> row.isSet(column);
      case BINARY -> row.bytes(column);
      default -> throw new IllegalStateException("no column is read as " + type);
    };
  }
}
