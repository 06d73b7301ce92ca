package modori.chronic;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What the mailboxes of one domain come to at the end of one day.
 *
 * @param domain the recipient domain
 * @param day the day at whose end they are judged
 * @param mailboxesActive30d mailboxes with an attempt within the last 30 days
 * @param mailboxesFull open episodes
 * @param mailboxesChronic of these, how many are chronic
 * @param mailboxesAbandonedSuspect of these, how many look abandoned
 * @param flow how the number of open episodes changed on this day
 * @param recovery how long episodes last that started within the last 90 days
 */
public record DomainDay(
    String domain,
    LocalDate day,
    int mailboxesActive30d,
    int mailboxesFull,
    int mailboxesChronic,
    int mailboxesAbandonedSuspect,
    Flow flow,
    RecoveryCurve recovery)
    implements java.io.Serializable {

  /** Checks that the numbers agree. */
  public DomainDay {
    Objects.requireNonNull(day);
    Objects.requireNonNull(recovery);
    if (mailboxesFull != flow.open()) {
      throw new IllegalArgumentException(
          domain + ": " + mailboxesFull + " are full but the flow leaves " + flow.open());
    }
    if (mailboxesChronic + mailboxesAbandonedSuspect > mailboxesFull) {
      throw new IllegalArgumentException(domain + ": more are chronic than full");
    }
  }

  /**
   * How the number of open episodes changed on one day.
   *
   * @param openBefore open at the end of the day before
   * @param started episodes that started
   * @param recovered episodes whose recovery was confirmed
   * @param gone episodes that ended with an unknown mailbox
   * @param lost episodes that went out of sight
   */
  public record Flow(int openBefore, int started, int recovered, int gone, int lost)
      implements java.io.Serializable {

    /** Checks that nothing ended that was not open. */
    public Flow {
      if (openBefore < 0 || started < 0 || recovered < 0 || gone < 0 || lost < 0) {
        throw new IllegalArgumentException("a negative count in a flow");
      }
      if (openBefore + started - recovered - gone - lost < 0) {
        throw new IllegalArgumentException("more episodes ended than were open");
      }
    }

    /** Open at the end of the day. */
    public int open() {
      return openBefore + started - recovered - gone - lost;
    }

    /**
     * Whether this continues the day before: its open episodes must be those this day begins with,
     * unless late data changed the day before.
     */
    public boolean continues(Flow dayBefore) {
      return dayBefore.open() == openBefore;
    }
  }

  /**
   * Share of active mailboxes that are full; an open episode whose mailbox nobody tried within 30
   * days, which a long gap in our input can bring about, counts in the base.
   */
  public Share fullShare() {
    return new Share(mailboxesFull, Math.max(mailboxesActive30d, mailboxesFull));
  }

  /** The interval of {@link #fullShare}, where the base is too small to go without. */
  public Optional<Interval> fullShareInterval() {
    Share share = fullShare();
    return share.base() < Share.LARGE_BASE ? Optional.of(share.wilson()) : Optional.empty();
  }
}
