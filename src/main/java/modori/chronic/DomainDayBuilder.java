package modori.chronic;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the mailboxes of one domain, in any order, into the domain's day. */
public final class DomainDayBuilder {
  private static final int ACTIVE_DAYS = 30;
  private static final int CURVE_DAYS = 90;

  private final String domain;
  private final LocalDate day;
  private int active;
  private int full;
  private int chronic;
  private int abandoned;
  private int openBefore;
  private int started;
  private int recovered;
  private int gone;
  private int lost;
  private final List<Episode> recent = new ArrayList<>();

  /** Starts without a mailbox. */
  public DomainDayBuilder(String domain, LocalDate day) {
    this.domain = domain;
    this.day = day;
  }

  /**
   * Adds one mailbox.
   *
   * @param lastAttemptDay the last day on which mail was refused for want of room or came in
   * @param episodes all its episodes, as judged at the end of the day
   */
  public DomainDayBuilder add(@Nullable LocalDate lastAttemptDay, List<Episode> episodes) {
    if (lastAttemptDay != null && lastAttemptDay.isAfter(day.minusDays(ACTIVE_DAYS))) {
      active++;
    }
    episodes.forEach(this::add);
    return this;
  }

  /** The domain's day. */
  public DomainDay build() {
    return new DomainDay(
        domain,
        day,
        active,
        full,
        chronic,
        abandoned,
        new DomainDay.Flow(openBefore, started, recovered, gone, lost),
        RecoveryCurve.of(recent));
  }

  private void add(Episode episode) {
    openBefore += episode.wasOpenOn(day.minusDays(1)) ? 1 : 0;
    started += episode.firstDay().equals(day) ? 1 : 0;
    if (day.equals(episode.closedOn())) {
      switch (episode.status()) {
        case RECOVERED -> recovered++;
        case GONE -> gone++;
        case LOST -> lost++;
        case OPEN -> throw new IllegalStateException("an open episode that is closed");
      }
    }
    if (episode.isOpen()) {
      full++;
      switch (episode.level()) {
        case CHRONIC -> chronic++;
        case ABANDONED_SUSPECT -> abandoned++;
        case TRANSIENT, RECURRING -> {}
      }
    }
    if (episode.firstDay().isAfter(day.minusDays(CURVE_DAYS))) {
      recent.add(episode);
    }
  }
}
