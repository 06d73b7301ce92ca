package modori.chronic;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;

/** The days that count when silence is measured: all but those of which our input is missing. */
final class KnownDays {
  private final Set<LocalDate> missingDays;
  private final Set<LocalDate> daysWithRow = new HashSet<>();

  KnownDays(MailboxHistory history) {
    missingDays = history.missingDays();
    if (!missingDays.isEmpty()) {
      history.days().forEach(row -> daysWithRow.add(row.day()));
    }
  }

  /** A day that has an observation is known, even if part of its input is missing. */
  boolean isKnown(LocalDate day) {
    return missingDays.isEmpty() || !missingDays.contains(day) || daysWithRow.contains(day);
  }

  /**
   * The day on which so many known days have passed after {@code start}; {@code end} where that is
   * not before {@code end}.
   */
  LocalDate afterDays(LocalDate start, int days, LocalDate end) {
    LocalDate day = start;
    int passed = 0;
    while (passed < days && day.isBefore(end)) {
      day = day.plusDays(1);
      passed += isKnown(day) ? 1 : 0;
    }
    return day.isBefore(end) ? day : end;
  }
}
