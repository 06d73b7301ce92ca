package modori.spark.pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import modori.spark.tables.MailTables;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tables that people read, from the first day that a night has touched to its last
 * finished day.
 */
final class GoldStep {
  private final Tables tables;
  private final NightSettings settings;
  private final int partitions;

  GoldStep(Tables tables, NightSettings settings, int partitions) {
    this.tables = tables;
    this.settings = settings;
    this.partitions = partitions;
  }

  /**
   * What is needed of the gold tables for the report.
   *
   * @param judged every domain with a mailbox that was ever full
   * @param days what the facts say of domains by day, of the days made again
   * @param active active mailboxes by domain on the last finished day
   * @param heldDays earlier days that are final and of whose senders more is known now
   */
  record Gold(
      List<JudgedDomain> judged,
      List<DomainPartial> days,
      Map<String, Integer> active,
      Set<LocalDate> heldDays) {}

  /**
   * Makes the days from the first touched one again; empty where no day was touched but the day has
   * gone on.
   *
   * @param finalBefore the last day that was published as final; null for none
   */
  Gold run(Set<LocalDate> touched, ScannedFacts scanned, @Nullable LocalDate finalBefore)
      throws IOException {
    LocalDate asOf = settings.asOf();
    TreeSet<LocalDate> days = new TreeSet<>(touched);
    LocalDate first = days.isEmpty() || days.first().isAfter(asOf) ? asOf : days.first();
    LocalDate last = days.isEmpty() || days.last().isBefore(asOf) ? asOf : days.last();
    Set<LocalDate> reread = scanned.incompleteDays(first, last);
    Stored stored = stored(first);
    boolean activeBefore =
        stored.days().stream().anyMatch(day -> !day.isBefore(ActiveMailboxes.firstDay(first)));
    FoldDays foldDays =
        new FoldDays(first, last, asOf, reread, scanned.storedRows(reread), activeBefore);
    Set<String> everFull = everFull();
    List<DataFile> files = new ArrayList<>();
    List<DataFile> textFiles = new ArrayList<>();
    List<SenderCount> senders = new ArrayList<>();
    List<DomainPartial> domains = new ArrayList<>();
    Map<String, int[]> active = new TreeMap<>();
    Set<String> own;
    List<JudgedDomain> judged;
    try (FoldStep fold = new FoldStep(tables, foldDays, scanned, everFull, partitions)) {
      for (FoldOutcome outcome : fold.outcomes()) {
        files.addAll(outcome.mailboxDayFiles());
        textFiles.addAll(outcome.textFiles());
        senders.addAll(outcome.senders());
        everFull.addAll(outcome.fullMailboxes());
        domains.addAll(outcome.domains());
        outcome.active().forEach((domain, counts) -> active.merge(domain, counts, GoldStep::sum));
      }
      tables.replacePartitions(MailTables.MAILBOX_DAY, files);
      tables.replacePartitions(MailTables.REASON_TEXT_DAY, textFiles);
      own = own(domains, stored);
      DomainJudge judge =
          new DomainJudge(
              asOf, first, missing(domains, stored, asOf.minusDays(DomainJudge.STRIP_DAYS)), own);
      judged =
          new JudgeStep(tables, partitions)
              .judge(judge, everFull, fold.records(), !stored.days().isEmpty());
    }
    GoldWriter writer = new GoldWriter(tables, asOf, own);
    writer.episodes(judged);
    writer.domainDays(first, domains, judged, active);
    writer.domainReasonDays(domains);
    boolean holds = settings.days().late() == LatePolicy.HOLD;
    Set<LocalDate> heldDays =
        new SenderStep(tables, settings.zone())
            .run(first, last, senders, holds ? finalBefore : null);
    new SurvivalStep(tables, asOf).run(judged);
    Map<String, Integer> activeNow = new TreeMap<>();
    active.forEach((domain, counts) -> activeNow.put(domain, counts[counts.length - 1]));
    return new Gold(judged, domains, activeNow, heldDays);
  }

  private static int[] sum(int[] one, int[] other) {
    int[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  // Whoever was full before is judged again each night: silence is an event too.
  private Set<String> everFull() throws IOException {
    Set<String> keys = new HashSet<>();
    if (tables.staged(MailTables.MAILBOX_CURRENT).currentSnapshot() != null) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(tables.staged(MailTables.MAILBOX_CURRENT))
              .select("mailbox_key")
              .build()) {
        rows.forEach(row -> keys.add((String) row.getField("mailbox_key")));
      }
    }
    return keys;
  }

  private record Stored(Set<LocalDate> days, Set<String> ownDomains) {}

  // What domain_day says of the days that are not made again.
  private Stored stored(LocalDate first) throws IOException {
    Set<LocalDate> days = new HashSet<>();
    Set<String> own = new HashSet<>();
    if (tables.staged(MailTables.DOMAIN_DAY).currentSnapshot() != null) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(tables.staged(MailTables.DOMAIN_DAY))
              .select("day", "recipient_domain", "hosted", "attempts")
              .where(Expressions.lessThan("day", (int) first.toEpochDay()))
              .build()) {
        for (Record row : rows) {
          if ((Long) row.getField("attempts") > 0) {
            days.add((LocalDate) row.getField("day"));
          }
          if ("own".equals(row.getField("hosted"))) {
            own.add((String) row.getField("recipient_domain"));
          }
        }
      }
    }
    return new Stored(days, own);
  }

  private Set<String> own(List<DomainPartial> domains, Stored stored) {
    Set<String> own = new HashSet<>();
    if (settings.hosted().isKnown()) {
      domains.stream()
          .map(domain -> domain.domain)
          .filter(settings.hosted()::contains)
          .forEach(own::add);
      stored.ownDomains().stream().filter(settings.hosted()::contains).forEach(own::add);
      return own;
    }
    own.addAll(stored.ownDomains());
    domains.stream()
        .filter(domain -> "own".equals(domain.hosted))
        .forEach(domain -> own.add(domain.domain));
    return own;
  }

  // A day on which no host has told anything of any mail: our input is missing. So it is before the
  // first day that was ever read, as far as a strip looks back.
  private static Set<LocalDate> missing(
      List<DomainPartial> domains, Stored stored, LocalDate lookBack) {
    TreeSet<LocalDate> seen = new TreeSet<>(stored.days());
    domains.forEach(domain -> seen.add(domain.day));
    Set<LocalDate> missing = new HashSet<>();
    if (!seen.isEmpty()) {
      LocalDate from = seen.first().isBefore(lookBack) ? seen.first() : lookBack;
      for (LocalDate day = from; day.isBefore(seen.last()); day = day.plusDays(1)) {
        if (!seen.contains(day)) {
          missing.add(day);
        }
      }
    }
    return missing;
  }

  static Map<String, DomainPartial> byDomainAndDay(List<DomainPartial> domains) {
    Map<String, DomainPartial> byKey = new HashMap<>();
    domains.forEach(domain -> byKey.put(domain.domain + ' ' + domain.day, domain));
    return byKey;
  }
}
