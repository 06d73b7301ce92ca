package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import modori.correlate.ContentKey;
import modori.correlate.MailboxProvider;
import modori.mail.MailAddress;
import modori.spark.tables.MailTables;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Gives recipients that a log names without a domain the domain that they have on that host. Behind
 * an alias or a list Sendmail logs {@code to=taro} only; the mailbox is the one that other lines
 * call {@code taro@example.co.jp}. Where no line does, it is the domain that most local deliveries
 * of the host have.
 */
final class LocalNameStep {
  private static final int LOOK_BACK_DAYS = 30;

  private static final List<String> CHANGED =
      List.of("recipient_address", "recipient_domain", "mailbox_key", "registrable_domain");

  private final Tables tables;

  LocalNameStep(Tables tables) {
    this.tables = tables;
  }

  /** Completes the bare names of the days. */
  void run(Set<LocalDate> touched) {
    if (touched.isEmpty()) {
      return;
    }
    TreeSet<LocalDate> days = new TreeSet<>(touched);
    if (!tables.mayHave(
        MailTables.DELIVERY_ATTEMPT,
        Expressions.and(
            Expressions.equal("recipient_domain", ""),
            Expressions.greaterThanOrEqual(
                "event_date", (int) days.first().minusDays(LOOK_BACK_DAYS).toEpochDay())))) {
      return;
    }
    Dataset<Row> own =
        tables
            .dataset(MailTables.DELIVERY_ATTEMPT)
            .where(
                "hosted = 'own' AND event_date >= DATE '"
                    + days.first().minusDays(LOOK_BACK_DAYS)
                    + "'");
    List<Row> bare =
        own.where("recipient_domain = '' AND recipient_local <> ''")
            .select("event_id", "event_date", "log_host", "recipient_local")
            .collectAsList();
    if (bare.isEmpty()) {
      return;
    }
    Map<String, Map<String, Long>> byName = new HashMap<>();
    Map<String, Map<String, Long>> byHost = new HashMap<>();
    for (Row row :
        own.where("recipient_domain <> ''")
            .groupBy("log_host", "recipient_local", "recipient_domain")
            .count()
            .collectAsList()) {
      String domain = row.getString(2);
      byName
          .computeIfAbsent(name(row.getString(0), row.getString(1)), any -> new TreeMap<>())
          .merge(domain, row.getLong(3), Long::sum);
      byHost
          .computeIfAbsent(row.getString(0), any -> new TreeMap<>())
          .merge(domain, row.getLong(3), Long::sum);
    }
    Map<String, @Nullable Object[]> named = new HashMap<>();
    Set<LocalDate> changed = new TreeSet<>();
    for (Row row : bare) {
      Map<String, Long> domains =
          byName.getOrDefault(
              name(row.getString(2), row.getString(3)),
              byHost.getOrDefault(row.getString(2), Map.of()));
      String domain =
          domains.entrySet().stream()
              .max(Map.Entry.<String, Long>comparingByValue())
              .map(Map.Entry::getKey)
              .orElse("");
      if (!domain.isEmpty()) {
        MailAddress address = new MailAddress(row.getString(3), domain);
        changed.add(row.getDate(1).toLocalDate());
        named.put(
            row.getString(0),
            new @Nullable Object[] {
              address.text(),
              domain,
              ContentKey.ofMailbox(address),
              MailboxProvider.registrableDomain(domain).orElse(null)
            });
      }
    }
    if (!named.isEmpty()) {
      tables.rewriteAttempts(changed, new RowChanges.NewValues("event_id", CHANGED, named));
      touched.addAll(changed);
    }
  }

  private static String name(String host, String local) {
    return host + ' ' + local.toLowerCase(java.util.Locale.ROOT);
  }
}
