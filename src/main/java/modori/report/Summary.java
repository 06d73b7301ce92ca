package modori.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import modori.chronic.DomainDay;
import modori.chronic.Hosting;
import modori.chronic.Level;
import modori.chronic.Share;

/** The sentences that text and page have in common. */
final class Summary {
  private static final int MOST_HOSTS = 4;
  private static final int HOST_COLUMNS = 40;
  private static final int MOST_WAYS = 5;
  private static final int WAY_COLUMNS = 40;

  private Summary() {}

  /** What a reader wants to know first. */
  static List<String> of(NightReport report, Phrases phrases) {
    List<String> sentences = new ArrayList<>();
    int mailboxes = report.mailboxes();
    sentences.add(
        mailboxes == 0
            ? phrases.of("headline.none")
            : phrases.of(
                "headline.some",
                mailboxes,
                report.mailboxes(Hosting.OWN),
                report.mailboxes(Hosting.REMOTE)));
    long suspects =
        report.domains().stream()
            .flatMap(d -> d.mailboxes().stream())
            .filter(m -> m.episode().level() == Level.ABANDONED_SUSPECT)
            .count();
    if (suspects > 0) {
      sentences.add(phrases.of("suspect", suspects));
    }
    Changes changes = report.changes();
    sentences.add(
        changes.equals(Changes.NONE)
            ? phrases.of("unchanged")
            : phrases.of("changed", changed(changes, phrases)));
    if (mailboxes > 0) {
      sentences.add(phrases.of("lost", report.messagesLost()));
    }
    if (report.silentMessages() > 0) {
      sentences.add(phrases.of("silent.sentence", report.silentMessages()));
    }
    if (!report.run().missingHosts().isEmpty()) {
      sentences.add(phrases.of("incomplete", names(report.run().missingHosts(), phrases)));
    }
    return sentences;
  }

  private static String changed(Changes changes, Phrases phrases) {
    List<String> parts = new ArrayList<>();
    if (!changes.started().isEmpty()) {
      parts.add(phrases.of("changed.started", changes.started().size()));
    }
    if (!changes.worse().isEmpty()) {
      parts.add(phrases.of("changed.worse", changes.worse().size()));
    }
    if (!changes.recovered().isEmpty()) {
      parts.add(phrases.of("changed.recovered", changes.recovered().size()));
    }
    return String.join(phrases.of("list.separator"), parts);
  }

  /** Who should do what, a sentence each. */
  static List<String> todo(NightReport report, Phrases phrases) {
    List<String> sentences = new ArrayList<>();
    Changes changes = report.changes();
    if (report.mailboxes(Hosting.OWN) > 0) {
      List<String> first =
          java.util.stream.Stream.concat(changes.started().stream(), changes.worse().stream())
              .filter(change -> change.hosting() == Hosting.OWN)
              .map(Changes.MailboxChange::address)
              .toList();
      String sentence = phrases.of("todo.own", report.mailboxes(Hosting.OWN));
      sentences.add(
          first.isEmpty()
              ? sentence
              : sentence + " " + phrases.of("todo.own.new", names(first, phrases)));
    }
    if (report.mailboxes(Hosting.REMOTE) > 0) {
      sentences.add(phrases.of("todo.remote", report.mailboxes(Hosting.REMOTE)));
    }
    if (!changes.recovered().isEmpty()) {
      sentences.add(
          phrases.of(
              "todo.recovered",
              names(
                  changes.recovered().stream().map(Changes.MailboxChange::address).toList(),
                  phrases)));
    }
    String silent = silentRemedy(report, phrases);
    if (!silent.isEmpty()) {
      sentences.add(phrases.of("todo.silent", silent));
    }
    if (!report.run().missingHosts().isEmpty()) {
      sentences.add(phrases.of("todo.missing", names(report.run().missingHosts(), phrases)));
    }
    return sentences;
  }

  private static String names(List<?> names, Phrases phrases) {
    List<String> shown = new ArrayList<>();
    names.stream()
        .limit(MOST_HOSTS)
        .map(Object::toString)
        .map(name -> DisplayWidth.cut(ForeignText.visible(name), HOST_COLUMNS))
        .forEach(shown::add);
    if (names.size() > MOST_HOSTS) {
      shown.add(phrases.of("more", names.size() - MOST_HOSTS));
    }
    return String.join(phrases.of("list.separator"), shown);
  }

