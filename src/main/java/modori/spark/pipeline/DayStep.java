package modori.spark.pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import modori.spark.tables.RowWriter;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Tells provisional days from final ones, and what comes late from what comes in time. A day is
 * final once a night has published it, or a later day, as final: not before, however old it is.
 */
final class DayStep {
  private static final String FINAL = "final";
  private static final String PROVISIONAL = "provisional";

  private final Tables tables;
  private final NightSettings settings;
  private final TreeMap<LocalDate, Stored> stored = new TreeMap<>();

  private record Stored(boolean isFinal, long lateAttempts, @Nullable String runId) {}

  /** Reads what earlier nights have published. */
  DayStep(Tables tables, NightSettings settings) throws IOException {
    this.tables = tables;
    this.settings = settings;
    tables.each(
        MailTables.DAY_STATE,
        Tables.everything(),
        List.of(),
        row ->
            stored.put(
                (LocalDate) row.getField("day"),
                new Stored(
                    FINAL.equals(row.getField("state")),
                    (Long) row.getField("late_attempts"),
                    (String) row.getField("run_id"))));
    if (stored.isEmpty()) {
      // Tables of a time before this one: what they know has not been called final yet.
      attemptsByDay(null).keySet().forEach(day -> stored.put(day, new Stored(false, 0, null)));
    }
  }

  /** The days that somebody wants made again and of which anything is known. */
  SortedSet<LocalDate> knownOfAsked() {
    SortedSet<LocalDate> known = settings.days().asked();
    known.retainAll(stored.keySet());
    return known;
  }

  /**
   * The days that would have to be made again and cannot be, since their attempts have been
   * removed; empty where nothing was asked for.
   */
  SortedSet<LocalDate> withoutFacts() throws IOException {
    SortedSet<LocalDate> without = new TreeSet<>();
    SortedSet<LocalDate> asked = knownOfAsked();
    if (!asked.isEmpty()) {
      Map<LocalDate, Long> facts = tables.publishedAttempts(asked.first(), settings.asOf());
      attemptsByDay(asked.first())
          .forEach(
              (day, attempts) -> {
                if (!day.isAfter(settings.asOf()) && facts.getOrDefault(day, 0L) < attempts) {
                  without.add(day);
                }
              });
    }
    return without;
  }

  // What the published numbers count, by day.
  private Map<LocalDate, Long> attemptsByDay(@Nullable LocalDate first) throws IOException {
    Map<LocalDate, Long> attempts = new TreeMap<>();
    tables.each(
        MailTables.DOMAIN_DAY,
        first == null
            ? Tables.everything()
            : Expressions.greaterThanOrEqual("day", (int) first.toEpochDay()),
        List.of("day", "attempts"),
        row -> {
          long count = (Long) row.getField("attempts");
          if (count > 0) {
            attempts.merge((LocalDate) row.getField("day"), count, Long::sum);
          }
        });
    return attempts;
  }

  /**
   * What came late; to be asked when all facts are on the staging branch.
   *
   * @param touched the days with new or changed facts
   * @param verdicts those of them with other reasons or outcomes than before
   */
  Lateness lateness(Set<LocalDate> touched, Set<LocalDate> verdicts) {
    LocalDate before =
        stored.descendingMap().entrySet().stream()
            .filter(day -> day.getValue().isFinal())
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(null);
    LocalDate finalUntil = settings.asOf().minusDays(settings.days().latenessDays());
    if (before != null && before.isAfter(finalUntil)) {
      finalUntil = before;
    }
    SortedSet<LocalDate> late = new TreeSet<>(touched);
    late.removeIf(day -> before == null || day.isAfter(before));
    SortedMap<LocalDate, Long> grown = grown(late);
    SortedSet<LocalDate> asked = settings.days().asked();
    asked.removeIf(day -> day.isAfter(settings.asOf()));
    asked.removeIf(day -> !stored.containsKey(day) && !touched.contains(day));
    // A day is made again with all days after it: their episodes build on it.
    LocalDate first = asked.isEmpty() ? null : asked.first();
    SortedSet<LocalDate> held = new TreeSet<>();
    if (settings.days().late() == LatePolicy.HOLD) {
      held.addAll(late);
      held.removeIf(day -> first != null && !day.isBefore(first));
    }
    SortedSet<LocalDate> made = new TreeSet<>(touched);
    made.removeAll(held);
    made.addAll(asked);
    SortedMap<LocalDate, Long> taken = new TreeMap<>();
    if (!made.isEmpty()) {
      stored
          .tailMap(made.first())
          .forEach(
              (day, one) -> {
                if (one.lateAttempts() > 0) {
                  taken.put(day, one.lateAttempts());
                }
              });
    }
    return new Lateness(before, finalUntil, grown, verdicts, held, asked, taken);
  }

  private SortedMap<LocalDate, Long> grown(SortedSet<LocalDate> late) {
    SortedMap<LocalDate, Long> grown = new TreeMap<>();
    if (!late.isEmpty()) {
      Map<LocalDate, Long> before = tables.publishedAttempts(late.first(), late.last());
      Map<LocalDate, Long> now = tables.stagedAttempts(late.first(), late.last());
      late.forEach(day -> grown.put(day, now.getOrDefault(day, 0L) - before.getOrDefault(day, 0L)));
    }
    return grown;
  }

  /** Writes the table day_state: every day with an attempt. */
  void write(Run run, Lateness lateness) {
    TreeSet<LocalDate> changed = new TreeSet<>(run.touched);
    changed.addAll(run.held);
    Map<LocalDate, Long> facts =
        changed.isEmpty() ? Map.of() : tables.stagedAttempts(changed.first(), changed.last());
    TreeSet<LocalDate> days = new TreeSet<>(stored.keySet());
    changed.forEach(
        day -> {
          if (facts.getOrDefault(day, 0L) > 0) {
            days.add(day);
          } else if (!lateness.asked().contains(day)) {
            days.remove(day);
          }
        });
    List<org.apache.iceberg.data.Record> rows = new ArrayList<>();
    for (LocalDate day : days) {
      Stored known = stored.getOrDefault(day, new Stored(false, 0, null));
      long late = known.lateAttempts();
      if (run.held.contains(day)) {
        late = Math.max(0, late + lateness.grown().getOrDefault(day, 0L));
      } else if (lateness.taken().containsKey(day)) {
        late = 0;
      }
      rows.add(
          new RowBuilder(MailTables.DAY_STATE)
              .set("day", day)
              .set("state", day.isAfter(lateness.finalUntil()) ? PROVISIONAL : FINAL)
              .set("late_attempts", late)
              .set("run_id", run.touched.contains(day) ? run.id : known.runId())
              .build());
    }
    try (RowWriter writer =
        new RowWriter(
            tables.staged(MailTables.DAY_STATE), MailTables.DAY_STATE, 0, System.nanoTime())) {
      rows.forEach(writer::write);
      tables.replace(MailTables.DAY_STATE, Tables.everything(), writer.finish());
    }
  }
}
