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
 * Bounce messages as rows of {@code bounce_notice}, with the columns that a message itself fills:
 * the data source {@code bouncemail}.
 *
 * <pre>{@code
 * spark.read().format("bouncemail").load("/home/postmaster/Maildir")
 * CREATE TEMPORARY VIEW notices USING bouncemail OPTIONS (path '/var/mail/postmaster')
 * }</pre>
 *
 * <p>Paths are mbox files, Maildirs, single messages, tar archives, each also packed by gz, bz2, xz
 * or zst, directories of them, or globs. A plain mbox is read in ranges by several tasks; option
 * {@code split-mib} (default {@value #SPLIT_MIB}) says how much each reads. {@code source_file}
 * names a message of an mbox by the offset of its separator line ({@code box#@1234}), which is the
 * same however the file is cut. There is a row per notice and recipient, also for messages that are
 * no notice; a copy of a notice has the same {@code notice_id}. A path that leads to nothing is an
 * error; a file that cannot be read is passed over with a warning in Spark's log.
 */
public final class BouncemailSource implements TableProvider, DataSourceRegister {
  static final String NAME = "bouncemail";
  static final int SPLIT_MIB = 16;

  private static final SourceColumns COLUMNS =
      new SourceColumns(
          MailTables.BOUNCE_NOTICE,
          Set.of("verdict", "link_method", "link_confidence", "linked_event_id", "run_id"));

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
    MessageReading reading = MessageReading.of(properties);
    reading.check();
    return new SourceTable(reading, COLUMNS);
  }
}
