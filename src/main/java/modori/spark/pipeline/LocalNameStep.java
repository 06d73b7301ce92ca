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
import java.util.TreeMap;
import java.util.TreeSet;
import modori.correlate.ContentKey;
import modori.correlate.MailboxProvider;
import modori.mail.MailAddress;
import modori.spark.tables.MailTables;
import modori.spark.tables.StoredRow;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

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

  private static final List<String> COLUMNS =
      List.of(
          "event_id", "event_date", "log_host", "recipient_local", "recipient_domain", "hosted");
  private static final int EVENT_ID = COLUMNS.indexOf("event_id");
  private static final int EVENT_DATE = COLUMNS.indexOf("event_date");
  private static final int LOG_HOST = COLUMNS.indexOf("log_host");
  private static final int LOCAL = COLUMNS.indexOf("recipient_local");
  private static final int DOMAIN = COLUMNS.indexOf("recipient_domain");
  private static final int HOSTED = COLUMNS.indexOf("hosted");

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
    List<Bare> bare = own(days.first()).mapPartitions(LocalNameStep::bare).collect();
    if (bare.isEmpty()) {
      return;
    }
    Set<String> names = new HashSet<>();
    bare.forEach(one -> names.add(name(one.host(), one.local())));
    Broadcast<Set<String>> wanted =
        JavaSparkContext.fromSparkContext(tables.spark().sparkContext()).broadcast(names);
    Map<String, Map<String, Long>> known = new HashMap<>();
    own(days.first())
        .mapPartitions(rows -> known(rows, wanted.value()))
        .collect()
        .forEach(
            one ->
                known
                    .computeIfAbsent(one._1(), any -> new TreeMap<>())
                    .merge(one._2()._1(), one._2()._2(), Long::sum));
    Map<String, @Nullable Object[]> named = new HashMap<>();
    Set<LocalDate> changed = new TreeSet<>();
    for (Bare one : bare) {
      Map<String, Long> domains =
          known.getOrDefault(
              name(one.host(), one.local()), known.getOrDefault(one.host(), Map.of()));
      String domain =
          domains.entrySet().stream()
              .max(Map.Entry.<String, Long>comparingByValue())
              .map(Map.Entry::getKey)
              .orElse("");
      if (!domain.isEmpty()) {
        MailAddress address = new MailAddress(one.local(), domain);
        changed.add(LocalDate.ofEpochDay(one.epochDay()));
        named.put(
            one.eventId(),
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

  private JavaRDD<StoredRow> own(LocalDate first) {
    return tables.stored(
        MailTables.DELIVERY_ATTEMPT,
        Tables.attemptDays(first.minusDays(LOOK_BACK_DAYS), null),
        COLUMNS);
  }

  /** An attempt whose recipient has no domain. */
  private record Bare(String eventId, int epochDay, String host, String local)
      implements Serializable {}

  private static Iterator<Bare> bare(Iterator<StoredRow> rows) {
    List<Bare> bare = new ArrayList<>();
    while (rows.hasNext()) {
      StoredRow row = rows.next();
      if (row.required(DOMAIN).isEmpty()
          && "own".equals(row.text(HOSTED))
          && !row.required(LOCAL).isEmpty()) {
        bare.add(
            new Bare(
                row.required(EVENT_ID),
                (int) row.number(EVENT_DATE),
                row.required(LOG_HOST),
                row.required(LOCAL)));
      }
    }
    return bare.iterator();
  }

  // How many attempts have a domain, by host, and by host and name for these names.
  private static Iterator<Tuple2<String, Tuple2<String, Long>>> known(
      Iterator<StoredRow> rows, Set<String> names) {
    Map<String, Map<String, Long>> known = new HashMap<>();
    while (rows.hasNext()) {
      StoredRow row = rows.next();
      String domain = row.required(DOMAIN);
      if (!domain.isEmpty() && "own".equals(row.text(HOSTED))) {
        String host = row.required(LOG_HOST);
        count(known, host, domain);
        String name = name(host, row.required(LOCAL));
        if (names.contains(name)) {
          count(known, name, domain);
        }
      }
    }
    List<Tuple2<String, Tuple2<String, Long>>> all = new ArrayList<>();
    known.forEach(
        (key, domains) ->
            domains.forEach(
                (domain, count) -> all.add(new Tuple2<>(key, new Tuple2<>(domain, count)))));
    return all.iterator();
  }

  private static void count(Map<String, Map<String, Long>> known, String key, String domain) {
    known.computeIfAbsent(key, any -> new HashMap<>()).merge(domain, 1L, Long::sum);
  }

  private static String name(String host, String local) {
    return host + ' ' + local.toLowerCase(java.util.Locale.ROOT);
  }
}
