package modori.spark.lookup;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import modori.spark.tables.MailTables;
import modori.spark.tables.SoughtRows;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/** What the last published run was told. */
public final class LastNight {
  private LastNight() {}

  private record Night(long finishedAt, String zone) {}

  /**
   * The zone of its days; this machine's where no run is published.
   *
   * @throws IOException where the table run cannot be read
   */
  public static ZoneId zone(Warehouse warehouse) throws IOException {
    Table runs = warehouse.table(MailTables.RUN);
    long latest = Long.MIN_VALUE;
    ZoneId zone = ZoneId.systemDefault();
    for (Night night :
        new SoughtRows(runs, List.of("finished_at", "zone"), Map.of())
            .find(Expressions.alwaysTrue(), row -> new Night(row.number(0), row.required(1)))) {
      if (night.finishedAt() > latest) {
        latest = night.finishedAt();
        zone = ZoneId.of(night.zone());
      }
    }
    return zone;
  }
}
