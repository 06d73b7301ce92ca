package modori.spark.lookup;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import modori.spark.tables.MailTables;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** What the last published run was told. */
public final class LastNight {
  private LastNight() {}

  /**
   * The zone of its days; this machine's where no run is published.
   *
   * @throws IOException where the table run cannot be read
   */
  public static ZoneId zone(Warehouse warehouse) throws IOException {
    Table runs = warehouse.table(MailTables.RUN);
    @Nullable OffsetDateTime latest = null;
    ZoneId zone = ZoneId.systemDefault();
    if (runs.currentSnapshot() != null) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(runs).select("finished_at", "zone").build()) {
        for (Record row : rows) {
          OffsetDateTime finished = (OffsetDateTime) row.getField("finished_at");
          if (latest == null || finished.isAfter(latest)) {
            latest = finished;
            zone = ZoneId.of((String) row.getField("zone"));
          }
        }
      }
    }
    return zone;
  }
}
