package modori.spark.export;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import modori.report.CsvReport;
import modori.spark.tables.TableDefinition;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** A table as comma-separated values (RFC 4180), UTF-8, with a header row. */
final class CsvCopy implements TableCopy {
  private final Writer file;
  private final CSVPrinter printer;
  private final CsvReport.Form form;

  CsvCopy(Path path, TableDefinition definition, CsvReport.Form form) throws IOException {
    this.form = form;
    file = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
    // Spreadsheets take a file without a byte order mark for one in their country's old code.
    if (form == CsvReport.Form.SPREADSHEET) {
      file.write('\uFEFF');
    }
    String[] columns =
        definition.schema().columns().stream().map(Types.NestedField::name).toArray(String[]::new);
    printer =
        new CSVPrinter(
            file, CSVFormat.RFC4180.builder().setHeader(columns).setNullString("").get());
  }

  @Override
  public void write(Record row) throws IOException {
    for (int i = 0; i < row.size(); i++) {
      printer.print(cell(row.get(i)));
    }
    printer.println();
  }

  private @Nullable Object cell(@Nullable Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    return value instanceof String text && form == CsvReport.Form.SPREADSHEET
        ? CsvReport.withoutFormula(text)
        : value;
  }

  @Override
  public void close() throws IOException {
    printer.close(true);
  }
}
