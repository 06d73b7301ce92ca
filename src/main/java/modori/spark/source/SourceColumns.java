package modori.spark.source;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import modori.spark.tables.TableDefinition;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** The columns of a data source: those of a table, with its comments, but for some. */
final class SourceColumns {
  private final TableDefinition table;
  private final StructType schema;

  /** The table's columns without those that only a run can fill. */
  SourceColumns(TableDefinition table, Set<String> without) {
    this.table = table;
    List<Types.NestedField> kept = new ArrayList<>(table.schema().columns());
    kept.removeIf(column -> without.contains(column.name()));
    this.schema = SparkSchemaUtil.convert(new Schema(kept));
  }

  /** As Spark has them. */
  StructType schema() {
    return schema;
  }

  /** Where the required columns stand in the table's rows. */
  int[] positions(StructType required) {
    List<String> names = new ArrayList<>();
    table.schema().columns().forEach(column -> names.add(column.name()));
    int[] positions = new int[required.size()];
    int next = 0;
    for (StructField field : required.fields()) {
      positions[next++] = names.indexOf(field.name());
    }
    return positions;
  }

  /** A row's values at the positions. */
  static InternalRow internalRow(Record row, int[] positions) {
    Object[] values = new Object[positions.length];
    for (int i = 0; i < positions.length; i++) {
      values[i] = internal(row.get(positions[i]));
    }
    return new GenericInternalRow(values);
  }

  private static @Nullable Object internal(@Nullable Object value) {
    if (value instanceof String text) {
      return UTF8String.fromString(text);
    }
    if (value instanceof LocalDate day) {
      return (int) day.toEpochDay();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toEpochSecond() * 1_000_000L + time.getNano() / 1000;
    }
    return value; // numbers are the same for both
  }
}
