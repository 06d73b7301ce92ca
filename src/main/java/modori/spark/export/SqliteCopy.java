package modori.spark.export;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.stream.Collectors;
import modori.spark.tables.TableDefinition;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * A table of a SQLite file. Days and times are texts in ISO 8601, UTC, as SQLite's date functions
 * read them; truth values are 0 and 1.
 */
final class SqliteCopy implements TableCopy {
  private static final int BATCH_ROWS = 1000;

  private final PreparedStatement insert;
  private int waiting;

  SqliteCopy(Connection connection, TableDefinition definition) throws IOException {
    String columns =
        definition.schema().columns().stream()
            .map(SqliteCopy::column)
            .collect(Collectors.joining(", "));
    String marks =
        String.join(", ", Collections.nCopies(definition.schema().columns().size(), "?"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + definition.name() + " (" + columns + ")");
      insert =
          connection.prepareStatement(
              "INSERT INTO " + definition.name() + " VALUES (" + marks + ")");
    } catch (SQLException failure) {
      throw new IOException("cannot make table " + definition.name(), failure);
    }
  }

  private static String column(Types.NestedField field) {
    return field.name() + " " + type(field.type()) + (field.isRequired() ? " NOT NULL" : "");
  }

  private static String type(Type type) {
    return switch (type.typeId()) {
      case INTEGER, LONG, BOOLEAN -> "INTEGER";
      case FLOAT, DOUBLE -> "REAL";
      default -> "TEXT";
    };
  }

  @Override
  public void write(Record row) throws IOException {
    try {
      for (int i = 0; i < row.size(); i++) {
        insert.setObject(i + 1, value(row.get(i)));
      }
      insert.addBatch();
      if (++waiting == BATCH_ROWS) {
        insert.executeBatch();
        waiting = 0;
      }
    } catch (SQLException failure) {
      throw new IOException("cannot write the SQLite file", failure);
    }
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    return value instanceof LocalDate day ? day.toString() : value;
  }

  @Override
  public void close() throws IOException {
    try (insert) {
      if (waiting > 0) {
        insert.executeBatch();
      }
    } catch (SQLException failure) {
      throw new IOException("cannot write the SQLite file", failure);
    }
  }
}
