package modori.jobs;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;

/** A row as one JSON object, named as its columns; what is null is left out. */
final class RowJson {
  private RowJson() {}

  static void write(JsonGenerator json, Record row) throws IOException {
    json.writeStartObject();
    int i = 0;
    for (Types.NestedField field : row.struct().fields()) {
      Object value = row.get(i++);
      if (value == null) {
        continue;
      }
      json.writeFieldName(field.name());
      if (value instanceof Integer || value instanceof Long) {
        json.writeNumber(((Number) value).longValue());
      } else if (value instanceof Double || value instanceof Float) {
        json.writeNumber(((Number) value).doubleValue());
      } else if (value instanceof Boolean truth) {
        json.writeBoolean(truth);
      } else if (value instanceof OffsetDateTime time) {
        json.writeString(DateTimeFormatter.ISO_INSTANT.format(time));
      } else {
        json.writeString(value.toString());
      }
    }
    json.writeEndObject();
  }
}
