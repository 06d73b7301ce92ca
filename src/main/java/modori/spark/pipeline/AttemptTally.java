package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import modori.audit.DayNumbers;
import modori.audit.NightFigures;
import modori.classify.FailureReason;
import modori.parse.Outcome;
import modori.spark.tables.MailTables;
import modori.spark.tables.StoredRow;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The rows of delivery_attempt on the days that a night has touched, counted as they stand in the
 * table.
 */
final class AttemptTally {
  private static final Set<String> FAILURES =
      Set.of("deferred", "bounced", "expired", "rejected", MailFact.OUT_OF_BAND);
  private static final Set<String> TYPES = types();

  private static final List<String> COLUMNS =
      List.of(
          "event_date",
          "event_time",
          "event_type",
          "reason",
          "run_id",
          "mta",
          "detected_by",
          "relay_ip",
          "log_host");
  private static final int EVENT_DATE = COLUMNS.indexOf("event_date");
  private static final int EVENT_TIME = COLUMNS.indexOf("event_time");
  private static final int EVENT_TYPE = COLUMNS.indexOf("event_type");
  private static final int REASON = COLUMNS.indexOf("reason");
  private static final int RUN_ID = COLUMNS.indexOf("run_id");
  private static final int MTA = COLUMNS.indexOf("mta");
  private static final int DETECTED_BY = COLUMNS.indexOf("detected_by");
  private static final int RELAY_IP = COLUMNS.indexOf("relay_ip");
  private static final int LOG_HOST = COLUMNS.indexOf("log_host");

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
    String runId = run.id;
    long asOf = settings.asOf().toEpochDay();
    tables
        .stored(MailTables.DELIVERY_ATTEMPT, Tables.attemptDays(days), COLUMNS)
        .mapPartitions(rows -> count(rows, runId, asOf))
        .collect()
        .forEach(group -> tally.add(group._1(), group._2(), settings.asOf()));
    return tally;
  }

  /**
   * Rows that count alike.
   *
   * @param fresh whether they are of this run
   * @param echo whether they are told by the daemon's own line, see FactFolder
   * @param slot of the days around the last finished one
   */
  private record Group(
      int day, String type, String reason, boolean fresh, boolean echo, String host, long slot)
      implements Serializable {

    // Asked for every row: what a record has by itself goes through method handles.
    @Override
    public boolean equals(@Nullable Object any) {
      return any instanceof Group other
          && day == other.day
          && slot == other.slot
          && fresh == other.fresh
          && echo == other.echo
          && type.equals(other.type)
          && reason.equals(other.reason)
          && host.equals(other.host);
    }

    @Override
    public int hashCode() {
      int ofTexts = 31 * (31 * type.hashCode() + reason.hashCode()) + host.hashCode();
      return 31 * (31 * ofTexts + day) + Long.hashCode(slot) + (fresh ? 1 : 0) + (echo ? 2 : 0);
    }
  }

  private static Iterator<Tuple2<Group, Long>> count(
      Iterator<StoredRow> rows, String runId, long asOf) {
    Map<Group, long[]> counts = new HashMap<>();
    while (rows.hasNext()) {
      StoredRow row = rows.next();
      int day = (int) row.number(EVENT_DATE);
      boolean near = Math.abs(day - asOf) <= 1;
      String reason = row.text(REASON);
      Group group =
          new Group(
              day,
              row.required(EVENT_TYPE),
              reason == null ? "" : reason,
              runId.equals(row.text(RUN_ID)),
              isEcho(row, MTA, DETECTED_BY, RELAY_IP),
              near ? row.required(LOG_HOST) : "",
              near
                  ? Math.floorDiv(row.number(EVENT_TIME), 1_000_000L) / HostGaps.SLOT_SECONDS
                  : NO_SLOT);
      counts.computeIfAbsent(group, any -> new long[1])[0]++;
    }
    List<Tuple2<Group, Long>> all = new ArrayList<>();
    counts.forEach((group, count) -> all.add(new Tuple2<>(group, count[0])));
    return all.iterator();
  }

  /** Whether a refusal by the sendmail daemon of the same host is told by its own line, too. */
  static boolean isEcho(StoredRow row, int mta, int detectedBy, int relayIp) {
    String server = row.required(mta);
    // Of other servers' rows the other columns need not be decoded.
    return server.equals("sendmail")
        && FactFolder.refusedByOurOwnDaemon(server, row.text(detectedBy), row.text(relayIp));
  }

  private void add(Group group, long count, LocalDate asOf) {
    LocalDate day = LocalDate.ofEpochDay(group.day());
    String type = group.type();
    String reason = group.reason();
    boolean failure = FAILURES.contains(type);
    long[] counts = days.computeIfAbsent(day, any -> new long[5]);
    counts[0] += count;
    counts[1] += TYPES.contains(type) ? 0 : count;
    counts[2] += failure ? count : 0;
    counts[3] += failure && reason.isEmpty() ? count : 0;
    counts[4] += !reason.isEmpty() && !group.echo() ? count : 0;
    if (group.fresh()) {
      types.merge(type, count, Long::sum);
      fresh.merge(day, count, Long::sum);
      if (failure) {
        reasons.merge(reason, count, Long::sum);
      }
    }
    if (group.slot() != NO_SLOT) {
      slots.computeIfAbsent(group.host(), any -> new TreeSet<>()).add(group.slot());
      if (day.equals(asOf)) {
        eventsOfHosts.merge(group.host(), count, Long::sum);
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
