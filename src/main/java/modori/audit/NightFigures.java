package modori.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a night looks like beside the nights before it.
 *
 * @param asOf the last finished day
 * @param presentHosts hosts with lines of that day or later
 * @param linesByHost lines by host, of all runs with this last finished day
 * @param usualLines the same of earlier nights of this weekday, at most 4 weeks back, by host
 * @param days days that these lines stand for: 1, or more after missed nights
 * @param gaps the longest silences of hosts
 * @param lines lines read
 * @param quarantined of these, lines that nobody understood
 * @param events rows that this run has added
 * @param future of these, events later than the day after the last finished one
 * @param old of these, events more than 35 days older than it
 * @param failures of the rows, failures
 * @param unclassified of these, failures of unknown reason
 * @param ownNotices notices of our own servers
 * @param ownNoticesUnlinked of these, notices that no mail in the logs fits
 * @param reasonEvents failures by reason and day, 28 days and the last finished one
 * @param deliveries deliveries by domain and day, 7 days and the last finished one
 */
public record NightFigures(
    LocalDate asOf,
    Set<String> presentHosts,
    Map<String, Long> linesByHost,
    Map<String, List<Long>> usualLines,
    long days,
    List<Gap> gaps,
    long lines,
    long quarantined,
    long events,
    long future,
    long old,
    long failures,
    long unclassified,
    long ownNotices,
    long ownNoticesUnlinked,
    Map<String, Map<LocalDate, Long>> reasonEvents,
    Map<String, Map<LocalDate, Long>> deliveries) {

  /**
   * A silence of a busy host.
   *
   * @param minutes how long
   * @param daytimeMinutes how much of it between 8 and 20 h
   * @param since when it began, for people
   */
  public record Gap(String host, long minutes, long daytimeMinutes, String since) {}
}
