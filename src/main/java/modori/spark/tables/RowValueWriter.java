package modori.spark.tables;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.parquet.ParquetValueWriter;
import org.apache.iceberg.parquet.TripleWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnWriter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Writes flat rows straight into Parquet's columns, many rows at a time column by column: what
 * repeats from one row to the next is not encoded again.
 *
 * <p>Parquet asks for one row after the other. The rows that come next are announced; with the
 * first of them all are written, and the others are only counted. So no row group may end between
 * them: files are closed instead, see {@link RowWriter}.
 */
final class RowValueWriter implements ParquetValueWriter<Record> {
  private final Column[] columns;
  private List<Record> announced = List.of();
  private int expected;
  private int written;

  /** One column: knows how its values are written. */
  private static final class Column {
    final ColumnDescriptor descriptor;
    final Type.TypeID type;
    final int present;
    @Nullable ColumnWriter writer;
    @Nullable Object last;
    Binary lastBytes = Binary.EMPTY;

    Column(ColumnDescriptor descriptor, Type.TypeID type) {
      this.descriptor = descriptor;
      this.type = type;
      this.present = descriptor.getMaxDefinitionLevel();
    }

    void write(List<Record> rows, int position) {
      ColumnWriter to = Objects.requireNonNull(writer);
      for (int i = 0; i < rows.size(); i++) {
        write(to, rows.get(i).get(position));
      }
    }

    private void write(ColumnWriter to, @Nullable Object value) {
      if (value == null) {
        if (present == 0) {
          throw new IllegalStateException(descriptor.getPath()[0] + " must have a value");
        }
        to.writeNull(0, 0);
      } else if (value instanceof String text) {
        if (text != last) {
          last = text;
          lastBytes = Binary.fromConstantByteArray(text.getBytes(StandardCharsets.UTF_8));
        }
        to.write(lastBytes, 0, present);
      } else {
        writeOther(to, value);
      }
    }

    private void writeOther(ColumnWriter to, Object value) {
      switch (type) {
        case LONG -> to.write(((Number) value).longValue(), 0, present);
        case INTEGER -> to.write(((Number) value).intValue(), 0, present);
        case DOUBLE -> to.write(((Number) value).doubleValue(), 0, present);
        case FLOAT -> to.write(((Number) value).floatValue(), 0, present);
        case BOOLEAN -> to.write((boolean) (Boolean) value, 0, present);
        case DATE -> to.write((int) ((LocalDate) value).toEpochDay(), 0, present);
        case TIMESTAMP -> to.write(micros((OffsetDateTime) value), 0, present);
        case BINARY ->
            to.write(Binary.fromConstantByteBuffer(((ByteBuffer) value).duplicate()), 0, present);
        default -> throw new IllegalStateException("no column is written as " + type);
      }
    }

    private static long micros(OffsetDateTime time) {
      Instant instant = time.toInstant();
      return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1000;
    }
  }

  /** Writes rows of this schema; {@code file} is what Iceberg has made of it. */
  RowValueWriter(Schema schema, MessageType file) {
    List<Column> all = new ArrayList<>();
    for (Types.NestedField field : schema.columns()) {
      ColumnDescriptor descriptor = file.getColumnDescription(new String[] {field.name()});
      all.add(new Column(descriptor, field.type().typeId()));
    }
    columns = all.toArray(new Column[0]);
  }

  /** These rows come next, in this order; all that was announced before has come. */
  void announce(List<Record> rows) {
    if (written != expected) {
      throw new IllegalStateException("rows are missing that were announced");
    }
    announced = rows;
    expected = rows.size();
    written = 0;
  }

  @Override
  public void write(int repetitionLevel, Record row) {
    if (written == 0) {
      for (int i = 0; i < columns.length; i++) {
        columns[i].write(announced, i);
      }
      announced = List.of();
    }
    written++;
  }

  @Override
  public List<TripleWriter<?>> columns() {
    return List.of();
  }

  @Override
  public void setColumnStore(ColumnWriteStore store) {
    for (Column column : columns) {
      column.writer = store.getColumnWriter(column.descriptor);
    }
  }
}
