package modori.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Rows of a table for comparing profiles of privacy. */
final class MaskedRows {
  private MaskedRows() {}

  /**
   * The rows in the order of their texts, but for sample_event_id: which attempt stands for others
   * goes by its id, which is made of what is masked.
   */
  static List<String> of(String warehouse, TableDefinition definition) throws IOException {
    List<String> columns =
        definition.schema().columns().stream()
            .map(column -> column.name())
            .filter(name -> !name.equals("sample_event_id"))
            .toList();
    List<String> rows = new ArrayList<>();
    try (Warehouse tables = Warehouse.open(warehouse, Map.of(), new Configuration());
        CloseableIterable<Record> records =
            IcebergGenerics.read(tables.table(definition)).select(columns).build()) {
      records.forEach(row -> rows.add(row.toString()));
    }
    rows.sort(null);
    return rows;
  }
}
