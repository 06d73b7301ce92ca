package modori.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import modori.chronic.Hosting;
import modori.chronic.RecoveryCurve;

/**
 * What the pictures of a report show beside the mailboxes themselves.
 *
 * @param trend the days up to the last finished one, oldest first
 * @param ends failures of the last finished day by domain, reason and end
 * @param hours failures of the last finished day by hour and reason
 * @param recoveries how long mailboxes stay full, ours and others
 */
public record Pictures(
    List<FlowDay> trend, List<EndCount> ends, List<HourCount> hours, List<Recovery> recoveries) {

  /** Nothing to draw. */
  public static final Pictures NONE = new Pictures(List.of(), List.of(), List.of(), List.of());

  /** Copies. */
  public Pictures {
    trend = List.copyOf(trend);
    ends = List.copyOf(ends);
    hours = List.copyOf(hours);
    recoveries = List.copyOf(recoveries);
  }

  /**
   * How the number of full mailboxes changed on one day.
   *
   * @param day the day
   * @param open full at its end
   * @param started that filled up
   * @param recovered that have room again
   * @param gone that turned out not to exist
   * @param lost that went out of sight
   */
  public record FlowDay(LocalDate day, int open, int started, int recovered, int gone, int lost) {

    /** Checks that nothing is negative. */
    public FlowDay {
      Objects.requireNonNull(day);
      if (open < 0 || started < 0 || recovered < 0 || gone < 0 || lost < 0) {
        throw new IllegalArgumentException("a negative count on " + day);
      }
    }
  }

  /**
   * How failures ended.
   *
   * @param domain the recipient domain
   * @param reason id of the reason
   * @param end {@code deferred}, {@code bounced}, {@code expired} or {@code rejected}
   * @param failures how many
   */
  public record EndCount(String domain, String reason, String end, long failures) {}

  /**
   * Failures of one hour.
   *
   * @param hour 0 to 23, in the report's zone
   * @param reason id of the reason
   * @param failures how many
   */
  public record HourCount(int hour, String reason, long failures) {

    /** Checks the hour. */
    public HourCount {
      if (hour < 0 || hour > 23) {
        throw new IllegalArgumentException("not an hour: " + hour);
      }
    }
  }

  /**
   * How long mailboxes stay full.
   *
   * @param hosting whose mailboxes they are
   * @param curve share of the episodes that go on
   * @param atRisk how many are known to go on, after some days
   */
  public record Recovery(Hosting hosting, RecoveryCurve curve, List<AtRisk> atRisk) {
    /** After so many days the numbers at risk are told. */
    public static final List<Integer> DAYS = List.of(0, 1, 3, 7, 14, 30, 60);

    /** Copies. */
    public Recovery {
      atRisk = List.copyOf(atRisk);
    }
  }

  /**
   * Episodes that are known to go on.
   *
   * @param days after the first refusal
   * @param episodes how many
   */
  public record AtRisk(int days, int episodes) {}
}
