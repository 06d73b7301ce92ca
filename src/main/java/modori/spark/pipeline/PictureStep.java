package modori.spark.pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.Row;

/** Gathers what the pictures show: the last two months of domains, and the failures of the day. */
final class PictureStep {
  private static final int TREND_DAYS = 60;
  // As the measures of a domain's day have it.
  private static final int EPISODES_STARTED_WITHIN_DAYS = 90;

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
    for (Row row : failures()) {
      if (row.isNullAt(2)) {
        hours.add(new HourCount(row.getInt(3), row.getString(0), row.getLong(4)));
      } else {
        ends.add(
            new EndCount(row.getString(1), row.getString(0), row.getString(2), row.getLong(4)));
      }
    }
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

  // What the sendmail daemon of the same host has refused, its own line tells (see FactFolder).
  private List<Row> failures() {
    return tables
        .spark()
        .sql(
            "SELECT reason, recipient_domain, event_type, hour, count(*) FROM (SELECT"
                + " reason, recipient_domain, event_type,"
                + " hour(from_utc_timestamp(event_time, '"
                + settings.zone().getId().replaceFirst("^Z$", "UTC")
                + "')) AS hour FROM "
                + Tables.name(MailTables.DELIVERY_ATTEMPT)
                + " WHERE event_date = DATE '"
                + settings.asOf()
                + "' AND reason IS NOT NULL AND NOT (mta = 'sendmail'"
                + " AND coalesce(detected_by, '') = 'remote' AND (coalesce(relay_ip, '') LIKE"
                + " '127.%' OR coalesce(relay_ip, '') = '::1')))"
                + " GROUP BY GROUPING SETS ((reason, hour), (reason, recipient_domain, event_type))"
                + " ORDER BY ALL")
        .collectAsList();
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
