package modori.report;

import modori.chronic.Score;

/** Where a mailbox is heading, compared with the same weekday a week ago. */
public enum Trend {
  /** It has become chronic on this day. */
  NEW,
  /** Full more often than a week ago. */
  WORSE,
  /** As a week ago. */
  STEADY,
  /** Full less often than a week ago. */
  EASING;

  private static final int NOTICEABLE_PERCENT = 5;

  /** Compares two scores; differences below five percent points are none. */
  public static Trend between(Score weekAgo, Score today) {
    int difference = today.percent() - weekAgo.percent();
    if (difference >= NOTICEABLE_PERCENT) {
      return WORSE;
    }
    return difference <= -NOTICEABLE_PERCENT ? EASING : STEADY;
  }
}
