package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When days are final, and which of them a night is to make again.
 *
 * @param latenessDays a day is provisional until so many days after it have ended, at least 1
 * @param late what becomes of lines of a final day
 * @param reopen days that are made again though they are final
 * @param range the days of a backfill: only logs with lines of them are read, and they are made
 *     again; null for a night
 */
public record DayPolicy(
    int latenessDays, LatePolicy late, Set<LocalDate> reopen, @Nullable DayRange range) {
  /** Two days, and late lines are taken in. */
  public static final DayPolicy STANDARD = new DayPolicy(2, LatePolicy.REOPEN, Set.of(), null);

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException where a day would be final before it can be judged
   */
  public DayPolicy {
    if (latenessDays < 1) {
      throw new IllegalArgumentException(latenessDays + ": a day is provisional for one at least");
    }
    reopen = Collections.unmodifiableSet(new TreeSet<>(reopen));
  }

  /** The days that are made again because somebody wants them to be. */
  SortedSet<LocalDate> asked() {
    SortedSet<LocalDate> asked = new TreeSet<>(reopen);
    if (range != null) {
      range.days().forEach(asked::add);
    }
    return asked;
  }
}
