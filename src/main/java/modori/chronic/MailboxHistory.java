package modori.chronic;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that is known of one mailbox at the end of a day.
 *
 * @param days rows in order, one per day with an observation, none after {@code asOfDay}
 * @param asOfDay the day at whose end the mailbox is judged
 * @param missingDays days of which our own input is missing
 */
public record MailboxHistory(List<MailboxDay> days, LocalDate asOfDay, Set<LocalDate> missingDays) {

  /** Checks the order. */
  public MailboxHistory {
    days = List.copyOf(days);
    missingDays = Set.copyOf(missingDays);
    LocalDate before = LocalDate.MIN;
    for (MailboxDay day : days) {
      if (!day.day().isAfter(before) || day.day().isAfter(asOfDay)) {
        throw new IllegalArgumentException("out of order or after the last day: " + day.day());
      }
      before = day.day();
    }
  }

  /** Takes rows in any order, joins rows of one day, and leaves out later days. */
  public static MailboxHistory of(
      Collection<MailboxDay> parts, LocalDate asOfDay, Set<LocalDate> missingDays) {
    TreeMap<LocalDate, MailboxDay> byDay = new TreeMap<>();
    for (MailboxDay part : parts) {
      if (!part.day().isAfter(asOfDay)) {
        byDay.merge(part.day(), part, MailboxDay::merge);
      }
    }
    return new MailboxHistory(List.copyOf(byDay.values()), asOfDay, missingDays);
  }

  /** The last day on which mail was refused for want of room or came in. */
  public Optional<LocalDate> lastAttemptDay() {
    for (int i = days.size() - 1; i >= 0; i--) {
      if (days.get(i).fullCount() + days.get(i).okCount() > 0) {
        return Optional.of(days.get(i).day());
      }
    }
    return Optional.empty();
  }
}
