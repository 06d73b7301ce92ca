package modori.spark.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import modori.chronic.DomainDay;
import modori.chronic.Episode;
import modori.chronic.Hosting;
import modori.chronic.Level;
import modori.classify.FailureReason;
import modori.correlate.QueuedMessage;
import modori.correlate.SilentFailure;
import modori.parse.Outcome;
import modori.report.Changes;
import modori.report.DomainPast;
import modori.report.DomainSection;
import modori.report.FlappingMailbox;
import modori.report.FullMailbox;
import modori.report.NightReport;
import modori.report.NoticeCounts;
import modori.report.Pictures;
import modori.report.RunFacts;
import modori.report.SilentGroup;
import modori.report.Totals;
import modori.report.Trend;
import modori.spark.pipeline.JudgedDomain.EpisodeCost;
import modori.spark.pipeline.JudgedDomain.JudgedMailbox;
import org.jspecify.annotations.Nullable;

/** Gathers what the report says from what the night has counted and judged. */
final class ReportStep {
  private final NightSettings settings;
  private final Tables tables;

  ReportStep(NightSettings settings, Tables tables) {
    this.settings = settings;
    this.tables = tables;
  }

  NightReport report(
      Run run,
      GoldStep.Gold gold,
      NoticeCounts notices,
      List<SilentFailure> silent,
      Lateness lateness,
      Duration duration)
      throws IOException {
    RunFacts facts =
        new RunFacts(
            run.id,
            settings.asOf(),
            settings.zone(),
            run.files,
            run.total.bytes(),
            new RunFacts.Lines(
                run.total.eventLines(),
                run.total.contextLines(),
                run.total.ignoredLines(),
                run.total.quarantinedLines()),
            new ArrayList<>(run.total.hosts().keySet()),
            List.of(),
            duration,
            days(lateness));
    // Only the pages draw.
    PictureStep pictures = settings.report() == null ? null : new PictureStep(settings, tables);
    return new NightReport(
        facts,
        totals(gold),
        changes(gold),
        sections(gold, pictures),
        notices,
        groups(silent),
        flapping(gold),
        pictures == null ? Pictures.NONE : pictures.pictures(gold));
  }

  // Of the days made again only those that nobody has asked for: somebody has read other numbers.
  private static RunFacts.Days days(Lateness lateness) {
    SortedSet<LocalDate> reopened = lateness.reopened();
    reopened.removeAll(lateness.asked());
    reopened.removeIf(day -> lateness.grown().getOrDefault(day, 0L) <= 0);
    return new RunFacts.Days(
        lateness.finalUntil(), List.copyOf(reopened), List.copyOf(lateness.leftOut()));
  }

  // By the login or client that can be told: the sender's address leads to nobody.
  private List<SilentGroup> groups(List<SilentFailure> silent) {
    Map<String, List<SilentFailure>> byPerson = new TreeMap<>();
    for (SilentFailure one : silent) {
      QueuedMessage failure = one.failure();
      byPerson
          .computeIfAbsent(
              failure.authUser()
                  + " "
                  + failure.clientIp()
                  + " "
                  + failure.sender()
                  + " "
                  + one.kind(),
              any -> new ArrayList<>())
          .add(one);
    }
    List<SilentGroup> groups = new ArrayList<>();
    for (List<SilentFailure> its : byPerson.values()) {
      QueuedMessage first = its.get(0).failure();
      Map<String, Integer> reasons = new TreeMap<>();
      its.forEach(
          one ->
              reasons.merge(
                  String.valueOf(
                      one.failure().reason() == null
                          ? "unclassified"
                          : one.failure().reason().id()),
                  1,
                  Integer::sum));
      String reason =
          reasons.entrySet().stream()
              .max(Map.Entry.<String, Integer>comparingByValue())
              .map(Map.Entry::getKey)
              .orElse("unclassified");
      long messages = its.stream().map(one -> one.failure().messageKey()).distinct().count();
      groups.add(
          new SilentGroup(
              first.authUser(),
              first.clientIp(),
              first.sender() == null ? "" : first.sender(),
              its.get(0).kind().columnValue(),
              reason,
              messages));
    }
    groups.sort(
        Comparator.comparing((SilentGroup group) -> !group.kind().equals("sender_unknown_local"))
            .thenComparing(Comparator.comparingLong(SilentGroup::messages).reversed()));
    return groups;
  }

  // Of the last finished day alone.
  private Totals totals(GoldStep.Gold gold) {
    return totals(
        gold.days().stream().filter(partial -> partial.day.equals(settings.asOf())).toList());
  }

