package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import modori.correlate.JointVerdict;
import modori.correlate.LoggedAttempt;
import modori.correlate.RefusalInference;
import modori.spark.tables.MailTables;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Explains refusals whose text does not say why: {@link RefusalInference} over the refusals of some
 * weeks, since what is known of a server's domains and recipients grows.
 */
final class RefusalStep {
  private static final int LOOK_BACK_DAYS = 30;
  private static final String VAGUE =
      "recipient_domain <> '' AND evidence <> 'log+dsn' AND (event_type = 'rejected' AND mta IN ('exim', 'opensmtpd', 'courier')"
          + " AND (reply_text IS NULL AND reason_observed = 'unclassified'"
          + " OR reply_text LIKE '550 Invalid recipient%'"
          + " OR reply_text LIKE '%Address temporarily unavailable%')"
          + " OR event_type IN ('rejected', 'bounced') AND mta = 'exim'"
          + " AND reply_text LIKE 'Unrouteable address%')";

  /** What file metadata can tell of {@link #VAGUE}. */
  private static final Expression VAGUE_FILES =
      Expressions.and(
          Expressions.in("mta", "exim", "opensmtpd", "courier"),
          Expressions.in("event_type", "rejected", "bounced"));

  private final Tables tables;

  RefusalStep(Tables tables) {
    this.tables = tables;
  }

  /** Explains the refusals of these days and of those before. */
  void run(Set<LocalDate> touched, AttemptChanges changes) {
    if (touched.isEmpty() || !tables.mayHave(MailTables.DELIVERY_ATTEMPT, VAGUE_FILES)) {
      return;
    }
    LocalDate since = new TreeSet<>(touched).first().minusDays(LOOK_BACK_DAYS);
    Dataset<Row> attempts =
        tables.dataset(MailTables.DELIVERY_ATTEMPT).where("event_date >= DATE '" + since + "'");
    List<AttemptChanges.Found> refusals = found(attempts.where(VAGUE));
    if (refusals.isEmpty()) {
      return;
    }
    Dataset<Row> own = attempts.where("hosted = 'own' AND event_type <> 'rejected'");
    Set<String> domains = new HashSet<>();
    for (Row row :
        own.where("recipient_domain <> ''")
            .select("log_host", "recipient_domain")
            .distinct()
            .collectAsList()) {
      domains.add(RefusalInference.domainOf(row.getString(0), row.getString(1)));
    }
    List<LoggedAttempt> refused = refusals.stream().map(AttemptChanges.Found::attempt).toList();
    List<String> mailboxes = refused.stream().map(LoggedAttempt::mailboxKey).distinct().toList();
    Dataset<Row> wanted =
        tables.spark().createDataset(mailboxes, Encoders.STRING()).toDF("mailbox_key");
    List<LoggedAttempt> deliveries =
        found(own.join(functions.broadcast(wanted), "mailbox_key")).stream()
            .map(AttemptChanges.Found::attempt)
            .toList();
    Map<String, JointVerdict> verdicts = new HashMap<>();
    new RefusalInference(domains, deliveries)
        .infer(refused)
        .forEach(verdict -> verdicts.put(verdict.eventId(), verdict));
    changes.add(refusals, verdicts);
  }

  private static List<AttemptChanges.Found> found(Dataset<Row> rows) {
    Column[] columns = AttemptChanges.COLUMNS.stream().map(functions::col).toArray(Column[]::new);
    return rows.select(columns)
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(AttemptChanges::found)
        .collect();
  }
}
