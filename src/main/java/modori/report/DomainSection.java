package modori.report;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import modori.chronic.DomainDay;
import modori.chronic.Hosting;

/**
 * The chronically full mailboxes of one domain.
 *
 * @param hosting whose mailboxes they are
 * @param measures the domain's day
 * @param mailboxes most serious first, whatever the order they are given in
 * @param past what the day is compared with
 */
public record DomainSection(
    Hosting hosting, DomainDay measures, List<FullMailbox> mailboxes, DomainPast past) {

  /** Our own first, then by the number of mailboxes. */
  static final Comparator<DomainSection> ORDER =
      comparing(DomainSection::hosting)
          .thenComparing(comparingInt((DomainSection d) -> d.mailboxes().size()).reversed())
          .thenComparing(DomainSection::domain);

  /** Sorts. */
  public DomainSection {
    Objects.requireNonNull(hosting);
    Objects.requireNonNull(measures);
    Objects.requireNonNull(past);
    mailboxes = mailboxes.stream().sorted(FullMailbox.MOST_SERIOUS_FIRST).toList();
  }

  /** A domain of whose past nothing is known. */
  public DomainSection(Hosting hosting, DomainDay measures, List<FullMailbox> mailboxes) {
    this(hosting, measures, mailboxes, DomainPast.NONE);
  }

  /** The recipient domain. */
  public String domain() {
    return measures.domain();
  }
}
