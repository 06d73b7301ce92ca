package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import modori.chronic.DomainDay;
import modori.chronic.Episode;

/**
 * The mailboxes of one domain that were ever full, judged.
 *
 * @param domain the domain
 * @param mailboxes each with its episodes
 * @param days the domain's measures by day, active mailboxes counted only among these
 */
record JudgedDomain(String domain, List<JudgedMailbox> mailboxes, Map<LocalDate, DomainDayFacts> days) implements Serializable {

  /**
   * A mailbox at the end of the last finished day.
   *
   * @param sendersAffected by episode
   * @param messagesLost by episode
   */
  record JudgedMailbox(
      String mailboxKey,
      String address,
      String domain,
      @org.jspecify.annotations.Nullable String provider,
      String hosted,
      List<EpisodeFacts> episodes,
      String strip,
      int score)
      implements Serializable {}

  /** An episode and what it cost, in serializable form. */
  record EpisodeFacts(
      java.time.Instant firstFull,
      java.time.Instant lastFull,
      LocalDate firstDay,
      LocalDate lastDay,
      String status,
      @org.jspecify.annotations.Nullable LocalDate closedOn,
      java.time.@org.jspecify.annotations.Nullable Instant recoveredAt,
      java.time.@org.jspecify.annotations.Nullable Instant lastOkBefore,
      int fullDays,
      int attemptDays,
      int fullCount,
      double regularity,
      int spanDays,
      int flapCount,
      String level,
      int sendersAffected,
      int messagesLost)
      implements Serializable {

    static EpisodeFacts of(Episode episode, int sendersAffected, int messagesLost) {
      return new EpisodeFacts(
          episode.firstFull(), episode.lastFull(), episode.firstDay(), episode.lastDay(), word(episode.status()), episode.closedOn(),
          episode.recoveredAt(), episode.lastOkBefore(), episode.fullDays(), episode.attemptDays(), episode.fullCount(), episode.regularity(),
          episode.spanDays(), episode.flapCount(), word(episode.level()), sendersAffected, messagesLost);
    }

    private static String word(Enum<?> value) {
      return value.name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What {@link DomainDay} says, in serializable form. */
  record DomainDayFacts(
      int full, int chronic, int abandoned, int before, int started, int recovered, int gone, int lost, double medianDays)
      implements Serializable {

    static DomainDayFacts of(DomainDay day) {
      DomainDay.Flow flow = day.flow();
      double median = day.recovery().medianDays().orElse(Double.NaN);
      return new DomainDayFacts(
          day.mailboxesFull(), day.mailboxesChronic(), day.mailboxesAbandonedSuspect(), flow.openBefore(), flow.started(), flow.recovered(),
          flow.gone(), flow.lost(), median);
    }
  }
}
