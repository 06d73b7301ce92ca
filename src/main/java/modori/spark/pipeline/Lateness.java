package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import modori.audit.Check;
import modori.audit.CheckOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What of a night came after the numbers of its day were final.
 *
 * @param finalBefore the last day that earlier nights have published as final; null for none
 * @param finalUntil the last final day as this night leaves it
 * @param grown the final days that lines or notices came for, and by how many rows of
 *     delivery_attempt each has grown: 0 where rows have only changed
 * @param verdicts of the touched days those with other reasons or outcomes than before
 * @param held those of them whose numbers stay as published
 * @param asked the days that are made again because somebody wants them to be
 * @param taken attempts held so far, by day, that the numbers take in now
 */
record Lateness(
    @Nullable LocalDate finalBefore,
    LocalDate finalUntil,
    SortedMap<LocalDate, Long> grown,
    Set<LocalDate> verdicts,
    SortedSet<LocalDate> held,
    SortedSet<LocalDate> asked,
    SortedMap<LocalDate, Long> taken) {
  /** Name of the check that tells of late lines. */
  static final String CHECK = "late lines";

  private static final int MOST_DAYS = 7;

  Lateness {
    grown = Collections.unmodifiableSortedMap(new TreeMap<>(grown));
    verdicts = Collections.unmodifiableSet(new TreeSet<>(verdicts));
    held = Collections.unmodifiableSortedSet(new TreeSet<>(held));
    asked = Collections.unmodifiableSortedSet(new TreeSet<>(asked));
    taken = Collections.unmodifiableSortedMap(new TreeMap<>(taken));
  }

  /** The final days whose numbers are made again, asked for or not. */
  SortedSet<LocalDate> reopened() {
    SortedSet<LocalDate> days = new TreeSet<>(grown.keySet());
    days.removeAll(held);
    days.addAll(taken.keySet());
    asked.stream().filter(this::wasFinal).forEach(days::add);
    return days;
  }

  /** The held days whose numbers would be others; rows may change in what no number says. */
  SortedSet<LocalDate> leftOut() {
    SortedSet<LocalDate> days = new TreeSet<>(held);
    days.removeIf(day -> !isOther(day));
    return days;
  }

  /** The same where the numbers of further days stay, too. */
  Lateness holding(Set<LocalDate> more) {
    SortedSet<LocalDate> all = new TreeSet<>(held);
    all.addAll(more);
    return new Lateness(finalBefore, finalUntil, grown, verdicts, all, asked, taken);
  }

  boolean wasFinal(LocalDate day) {
    return finalBefore != null && !day.isAfter(finalBefore);
  }

  /** A row of data_quality for each day: a warning where nobody has asked for what happens. */
  List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    SortedSet<LocalDate> days = new TreeSet<>(grown.keySet());
    days.addAll(reopened());
    for (LocalDate day : days) {
      boolean wanted = asked.contains(day);
      String observed =
          what(day, wanted ? " more" : " late")
              + (held.contains(day) ? ", not in its numbers" : ", its numbers are made again");
      checks.add(
          new Check(
              CHECK,
              day.toString(),
              wanted ? "as asked" : "none, the day is final",
              observed,
              isWarning(day) ? CheckOutcome.WARN : CheckOutcome.PASS));
    }
    return checks;
  }

  private String what(LocalDate day, String how) {
    List<String> parts = new ArrayList<>();
    long more = grown.getOrDefault(day, 0L);
    if (more > 0) {
      parts.add(attempts(more) + how);
    } else if (verdicts.contains(day)) {
      parts.add("new verdicts");
    }
    if (taken.containsKey(day)) {
      parts.add(taken.get(day) + " held before");
    }
    return parts.isEmpty() ? "no more attempts" : String.join(", ", parts);
  }

  /** One line for all warnings, with the cure. */
  Optional<String> warning() {
    SortedSet<LocalDate> days = new TreeSet<>(grown.keySet());
    days.removeIf(day -> !isWarning(day));
    if (days.isEmpty()) {
      return Optional.empty();
    }
    SortedSet<LocalDate> out = new TreeSet<>(days);
    out.retainAll(held);
    String line =
        CHECK
            + ": "
            + attempts(sum(days))
            + " of "
            + names(days)
            + " came when the day was final; ";
    return Optional.of(
        line
            + (out.isEmpty()
                ? "the numbers are made again"
                : "the numbers stay as they were published; to take them in: " + cure(out)));
  }

  // New verdicts alone are what notices are for, and a message that is given up after days changes
  // nothing of the days before; but where numbers stay that would be others, somebody is told.
  private boolean isWarning(LocalDate day) {
    Long more = grown.get(day);
    return more != null && !asked.contains(day) && (more > 0 || held.contains(day) && isOther(day));
  }

  private boolean isOther(LocalDate day) {
    Long more = grown.get(day);
    return more == null || more != 0 || verdicts.contains(day);
  }

  private long sum(SortedSet<LocalDate> days) {
    return days.stream().mapToLong(day -> Math.max(0, grown.getOrDefault(day, 0L))).sum();
  }

  private static String attempts(long count) {
    return count <= 0 ? "new verdicts" : count == 1 ? "one attempt" : count + " attempts";
  }

  private static String names(SortedSet<LocalDate> days) {
    String named =
        days.stream().limit(MOST_DAYS).map(LocalDate::toString).collect(Collectors.joining(", "));
    return days.size() > MOST_DAYS
        ? named + " and " + (days.size() - MOST_DAYS) + " more days"
        : named;
  }

  /** The options that make these days again. */
  static String cure(SortedSet<LocalDate> days) {
    return days.size() > MOST_DAYS
        ? "--from " + days.first() + " --to " + days.last()
        : "--reopen " + days.stream().map(LocalDate::toString).collect(Collectors.joining(","));
  }
}
