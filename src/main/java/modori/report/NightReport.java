package modori.report;

import java.util.List;
import java.util.Objects;
import modori.chronic.Hosting;

/**
 * What a night found, whatever form it is shown in.
 *
 * @param run what was read
 * @param totals what became of the mail
 * @param changes what changed since the night before
 * @param domains the domains with chronically full mailboxes: our own first, whatever the order
 *     they are given in
 * @param notices whose mail the bounce messages are about
 * @param silentFailures failures that nobody was told of
 * @param flapping mailboxes that fill up again and again and are not in the domains' lists
 * @param pictures what the pictures show
 */
public record NightReport(
    RunFacts run,
    Totals totals,
    Changes changes,
    List<DomainSection> domains,
    NoticeCounts notices,
    List<SilentGroup> silentFailures,
    List<FlappingMailbox> flapping,
    Pictures pictures) {

  /** A report without pictures. */
  public NightReport(
      RunFacts run,
      Totals totals,
      Changes changes,
      List<DomainSection> domains,
      NoticeCounts notices,
      List<SilentGroup> silentFailures,
      List<FlappingMailbox> flapping) {
    this(run, totals, changes, domains, notices, silentFailures, flapping, Pictures.NONE);
  }

  /** Sorts and copies. */
  public NightReport {
    Objects.requireNonNull(run);
    Objects.requireNonNull(totals);
    Objects.requireNonNull(changes);
    Objects.requireNonNull(notices);
    Objects.requireNonNull(pictures);
    domains = domains.stream().sorted(DomainSection.ORDER).toList();
    silentFailures = List.copyOf(silentFailures);
    flapping = List.copyOf(flapping);
  }

  /** How many mailboxes are chronically full. */
  public int mailboxes() {
    return domains.stream().mapToInt(d -> d.mailboxes().size()).sum();
  }

  /** How many of them are of this hosting. */
  public int mailboxes(Hosting hosting) {
    return domains.stream()
        .filter(d -> d.hosting() == hosting)
        .mapToInt(d -> d.mailboxes().size())
        .sum();
  }

  /** Messages that were lost to the mailboxes of this report. */
  public long messagesLost() {
    return domains.stream()
        .flatMap(d -> d.mailboxes().stream())
        .mapToLong(FullMailbox::messagesLost)
        .sum();
  }

  /** Messages that failed without anybody being told. */
  public long silentMessages() {
    return silentFailures.stream().mapToLong(SilentGroup::messages).sum();
  }

  /** All its mailboxes, our own first, each group with the most serious first. */
  List<FullMailbox> mostSeriousFirst() {
    return java.util.Arrays.stream(Hosting.values())
        .flatMap(
            hosting ->
                domains.stream()
                    .filter(domain -> domain.hosting() == hosting)
                    .flatMap(domain -> domain.mailboxes().stream())
                    .sorted(FullMailbox.MOST_SERIOUS_FIRST))
        .toList();
  }

  /** The reasons of the mailboxes of this report, each once, in order of appearance. */
  List<String> mailboxReasons() {
    return domains.stream()
        .flatMap(d -> d.mailboxes().stream())
        .map(FullMailbox::reason)
        .distinct()
        .toList();
  }
}
