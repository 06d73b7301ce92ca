package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import modori.chronic.ChronicRules;
import modori.chronic.DomainDay;
import modori.chronic.DomainDayBuilder;
import modori.chronic.Episode;
import modori.chronic.Episodes;
import modori.chronic.Hosting;
import modori.chronic.MailboxDay;
import modori.chronic.MailboxHistory;
import modori.chronic.Score;
import modori.chronic.Strip;
import modori.spark.pipeline.JudgedDomain.EpisodeCost;
import modori.spark.pipeline.JudgedDomain.JudgedMailbox;

/**
 * Judges the mailboxes of a domain that were ever full.
 *
 * @param asOf the last finished day
 * @param firstDay first day of which domain measures are wanted
 * @param missingDays days without input
 * @param ownDomains domains whose mailboxes are ours
 */
record DomainJudge(
    LocalDate asOf, LocalDate firstDay, Set<LocalDate> missingDays, Set<String> ownDomains)
    implements Serializable {
  /** How far back a strip looks. */
  static final int STRIP_DAYS = 60;

  JudgedDomain judge(String domain, Map<String, List<MailboxRecord>> mailboxes) {
    Hosting hosting = ownDomains.contains(domain) ? Hosting.OWN : Hosting.REMOTE;
    ChronicRules rules = ChronicRules.of(hosting);
    Map<LocalDate, DomainDayBuilder> builders = new TreeMap<>();
    for (LocalDate day = firstDay; !day.isAfter(asOf); day = day.plusDays(1)) {
      builders.put(day, new DomainDayBuilder(domain, day));
    }
    List<JudgedMailbox> judged = new ArrayList<>();
    for (List<MailboxRecord> records : mailboxes.values()) {
      List<MailboxDay> days = records.stream().map(MailboxRecord::day).toList();
      for (Map.Entry<LocalDate, DomainDayBuilder> builder : builders.entrySet()) {
        MailboxHistory until = MailboxHistory.of(days, builder.getKey(), missingDays);
        builder.getValue().add(null, Episodes.of(until, rules));
      }
      MailboxHistory history = MailboxHistory.of(days, asOf, missingDays);
      List<Episode> episodes = Episodes.of(history, rules);
      if (!episodes.isEmpty()) {
        judged.add(mailbox(records, days, history, episodes, rules));
      }
    }
    judged.sort(Comparator.comparing(JudgedMailbox::mailboxKey));
    Map<LocalDate, DomainDay> measures = new TreeMap<>();
    builders.forEach((day, builder) -> measures.put(day, builder.build()));
    return new JudgedDomain(domain, hosting, judged, measures);
  }

  private JudgedMailbox mailbox(
      List<MailboxRecord> records,
      List<MailboxDay> days,
      MailboxHistory history,
      List<Episode> episodes,
      ChronicRules rules) {
    MailboxRecord first = records.get(0);
    String address =
        records.stream()
            .map(MailboxRecord::address)
            .min(Comparator.naturalOrder())
            .orElse(first.address());
    String provider =
        records.stream()
            .map(MailboxRecord::provider)
            .filter(java.util.Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    List<EpisodeCost> costs = new ArrayList<>();
    episodes.forEach(episode -> costs.add(cost(episode, records)));
    List<Episode> before =
        Episodes.of(MailboxHistory.of(days, asOf.minusDays(1), missingDays), rules);
    return new JudgedMailbox(
        first.mailboxKey(),
        address,
        first.domain(),
        provider,
        costs,
        Strip.of(history, rules, STRIP_DAYS),
        Score.of(history, rules),
        Score.of(MailboxHistory.of(days, asOf.minusDays(7), missingDays), rules),
        before.isEmpty() ? null : before.get(before.size() - 1));
  }

  private static EpisodeCost cost(Episode episode, List<MailboxRecord> records) {
    Set<String> senders = new HashSet<>();
    int lost = 0;
    for (MailboxRecord record : records) {
      LocalDate day = record.day().day();
      boolean within =
          !day.isBefore(episode.firstDay())
              && (episode.closedOn() == null || !day.isAfter(episode.closedOn()));
      if (within) {
        senders.addAll(record.senders());
        lost += record.lost();
      }
    }
    return new EpisodeCost(episode, senders.size(), lost);
  }
}
