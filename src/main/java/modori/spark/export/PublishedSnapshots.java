package modori.spark.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import modori.spark.tables.MailTables;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The snapshot of each table that the last run which changed it has published: a night that is just
 * being published is not seen in part.
 */
final class PublishedSnapshots {
  private final Map<String, Long> snapshots = new HashMap<>();
  private final Map<String, OffsetDateTime> times = new HashMap<>();

  private PublishedSnapshots() {}

  static PublishedSnapshots of(Warehouse warehouse) throws IOException {
    PublishedSnapshots published = new PublishedSnapshots();
    Table runs = warehouse.table(MailTables.RUN);
    if (runs.currentSnapshot() != null) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(runs).select("finished_at", "snapshots").build()) {
        for (Record row : rows) {
          published.add(
              (OffsetDateTime) row.getField("finished_at"),
              new ObjectMapper().readTree((String) row.getField("snapshots")));
        }
      }
    }
    return published;
  }

  private void add(OffsetDateTime time, JsonNode ofRun) {
    ofRun
        .properties()
        .forEach(
            table -> {
              OffsetDateTime known = times.get(table.getKey());
              if (known == null || known.isBefore(time)) {
                times.put(table.getKey(), time);
                snapshots.put(table.getKey(), table.getValue().asLong());
              }
            });
  }

  /** The rows of a table as they were published; none where it has never been filled. */
  CloseableIterable<Record> rows(Table table, String name) {
    Long snapshot = snapshots.get(name);
    if (snapshot == null || table.snapshot(snapshot) == null) {
      return table.currentSnapshot() == null
          ? CloseableIterable.empty()
          : IcebergGenerics.read(table).build();
    }
    return IcebergGenerics.read(table).useSnapshot(snapshot).build();
  }
}
