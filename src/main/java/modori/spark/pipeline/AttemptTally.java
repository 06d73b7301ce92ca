package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import modori.audit.DayNumbers;
import modori.audit.NightFigures;
import modori.classify.FailureReason;
import modori.parse.Outcome;
import modori.spark.tables.MailTables;
import org.apache.spark.sql.Row;

/**
 * The rows of delivery_attempt on the days that a night has touched, counted as they stand in the
 * table.
 */
final class AttemptTally {
  private static final Set<String> FAILURES =
      Set.of("deferred", "bounced", "expired", "rejected", MailFact.OUT_OF_BAND);
  private static final Set<String> TYPES = types();

  /** Rows without an hour: they only count. */
  private static final long NO_SLOT = -1;

  private final Map<LocalDate, long[]> days = new TreeMap<>();
  private final Map<String, TreeSet<Long>> slots = new TreeMap<>();
  private final Map<String, Long> eventsOfHosts = new TreeMap<>();

  /** Rows of this run by event type. */
  final Map<String, Long> types = new TreeMap<>();

  /** Failures of this run by reason. */
  final Map<String, Long> reasons = new TreeMap<>();

  private final Map<LocalDate, Long> fresh = new TreeMap<>();

  /** Counts; no row is read where no day was touched. */
  static AttemptTally of(Tables tables, Run run, NightSettings settings) {
    AttemptTally tally = new AttemptTally();
    TreeSet<LocalDate> days = new TreeSet<>(run.touched);
    days.addAll(run.held);
    if (days.isEmpty()) {
      return tally;
    }
    String touched =
        days.stream().map(day -> "DATE '" + day + "'").collect(Collectors.joining(", "));
    LocalDate asOf = settings.asOf();
    List<Row> rows =
        tables
            .dataset(MailTables.DELIVERY_ATTEMPT)
            .where("event_date IN (" + touched + ")")
            .selectExpr(
                "event_date",
                "event_type",
                "coalesce(reason, '') AS reason",
                "run_id = '" + run.id + "' AS fresh",
                // Told by the daemon's own line, see FactFolder.
                "coalesce(mta = 'sendmail' AND detected_by = 'remote'"
                    + " AND (relay_ip LIKE '127.%' OR relay_ip = '::1'), false) AS echo",
                "CASE WHEN event_date BETWEEN DATE '"
                    + asOf.minusDays(1)
                    + "' AND DATE '"
                    + asOf.plusDays(1)
                    + "' THEN log_host ELSE '' END AS log_host",
                "CASE WHEN event_date BETWEEN DATE '"
                    + asOf.minusDays(1)
                    + "' AND DATE '"
                    + asOf.plusDays(1)
                    + "' THEN unix_seconds(event_time) DIV "
                    + HostGaps.SLOT_SECONDS
                    + " ELSE "
                    + NO_SLOT
                    + "L END AS slot")
            .groupBy("event_date", "event_type", "reason", "fresh", "echo", "log_host", "slot")
            .count()
            .collectAsList();
    rows.forEach(row -> tally.add(row, asOf));
    return tally;
  }

  private void add(Row row, LocalDate asOf) {
    LocalDate day = row.getDate(0).toLocalDate();
    String type = row.getString(1);
    String reason = row.getString(2);
    long count = row.getLong(7);
    boolean failure = FAILURES.contains(type);
    long[] counts = days.computeIfAbsent(day, any -> new long[5]);
    counts[0] += count;
    counts[1] += TYPES.contains(type) ? 0 : count;
    counts[2] += failure ? count : 0;
    counts[3] += failure && reason.isEmpty() ? count : 0;
    counts[4] += !reason.isEmpty() && !row.getBoolean(4) ? count : 0;
    if (row.getBoolean(3)) {
      types.merge(type, count, Long::sum);
      fresh.merge(day, count, Long::sum);
      if (failure) {
        reasons.merge(reason, count, Long::sum);
      }
    }
    if (row.getLong(6) != NO_SLOT) {
      slots.computeIfAbsent(row.getString(5), any -> new TreeSet<>()).add(row.getLong(6));
      if (day.equals(asOf)) {
        eventsOfHosts.merge(row.getString(5), count, Long::sum);
      }
    }
  }

  /** The days with what gold tables say of them. */
  List<DayNumbers> days(Map<LocalDate, Long> domainAttempts, Map<LocalDate, Long> reasonEvents) {
    List<DayNumbers> numbers = new ArrayList<>();
    days.forEach(
        (day, counts) ->
            numbers.add(
                new DayNumbers(
                    day,
                    counts[0],
                    counts[1],
                    counts[2],
                    counts[3],
                    counts[4],
                    domainAttempts.getOrDefault(day, 0L),
                    reasonEvents.getOrDefault(day, 0L))));
    return numbers;
  }

  /** The silences of busy hosts around the last finished day. */
  List<NightFigures.Gap> gaps(NightSettings settings) {
    return HostGaps.of(slots, eventsOfHosts, settings);
  }

  /** Rows of this run later than a day. */
  long later(LocalDate than) {
    return count(day -> day.isAfter(than));
  }

  /** Rows of this run earlier than a day. */
  long earlier(LocalDate than) {
    return count(day -> day.isBefore(than));
  }

  /** Rows of this run. */
  long events() {
    return count(day -> true);
  }

  /** Failures of this run. */
  long failures() {
    return reasons.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Failures of this run whose reason nobody knows. */
  long unclassified() {
    return reasons.getOrDefault(FailureReason.UNCLASSIFIED.id(), 0L);
  }

  private long count(java.util.function.Predicate<LocalDate> wanted) {
    return fresh.entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static Set<String> types() {
    Set<String> types = new TreeSet<>();
    types.add(MailFact.OUT_OF_BAND);
    for (Outcome outcome : Outcome.values()) {
      types.add(outcome.columnValue());
    }
    return types;
  }
}
