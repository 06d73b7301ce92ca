package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * Days in the report's zone.
 *
 * @param first the first of them
 * @param last the last of them, which may be the first
 */
public record DayRange(LocalDate first, LocalDate last) {
  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException where the first lies after the last
   */
  public DayRange {
    if (first.isAfter(last)) {
      throw new IllegalArgumentException(first + " lies after " + last);
    }
  }

  /** All days in order. */
  Stream<LocalDate> days() {
    return first.datesUntil(last.plusDays(1));
  }

  /** Whether any day is of both. */
  boolean overlaps(DayRange other) {
    return !first.isAfter(other.last) && !other.first.isAfter(last);
  }

  @Override
  public String toString() {
    return first + " to " + last;
  }
}
