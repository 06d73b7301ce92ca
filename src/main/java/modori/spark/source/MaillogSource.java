package modori.spark.source;

import java.util.Map;
import java.util.Set;
import modori.spark.tables.MailTables;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Mail logs as rows of {@code delivery_attempt}, without {@code run_id}: the data source {@code
 * maillog}.
 *
 * <pre>{@code
 * spark.read().format("maillog").option("zone", "Asia/Tokyo").load("/var/log/mail*")
 * CREATE TEMPORARY VIEW attempts USING maillog OPTIONS (path '/var/log/mail*', `as-of` '2027-01-10')
 * }</pre>
 *
 * <p>Paths are files, directories or globs; files are plain or packed by gz, bz2, xz or zst.
 * Options: {@code zone} of stamps that name none and of the days (default: the machine's), {@code
 * as-of}, the last finished day (default: yesterday; no stamp without year is later), {@code
 * hosted}, our own domains with commas between, and {@code split-mib}, how much of a plain file a
 * task reads (default {@value #SPLIT_MIB}). A path that leads to nothing is an error; a file that
 * cannot be read or is no log is passed over with a warning in Spark's log.
 *
 * <p>Lines of one queue entry may lie in several splits. So where there is more than one task, a
 * query runs two passes: a first Spark job reads all splits and brings home only the fragments of
 * entries that no split has seen whole (about 2 % of a log); then each split is read again for its
 * whole entries, fragments are dropped, and a few more tasks merge the fragments. Both passes read
 * the files as long as they were when the query began, so lines that are written meanwhile do not
 * matter. The driver holds the fragments; a task holds {@link ScanSettings#MOST_FACT_BYTES} of open
 * entries at most. An event that stands in two files gives two rows of the same {@code event_id}.
 */
public final class MaillogSource implements TableProvider, DataSourceRegister {
  static final String NAME = "maillog";
  static final int SPLIT_MIB = 64;

  private static final SourceColumns COLUMNS =
      new SourceColumns(MailTables.DELIVERY_ATTEMPT, Set.of("run_id"));

  @Override
  public String shortName() {
    return NAME;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return COLUMNS.schema();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    LogReading reading = LogReading.of(properties);
    reading.check();
    return new SourceTable(reading, COLUMNS);
  }
}
