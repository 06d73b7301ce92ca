package modori.spark.pipeline;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modori.chronic.Episode;
import modori.chronic.Hosting;
import modori.chronic.RecoveryCurve;
import modori.chronic.Share;
import modori.report.DomainPast;
import modori.report.Pictures;
import modori.report.Pictures.AtRisk;
import modori.report.Pictures.EndCount;
import modori.report.Pictures.FlowDay;
import modori.report.Pictures.HourCount;
import modori.report.Pictures.Recovery;
import modori.report.Totals;
import modori.spark.pipeline.JudgedDomain.EpisodeCost;
import modori.spark.tables.MailTables;
import modori.spark.tables.StoredRow;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** Gathers what the pictures show: the last two months of domains, and the failures of the day. */
final class PictureStep {
  private static final int TREND_DAYS = 60;
  // As the measures of a domain's day have it.
  private static final int EPISODES_STARTED_WITHIN_DAYS = 90;

  private static final List<String> COLUMNS =
      List.of(
          "reason",
          "event_time",
          "event_type",
          "recipient_domain",
          "mta",
          "detected_by",
          "relay_ip");
  private static final int REASON = COLUMNS.indexOf("reason");
  private static final int EVENT_TIME = COLUMNS.indexOf("event_time");
  private static final int EVENT_TYPE = COLUMNS.indexOf("event_type");
  private static final int RECIPIENT_DOMAIN = COLUMNS.indexOf("recipient_domain");
  private static final int MTA = COLUMNS.indexOf("mta");
  private static final int DETECTED_BY = COLUMNS.indexOf("detected_by");
  private static final int RELAY_IP = COLUMNS.indexOf("relay_ip");

  private final NightSettings settings;
  private final Tables tables;
  private final Map<LocalDate, int[]> all = new TreeMap<>();
  private final Map<String, Map<LocalDate, int[]>> byDomain = new HashMap<>();
  private final Map<String, Share> weekAgo = new HashMap<>();

  PictureStep(NightSettings settings, Tables tables) throws IOException {
    this.settings = settings;
    this.tables = tables;
    readDomainDays();
  }

  DomainPast past(String domain, Totals totals) {
    return new DomainPast(
        weekAgo.get(domain), days(byDomain.getOrDefault(domain, Map.of())), totals);
  }

  Pictures pictures(GoldStep.Gold gold) {
    List<EndCount> ends = new ArrayList<>();
    List<HourCount> hours = new ArrayList<>();
    failures()
        .forEach(
            (kind, count) -> {
              if (kind.hour() < 0) {
                ends.add(new EndCount(kind.domain(), kind.reason(), kind.end(), count));
              } else {
                hours.add(new HourCount(kind.hour(), kind.reason(), count));
              }
            });
    return new Pictures(days(all), ends, hours, recoveries(gold));
  }

