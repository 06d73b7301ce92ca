package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import modori.correlate.JointVerdict;
import modori.correlate.LoggedAttempt;
import modori.correlate.RefusalInference;
import modori.spark.tables.MailTables;
import modori.spark.tables.StoredRow;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Explains refusals whose text does not say why: {@link RefusalInference} over the refusals of some
 * weeks, since what is known of a server's domains and recipients grows.
 */
final class RefusalStep {
  private static final int LOOK_BACK_DAYS = 30;
  private static final Set<String> VAGUE_SERVERS = Set.of("exim", "opensmtpd", "courier");

  private static final List<String> COLUMNS =
      Stream.concat(AttemptChanges.COLUMNS.stream(), Stream.of("mta", "recipient_domain")).toList();
  private static final int EVENT_TYPE = COLUMNS.indexOf("event_type");
  private static final int LOG_HOST = COLUMNS.indexOf("log_host");
  private static final int MAILBOX_KEY = COLUMNS.indexOf("mailbox_key");
  private static final int REASON_OBSERVED = COLUMNS.indexOf("reason_observed");
  private static final int REPLY_TEXT = COLUMNS.indexOf("reply_text");
  private static final int HOSTED = COLUMNS.indexOf("hosted");
  private static final int EVIDENCE = COLUMNS.indexOf("evidence");
  private static final int MTA = COLUMNS.indexOf("mta");
  private static final int RECIPIENT_DOMAIN = COLUMNS.indexOf("recipient_domain");

  /** What file metadata can tell of {@link #isVague}. */
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
    List<AttemptChanges.Found> refusals =
        attempts(since).mapPartitions(RefusalStep::refusals).collect();
    if (refusals.isEmpty()) {
      return;
    }
    List<LoggedAttempt> refused = refusals.stream().map(AttemptChanges.Found::attempt).toList();
    Set<String> mailboxes = new HashSet<>();
    refused.forEach(one -> mailboxes.add(one.mailboxKey()));
    Broadcast<Set<String>> wanted =
        JavaSparkContext.fromSparkContext(tables.spark().sparkContext()).broadcast(mailboxes);
    Set<String> domains = new HashSet<>();
    List<LoggedAttempt> deliveries = new ArrayList<>();
    for (Serializable one :
        attempts(since).mapPartitions(rows -> own(rows, wanted.value())).collect()) {
      if (one instanceof AttemptChanges.Found found) {
        deliveries.add(found.attempt());
      } else {
        domains.add(one.toString());
      }
    }
    Map<String, JointVerdict> verdicts = new HashMap<>();
    new RefusalInference(domains, deliveries)
        .infer(refused)
        .forEach(verdict -> verdicts.put(verdict.eventId(), verdict));
    changes.add(refusals, verdicts);
  }

  private JavaRDD<StoredRow> attempts(LocalDate since) {
    return tables.stored(MailTables.DELIVERY_ATTEMPT, Tables.attemptDays(since, null), COLUMNS);
  }

  private static Iterator<AttemptChanges.Found> refusals(Iterator<StoredRow> rows) {
    List<AttemptChanges.Found> refusals = new ArrayList<>();
    while (rows.hasNext()) {
      StoredRow row = rows.next();
      if (isVague(row)
          && !row.required(RECIPIENT_DOMAIN).isEmpty()
          && !row.required(EVIDENCE).equals("log+dsn")) {
        refusals.add(AttemptChanges.found(row));
      }
    }
    return refusals.iterator();
  }

  private static boolean isVague(StoredRow row) {
    String type = row.required(EVENT_TYPE);
    String mta = row.required(MTA);
    if (!type.equals("rejected") && !type.equals("bounced") || !VAGUE_SERVERS.contains(mta)) {
      return false;
    }
    String text = row.text(REPLY_TEXT);
    if (text == null) {
      return type.equals("rejected") && "unclassified".equals(row.text(REASON_OBSERVED));
    }
    return type.equals("rejected")
            && (text.startsWith("550 Invalid recipient")
                || text.contains("Address temporarily unavailable"))
        || mta.equals("exim") && text.startsWith("Unrouteable address");
  }

  // The domains that hosts deliver for, and the attempts for these mailboxes.
  private static Iterator<Serializable> own(Iterator<StoredRow> rows, Set<String> mailboxes) {
    Set<String> domains = new HashSet<>();
    List<Serializable> own = new ArrayList<>();
    while (rows.hasNext()) {
      StoredRow row = rows.next();
      if ("own".equals(row.text(HOSTED)) && !row.required(EVENT_TYPE).equals("rejected")) {
        String domain = row.required(RECIPIENT_DOMAIN);
        if (!domain.isEmpty()) {
          domains.add(RefusalInference.domainOf(row.required(LOG_HOST), domain));
        }
        if (mailboxes.contains(row.required(MAILBOX_KEY))) {
          own.add(AttemptChanges.found(row));
        }
      }
    }
    own.addAll(domains);
    return own.iterator();
  }
}
