package modori.audit;

import java.time.LocalDate;

/**
 * Sums of the episodes in domain_day of one day.
 *
 * @param before open at the end of the day before
 * @param started began on this day
 * @param ended recovered, gone or lost on this day
 * @param open open at the end of the day
 */
public record EpisodeNumbers(LocalDate day, long before, long started, long ended, long open) {}