  /** Who has to be found so that nothing fails silently any more; empty where nobody can be. */
  static String silentRemedy(NightReport report, Phrases phrases) {
    List<String> ways =
        SilentWay.of(report.silentFailures()).stream()
            .filter(way -> way.isKnown() && way.hasWrongSender())
            .map(way -> DisplayWidth.cut(way.named(phrases), WAY_COLUMNS))
            .toList();
    if (ways.isEmpty()) {
      return "";
    }
    List<String> shown = new ArrayList<>(ways.subList(0, Math.min(MOST_WAYS, ways.size())));
    if (ways.size() > MOST_WAYS) {
      shown.add(phrases.of("more", ways.size() - MOST_WAYS));
    }
    return phrases.of("silent.remedy", String.join(phrases.of("list.separator"), shown));
  }

  /** How much of the truth was read. */
  static List<String> coverage(NightReport report, Phrases phrases) {
    RunFacts run = report.run();
    RunFacts.Lines lines = run.lines();
    int expected = run.hosts().size() + run.missingHosts().size();
    List<String> facts = new ArrayList<>();
    facts.add(phrases.of("coverage.hosts", run.hosts().size(), expected));
    facts.add(
        phrases.of(
            "coverage.read",
            run.files(),
            phrases.bytes(run.bytes()),
            duration(run.duration(), phrases)));
    facts.add(
        phrases.of(
            "coverage.lines",
            lines.total(),
            lines.event(),
            lines.context(),
            lines.ignored(),
            lines.quarantined()));
    RunFacts.Days days = run.days();
    if (days.finalUntil() != null) {
      facts.add(phrases.of("coverage.days", days.finalUntil().toString()));
    }
    if (!days.reopened().isEmpty()) {
      facts.add(phrases.of("coverage.reopened", names(days.reopened(), phrases)));
    }
    if (!days.held().isEmpty()) {
      facts.add(phrases.of("coverage.held", names(days.held(), phrases)));
    }
    if (report.totals().failures() > 0) {
      Share unclassified = new Share(report.totals().unclassified(), report.totals().failures());
      facts.add(
          unclassified.part() == 0
              ? phrases.of("coverage.classified")
              : phrases.of("coverage.unclassified", phrases.percent(unclassified.value())));
    }
    return facts;
  }

  /** Whose domain it is, and how many of its mailboxes are full. */
  static String domain(DomainSection domain, Phrases phrases) {
    return phrases.of(
        "domain.line",
        ForeignText.visible(domain.domain()),
        phrases.hosting(domain.hosting()),
        share(domain.measures(), phrases));
  }

  /** How many mailboxes of a domain are full, and how soon they recover. */
  static String measures(DomainSection domain, Phrases phrases) {
    DomainDay day = domain.measures();
    String text = phrases.hosting(domain.hosting()) + separator(phrases) + share(day, phrases);
    if (day.recovery().episodes() == 0) {
      return text;
    }
    OptionalDouble median = day.recovery().medianDays();
    return text
        + separator(phrases)
        + (median.isPresent()
            ? phrases.of("domain.median", (long) Math.ceil(median.getAsDouble()))
            : phrases.of("domain.medianOpen"));
  }

  static String separator(Phrases phrases) {
    return phrases.of("separator");
  }

  private static String share(DomainDay day, Phrases phrases) {
    Share share = day.fullShare();
    String percent = phrases.percent(share.value());
    String shown =
        day.fullShareInterval()
            .map(
                i ->
                    phrases.of(
                        "domain.interval",
                        percent,
                        phrases.percent(i.low()),
                        phrases.percent(i.high())))
            .orElse(percent);
    return phrases.of("domain.share", share.part(), share.base(), shown);
  }

  private static String duration(Duration duration, Phrases phrases) {
    if (duration.toMinutes() == 0) {
      return phrases.of("duration.seconds", duration.toSeconds());
    }
    return duration.toHours() == 0
        ? phrases.of("duration.minutes", duration.toMinutes(), duration.toSecondsPart())
        : phrases.of("duration.hours", duration.toHours(), duration.toMinutesPart());
  }
}
