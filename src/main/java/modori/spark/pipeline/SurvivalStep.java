package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modori.chronic.Episode;
import modori.chronic.EpisodeStatus;
import modori.chronic.Interval;
import modori.chronic.RecoveryCurve;
import modori.spark.pipeline.JudgedDomain.EpisodeCost;
import modori.spark.pipeline.JudgedDomain.JudgedMailbox;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import modori.spark.tables.RowWriter;
import org.apache.iceberg.data.Record;

/** Makes survival_domain of all episodes that are known. */
final class SurvivalStep {
  private static final String ALL = "all";

  private final Tables tables;
  private final LocalDate asOf;

  SurvivalStep(Tables tables, LocalDate asOf) {
    this.tables = tables;
    this.asOf = asOf;
  }

  private record Group(String scope, String name, String cohort) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int order = scope.compareTo(other.scope);
      order = order == 0 ? name.compareTo(other.name) : order;
      return order == 0 ? cohort.compareTo(other.cohort) : order;
    }
  }

  void run(List<JudgedDomain> judged) {
    Map<Group, List<Episode>> groups = new TreeMap<>();
    for (JudgedDomain domain : judged) {
      for (JudgedMailbox mailbox : domain.mailboxes()) {
        for (EpisodeCost cost : mailbox.episodes()) {
          Episode episode = cost.episode();
          add(groups, "domain", domain.domain(), episode);
          add(groups, "hosted", domain.hosting().columnValue(), episode);
          add(groups, ALL, "*", episode);
          if (mailbox.provider() != null) {
            add(groups, "provider", mailbox.provider(), episode);
          }
        }
      }
    }
    try (RowWriter writer =
        new RowWriter(
            tables.staged(MailTables.SURVIVAL_DOMAIN),
            MailTables.SURVIVAL_DOMAIN,
            0,
            System.nanoTime())) {
      groups.forEach((group, episodes) -> writer.write(row(group, episodes)));
      tables.replace(MailTables.SURVIVAL_DOMAIN, Tables.everything(), writer.finish());
    }
  }

  private static void add(
      Map<Group, List<Episode>> groups, String scope, String name, Episode episode) {
    String month = episode.firstDay().toString().substring(0, "2027-01".length());
    for (String cohort : new String[] {month, ALL}) {
      groups.computeIfAbsent(new Group(scope, name, cohort), any -> new ArrayList<>()).add(episode);
    }
  }

  private Record row(Group group, List<Episode> episodes) {
    RecoveryCurve curve = RecoveryCurve.of(episodes);
    int gone = (int) episodes.stream().filter(one -> one.status() == EpisodeStatus.GONE).count();
    RowBuilder row =
        new RowBuilder(MailTables.SURVIVAL_DOMAIN)
            .set("scope", group.scope())
            .set("name", group.name())
            .set("cohort", group.cohort())
            .set("as_of", asOf)
            .set("episodes", curve.episodes())
            .set("recovered", curve.recoveries())
            .set("gone", gone)
            .set("censored", curve.episodes() - curve.recoveries() - gone)
            .set(
                "median_days",
                curve.medianDays().isPresent() ? curve.medianDays().getAsDouble() : null);
    for (int days : new int[] {1, 7, 30, 90}) {
      after(row, curve, days, RecoveryCurve.atRisk(episodes, days));
    }
    return row.build();
  }

  // Where the last one watched went out of sight before, nothing is known; where the last one
  // recovered before, none is left.
  private static void after(RowBuilder row, RecoveryCurve curve, int days, int atRisk) {
    String suffix = "_" + days + "d";
    double still = 1 - curve.recoveredWithin(days);
    boolean known = atRisk > 0 || still == 0;
    Interval recovered = curve.recoveredWithinInterval(days);
    row.set("at_risk" + suffix, atRisk)
        .set("still_full" + suffix, known ? still : null)
        .set("still_full_low" + suffix, known ? 1 - recovered.high() : null)
        .set("still_full_high" + suffix, known ? 1 - recovered.low() : null);
  }
}
