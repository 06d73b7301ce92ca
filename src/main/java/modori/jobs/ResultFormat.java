package modori.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** How the answer of a query is printed. */
enum ResultFormat {
  /** Columns side by side, for people. */
  TABLE {
    @Override
    void print(PrintWriter out, StructType schema, Iterator<Row> rows) {
      List<String[]> cells = new ArrayList<>();
      cells.add(schema.fieldNames());
      while (rows.hasNext()) {
        Row row = rows.next();
        String[] line = new String[row.size()];
        for (int i = 0; i < row.size(); i++) {
          Object value = value(row.get(i));
          line[i] = value == null ? "" : value.toString();
        }
        cells.add(line);
      }
      int[] widths = new int[schema.size()];
      cells.forEach(line -> Arrays.setAll(widths, i -> Math.max(widths[i], line[i].length())));
      for (String[] line : cells) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length; i++) {
          text.append(line[i])
              .append(i == line.length - 1 ? "" : " ".repeat(widths[i] - line[i].length() + 2));
        }
        out.println(text.toString().stripTrailing());
        if (line == cells.get(0)) {
          out.println(
              "-".repeat(Math.max(1, Arrays.stream(widths).sum() + 2 * (widths.length - 1))));
        }
      }
      out.println((cells.size() - 1) + (cells.size() == 2 ? " row" : " rows"));
    }
  },
  /** RFC 4180, values as they are. */
  CSV {
    @Override
    void print(PrintWriter out, StructType schema, Iterator<Row> rows) throws IOException {
      CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
      printer.printRecord((Object[]) schema.fieldNames());
      while (rows.hasNext()) {
        Row row = rows.next();
        for (int i = 0; i < row.size(); i++) {
          printer.print(value(row.get(i)));
        }
        printer.println();
      }
      printer.flush();
    }
  },
  /** One JSON object a line, null where there is nothing. */
  JSON {
    @Override
    void print(PrintWriter out, StructType schema, Iterator<Row> rows) throws IOException {
      JsonFactory factory = new JsonFactory();
      while (rows.hasNext()) {
        Row row = rows.next();
        StringWriter line = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(line)) {
          json.writeStartObject();
          for (int i = 0; i < row.size(); i++) {
            json.writeFieldName(schema.fieldNames()[i]);
            write(json, value(row.get(i)));
          }
          json.writeEndObject();
        }
        out.println(line);
      }
    }
  };

  abstract void print(PrintWriter out, StructType schema, Iterator<Row> rows) throws IOException;

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      json.writeNumber(((Number) value).doubleValue());
    } else if (value instanceof java.math.BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString(value.toString());
    }
  }

  // Times in UTC as ISO 8601; everything else as it is.
  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof java.sql.Timestamp timestamp) {
      return timestamp.toInstant().toString();
    }
    if (value instanceof Instant instant) {
      return instant.toString();
    }
    return value instanceof byte[] bytes ? bytes.length + " bytes" : value;
  }
}
