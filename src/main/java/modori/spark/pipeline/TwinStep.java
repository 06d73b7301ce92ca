package modori.spark.pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import modori.spark.tables.MailTables;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Row;

/**
 * Takes out what Exim tells twice: in its main log, in its reject log and through syslog. Such rows
 * have the same event id; of these stays the one of the entry that was seen whole, of a log that
 * names its host. It makes no difference in which night and in which order they come.
 */
final class TwinStep {
  private static final String EXIM_FILES = "exim-mainlog";

  private final Tables tables;

  TwinStep(Tables tables) {
    this.tables = tables;
  }

  /** Looks at the days; gives the number of rows that were taken out. */
  long run(Set<LocalDate> touched, List<PlannedFile> planned) throws IOException {
    boolean twice =
        planned.stream().anyMatch(file -> file.dialect().equals(EXIM_FILES)) || wereThereBefore();
    if (touched.isEmpty() || !twice) {
      return 0;
    }
    String days =
        touched.stream().map(day -> "DATE '" + day + "'").collect(Collectors.joining(", "));
    List<Row> surplus =
        tables
            .dataset(MailTables.DELIVERY_ATTEMPT)
            .where("mta = 'exim' AND event_date IN (" + days + ")")
            .selectExpr(
                "event_id",
                "event_date",
                "source_file",
                "source_offset",
                "sender_address IS NULL AS torn",
                "log_host = '" + LogPlanner.DEFAULT_HOST + "' AS unnamed",
                "log_host",
                "min(CASE WHEN log_host <> '"
                    + LogPlanner.DEFAULT_HOST
                    + "' THEN log_host END) OVER (PARTITION BY event_id) AS first_host",
                "max(CASE WHEN log_host <> '"
                    + LogPlanner.DEFAULT_HOST
                    + "' THEN log_host END) OVER (PARTITION BY event_id) AS last_host")
            .selectExpr(
                "*",
                "row_number() OVER (PARTITION BY event_id,"
                    + " CASE WHEN unnamed OR first_host = last_host THEN first_host ELSE log_host END"
                    + " ORDER BY torn, unnamed, source_file, source_offset) AS place")
            .where("place > 1")
            .select("event_id", "source_file", "source_offset")
            .collectAsList();
    if (surplus.isEmpty()) {
      return 0;
    }
    RowChanges.WithoutPlaces without = new RowChanges.WithoutPlaces();
    surplus.forEach(row -> without.add(row.getString(0), row.getString(1), row.getLong(2)));
    return tables.rewriteAttempts(touched, without);
  }

  private boolean wereThereBefore() throws IOException {
    Table inputs = tables.staged(MailTables.INPUT_FILE);
    if (inputs.currentSnapshot() == null) {
      return false;
    }
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(inputs)
            .select("dialect")
            .where(Expressions.equal("dialect", EXIM_FILES))
            .build()) {
      return rows.iterator().hasNext();
    }
  }
}
