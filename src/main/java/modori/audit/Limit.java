package modori.audit;

import java.util.Arrays;
import java.util.Optional;

/** What is expected of a night, with the limits that hold where a site sets no others. */
public enum Limit {
  /** Share of the lines that are fewer than usual on this weekday. */
  FEWER_LINES("fewer-lines", 0.4, 0.8),
  /** Share of the lines that are more than usual on this weekday; 4 is five times as many. */
  MORE_LINES("more-lines", 0.4, 4),
  /** Minutes without an event of a busy host; the first limit holds from 8 to 20 h only. */
  GAP_MINUTES("gap-minutes", 30, 360),
  /** Share of lines that nobody understood. */
  QUARANTINED("quarantined", 0.0001, 0.01),
  /** Share of failures of unknown reason. */
  UNCLASSIFIED("unclassified", 0.01, 0.1),
  /** Share of events later than the day after the last finished one. */
  FUTURE("future", 0, 0.001),
  /** Share of events more than 35 days older than the last finished day. */
  OLD("old", 0, Double.POSITIVE_INFINITY),
  /** Share of our own servers' notices that are not linked to mail in the logs. */
  UNLINKED("unlinked", 0.01, 0.1),
  /** Robust z-score of one reason's share of the failures, against 28 days. */
  REASON_SHARE("reason-share", 4, Double.POSITIVE_INFINITY),
  /** Deliveries a day of a domain from which on a day without any is reported. */
  SILENT_DOMAIN("silent-domain", 1000, Double.POSITIVE_INFINITY);

  private final String id;
  private final double warn;
  private final double fail;

  Limit(String id, double warn, double fail) {
    this.id = id;
    this.warn = warn;
    this.fail = fail;
  }

  /** As it stands in settings. */
  public String id() {
    return id;
  }

  /** The limits where none are set. */
  Limits.Pair standard() {
    return new Limits.Pair(warn, fail);
  }

  static Optional<Limit> of(String id) {
    return Arrays.stream(values()).filter(limit -> limit.id.equals(id)).findFirst();
  }
}
