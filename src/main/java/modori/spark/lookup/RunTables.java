package modori.spark.lookup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.OffsetDateTime;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * All tables of one moment, as a run has published them: views of this session alone stand before
 * the tables.
 */
public final class RunTables {
  /** Names the run that was published last. */
  public static final String LATEST = "latest";

  private RunTables() {}

  /**
   * Makes the views.
   *
   * @param run id of a run, or {@link #LATEST}
   * @throws IllegalArgumentException where there is no such run, or its state is no more kept
   * @throws IOException where the table run cannot be read
   */
  public static void show(SparkSession spark, Warehouse warehouse, String run) throws IOException {
    Record row = find(warehouse, run);
    if (row == null) {
      throw new IllegalArgumentException("no run " + run + ": SELECT run_id FROM run lists them");
    }
    JsonNode snapshots = snapshots((String) row.getField("snapshots"));
    for (TableDefinition definition : MailTables.ALL) {
      String name = Warehouse.CATALOG + "." + Warehouse.MAIL + "." + definition.name();
      JsonNode snapshot = snapshots.get(definition.name());
      Dataset<Row> rows;
      if (definition == MailTables.RUN) {
        rows = spark.table(name).where("finished_at <= '" + row.getField("finished_at") + "'");
      } else if (snapshot == null) {
        rows = spark.table(name).limit(0);
      } else {
        Table table = warehouse.table(definition);
        if (table.snapshot(snapshot.asLong()) == null) {
          throw new IllegalArgumentException(
              "the state of run "
                  + row.getField("run_id")
                  + " is no more kept: `modori maintain --keep-hours` says how long states are");
        }
        rows = spark.read().option("versionAsOf", snapshot.asText()).table(name);
      }
      rows.createOrReplaceTempView(definition.name());
    }
  }

  private static @Nullable Record find(Warehouse warehouse, String run) throws IOException {
    Table runs = warehouse.table(MailTables.RUN);
    Record found = null;
    if (runs.currentSnapshot() == null) {
      return null;
    }
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(runs).select("run_id", "finished_at", "snapshots").build()) {
      for (Record row : rows) {
        boolean wanted =
            run.equals(LATEST)
                ? found == null || finished(row).isAfter(finished(found))
                : run.equals(row.getField("run_id"));
        found = wanted ? row : found;
      }
    }
    return found;
  }

  private static OffsetDateTime finished(Record row) {
    return (OffsetDateTime) row.getField("finished_at");
  }

  private static JsonNode snapshots(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("the table run holds no list of snapshots", broken);
    }
  }
}