  private static Totals totals(List<DomainPartial> partials) {
    Map<Outcome, Long> outcomes = new HashMap<>();
    Map<String, long[]> reasons = new TreeMap<>();
    for (DomainPartial partial : partials) {
      for (Outcome outcome : Outcome.values()) {
        outcomes.merge(outcome, partial.count(outcome), Long::sum);
      }
      partial.reasons.forEach(
          (key, reason) -> {
            int blank = key.indexOf(' ');
            long[] counts = reasons.computeIfAbsent(key.substring(0, blank), any -> new long[2]);
            counts[key.endsWith(" own") ? 0 : 1] += reason.events;
          });
    }
    List<Totals.ReasonCount> counts = new ArrayList<>();
    reasons.forEach(
        (reason, count) -> counts.add(new Totals.ReasonCount(reason, count[0], count[1])));
    counts.sort(
        Comparator.comparingLong(Totals.ReasonCount::total)
            .reversed()
            .thenComparing(Totals.ReasonCount::reason));
    return new Totals(
        outcomes.getOrDefault(Outcome.DELIVERED, 0L),
        outcomes.getOrDefault(Outcome.DEFERRED, 0L),
        outcomes.getOrDefault(Outcome.BOUNCED, 0L),
        outcomes.getOrDefault(Outcome.EXPIRED, 0L),
        outcomes.getOrDefault(Outcome.REJECTED, 0L),
        counts);
  }

  private static Changes changes(GoldStep.Gold gold) {
    List<Changes.MailboxChange> started = new ArrayList<>();
    List<Changes.MailboxChange> worse = new ArrayList<>();
    List<Changes.MailboxChange> recovered = new ArrayList<>();
    for (JudgedDomain domain : gold.judged()) {
      for (JudgedMailbox mailbox : domain.mailboxes()) {
        Episode now = mailbox.newest().episode();
        Episode before = mailbox.before();
        if (isChronic(now) && !isChronic(before)) {
          started.add(change(mailbox, domain.hosting(), now));
        } else if (isChronic(now) && before != null && now.level().compareTo(before.level()) > 0) {
          worse.add(change(mailbox, domain.hosting(), now));
        } else if (!isChronic(now) && isChronic(before) && before != null) {
          recovered.add(change(mailbox, domain.hosting(), before));
        }
      }
    }
    return new Changes(started, worse, recovered);
  }

  private static Changes.MailboxChange change(
      JudgedMailbox mailbox, Hosting hosting, Episode episode) {
    return new Changes.MailboxChange(
        mailbox.address(), hosting, episode.level(), episode.fullDays());
  }

  static boolean isChronic(@Nullable Episode episode) {
    return episode != null
        && episode.isOpen()
        && (episode.level() == Level.CHRONIC || episode.level() == Level.ABANDONED_SUSPECT);
  }

  private List<DomainSection> sections(GoldStep.Gold gold, @Nullable PictureStep pictures) {
    List<DomainSection> sections = new ArrayList<>();
    Map<String, DomainPartial> counted = GoldStep.byDomainAndDay(gold.days());
    for (JudgedDomain domain : gold.judged()) {
      List<FullMailbox> mailboxes = new ArrayList<>();
      for (JudgedMailbox mailbox : domain.mailboxes()) {
        EpisodeCost newest = mailbox.newest();
        if (isChronic(newest.episode())) {
          mailboxes.add(
              new FullMailbox(
                  mailbox.address(),
                  FailureReason.MAILBOX_FULL.id(),
                  newest.episode(),
                  mailbox.strip(),
                  mailbox.score(),
                  newest.messagesLost(),
                  newest.sendersAffected(),
                  trend(mailbox)));
        }
      }
      DomainDay day = domain.days().get(settings.asOf());
      if (!mailboxes.isEmpty() && day != null) {
        sections.add(
            new DomainSection(
                domain.hosting(),
                withActive(day, gold.active().getOrDefault(domain.domain(), 0)),
                mailboxes,
                pictures == null
                    ? DomainPast.NONE
                    : pictures.past(
                        domain.domain(),
                        totals(
                            counted.containsKey(domain.domain() + ' ' + settings.asOf())
                                ? List.of(counted.get(domain.domain() + ' ' + settings.asOf()))
                                : List.of()))));
      }
    }
    return sections;
  }

  // Each closed episode and each flap of one is a time that it filled up; the listed ones are told
  // of elsewhere.
  private List<FlappingMailbox> flapping(GoldStep.Gold gold) {
    LocalDate from = settings.asOf().minusDays(DomainJudge.STRIP_DAYS);
    List<FlappingMailbox> flapping = new ArrayList<>();
    for (JudgedDomain domain : gold.judged()) {
      for (JudgedMailbox mailbox : domain.mailboxes()) {
        int times =
            mailbox.episodes().stream()
                .map(EpisodeCost::episode)
                .filter(episode -> episode.lastDay().isAfter(from))
                .mapToInt(episode -> 1 + episode.flapCount())
                .sum();
        if (times >= FlappingMailbox.FEWEST_TIMES && !isChronic(mailbox.newest().episode())) {
          flapping.add(new FlappingMailbox(mailbox.address(), domain.hosting(), times));
        }
      }
    }
    flapping.sort(
        Comparator.comparingInt(FlappingMailbox::times)
            .reversed()
            .thenComparing(FlappingMailbox::address));
    return flapping;
  }

  private static Trend trend(JudgedMailbox mailbox) {
    return isChronic(mailbox.before())
        ? Trend.between(mailbox.scoreBefore(), mailbox.score(), mailbox.strip())
        : Trend.NEW;
  }

  private static DomainDay withActive(DomainDay day, int active) {
    return new DomainDay(
        day.domain(),
        day.day(),
        active,
        day.mailboxesFull(),
        day.mailboxesChronic(),
        day.mailboxesAbandonedSuspect(),
        day.flow(),
        day.recovery());
  }
}