  private void readDomainDays() throws IOException {
    LocalDate asOf = settings.asOf();
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(tables.staged(MailTables.DOMAIN_DAY))
            .select(
                "day",
                "recipient_domain",
                "mailboxes_active_30d",
                "mailboxes_full",
                "episodes_new",
                "episodes_recovered",
                "episodes_gone",
                "episodes_lost")
            .where(
                Expressions.and(
                    Expressions.greaterThan("day", (int) asOf.toEpochDay() - TREND_DAYS),
                    Expressions.lessThanOrEqual("day", (int) asOf.toEpochDay())))
            .build()) {
      rows.forEach(this::take);
    }
  }

  private void take(Record row) {
    LocalDate day = (LocalDate) row.getField("day");
    String domain = (String) row.getField("recipient_domain");
    int[] counts = {
      number(row, "mailboxes_full"),
      number(row, "episodes_new"),
      number(row, "episodes_recovered"),
      number(row, "episodes_gone"),
      number(row, "episodes_lost")
    };
    add(all, day, counts);
    // Most domains never have a full mailbox.
    if (java.util.Arrays.stream(counts).anyMatch(count -> count > 0)) {
      add(byDomain.computeIfAbsent(domain, any -> new TreeMap<>()), day, counts);
    }
    if (day.equals(settings.asOf().minusDays(7))) {
      weekAgo.put(
          domain, new Share(counts[0], Math.max(counts[0], number(row, "mailboxes_active_30d"))));
    }
  }

  private static void add(Map<LocalDate, int[]> days, LocalDate day, int[] counts) {
    int[] sum = days.computeIfAbsent(day, any -> new int[counts.length]);
    for (int i = 0; i < counts.length; i++) {
      sum[i] += counts[i];
    }
  }

  private static int number(Record row, String column) {
    return row.getField(column) instanceof Number value ? value.intValue() : 0;
  }

  private static List<FlowDay> days(Map<LocalDate, int[]> days) {
    List<FlowDay> flow = new ArrayList<>();
    days.forEach((day, n) -> flow.add(new FlowDay(day, n[0], n[1], n[2], n[3], n[4])));
    return flow;
  }

  /**
   * Failures that count alike.
   *
   * @param domain of the recipient; empty where only the hour counts
   * @param end how the attempt ended; empty where only the hour counts
   * @param hour by the report's clock; negative where it does not count
   */
  private record Kind(String reason, String domain, String end, int hour)
      implements Comparable<Kind>, Serializable {
    private static final Comparator<Kind> ORDER =
        Comparator.comparing(Kind::reason)
            .thenComparing(Kind::domain)
            .thenComparing(Kind::end)
            .thenComparingInt(Kind::hour);

    @Override
    public int compareTo(Kind other) {
      return ORDER.compare(this, other);
    }
  }

  private Map<Kind, Long> failures() {
    ZoneId zone = settings.zone();
    LocalDate asOf = settings.asOf();
    Map<Kind, Long> failures = new TreeMap<>();
    tables
        .stored(MailTables.DELIVERY_ATTEMPT, Tables.attemptDays(asOf, asOf), COLUMNS)
        .mapPartitions(rows -> failures(rows, zone))
        .collect()
        .forEach(counts -> counts.forEach((kind, count) -> failures.merge(kind, count, Long::sum)));
    return failures;
  }

  private static Iterator<HashMap<Kind, Long>> failures(Iterator<StoredRow> rows, ZoneId zone) {
    HashMap<Kind, Long> counts = new HashMap<>();
    while (rows.hasNext()) {
      StoredRow row = rows.next();
      String reason = row.text(REASON);
      if (reason != null && !AttemptTally.isEcho(row, MTA, DETECTED_BY, RELAY_IP)) {
        Instant time = Instant.EPOCH.plus(row.number(EVENT_TIME), ChronoUnit.MICROS);
        counts.merge(new Kind(reason, "", "", time.atZone(zone).getHour()), 1L, Long::sum);
        counts.merge(
            new Kind(reason, row.required(RECIPIENT_DOMAIN), row.required(EVENT_TYPE), -1),
            1L,
            Long::sum);
      }
    }
    return List.of(counts).iterator();
  }

  private List<Recovery> recoveries(GoldStep.Gold gold) {
    LocalDate from = settings.asOf().minusDays(EPISODES_STARTED_WITHIN_DAYS);
    Map<Hosting, List<Episode>> episodes = new EnumMap<>(Hosting.class);
    for (JudgedDomain domain : gold.judged()) {
      domain.mailboxes().stream()
          .flatMap(mailbox -> mailbox.episodes().stream())
          .map(EpisodeCost::episode)
          .filter(episode -> episode.firstDay().isAfter(from))
          .forEach(
              episode ->
                  episodes
                      .computeIfAbsent(domain.hosting(), any -> new ArrayList<>())
                      .add(episode));
    }
    List<Recovery> recoveries = new ArrayList<>();
    episodes.forEach(
        (hosting, its) ->
            recoveries.add(
                new Recovery(
                    hosting,
                    RecoveryCurve.of(its),
                    Recovery.DAYS.stream()
                        .map(days -> new AtRisk(days, RecoveryCurve.atRisk(its, days)))
                        .toList())));
    return recoveries;
  }
}
