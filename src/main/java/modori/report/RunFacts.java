package modori.report;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run read.
 *
 * @param runId identity of the run
 * @param asOfDay the day at whose end mailboxes are judged
 * @param zone the zone of days and times in the report
 * @param files input files read
 * @param bytes bytes read
 * @param lines what became of every line
 * @param hosts hosts whose lines were seen, in order
 * @param missingHosts hosts that were expected and not seen, in order
 * @param duration how long the run took
 * @param days which days may still change
 */
public record RunFacts(
    String runId,
    LocalDate asOfDay,
    ZoneId zone,
    long files,
    long bytes,
    Lines lines,
    List<String> hosts,
    List<String> missingHosts,
    Duration duration,
    Days days) {

  /** A run that says nothing of days. */
  public RunFacts(
      String runId,
      LocalDate asOfDay,
      ZoneId zone,
      long files,
      long bytes,
      Lines lines,
      List<String> hosts,
      List<String> missingHosts,
      Duration duration) {
    this(runId, asOfDay, zone, files, bytes, lines, hosts, missingHosts, duration, Days.UNKNOWN);
  }

  /** Checks and copies. */
  public RunFacts {
    Objects.requireNonNull(runId);
    Objects.requireNonNull(asOfDay);
    Objects.requireNonNull(zone);
    Objects.requireNonNull(lines);
    hosts = List.copyOf(hosts);
    missingHosts = List.copyOf(missingHosts);
    days = Objects.requireNonNullElse(days, Days.UNKNOWN); // an older archive tells none
    if (files < 0 || bytes < 0 || duration.isNegative()) {
      throw new IllegalArgumentException("a negative fact of run " + runId);
    }
  }

  /**
   * Which days may still change, and what came late for those that may not.
   *
   * @param finalUntil the last final day; null where nothing tells
   * @param reopened final days that late lines have changed, in order
   * @param held final days of which late lines are left out, in order
   */
  public record Days(
      @Nullable LocalDate finalUntil, List<LocalDate> reopened, List<LocalDate> held) {
    /** Nothing tells. */
    public static final Days UNKNOWN = new Days(null, List.of(), List.of());

    /** Copies. */
    public Days {
      reopened = List.copyOf(reopened);
      held = List.copyOf(held);
    }
  }

  /**
   * What became of every line.
   *
   * @param event it tells an event
   * @param context it was used, but tells no event of its own
   * @param ignored it says nothing of mail
   * @param quarantined no parser took it
   */
  public record Lines(long event, long context, long ignored, long quarantined) {

    /** Checks that nothing is negative. */
    public Lines {
      if (event < 0 || context < 0 || ignored < 0 || quarantined < 0) {
        throw new IllegalArgumentException("a negative count of lines");
      }
    }

    /** All lines. */
    public long total() {
      return event + context + ignored + quarantined;
    }
  }
}
