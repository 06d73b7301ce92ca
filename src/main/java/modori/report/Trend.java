package modori.report;

import modori.chronic.DayLetter;
import modori.chronic.Score;
import modori.chronic.Strip;

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

  private static final int WEEK = 7;

  /**
   * Compares two scores; differences below five percent points are none. A score also rises while a
   * mailbox stays as full as it was: worse is only what was full on more days of the last week than
   * of the week before.
   */
  public static Trend between(Score weekAgo, Score today, Strip strip) {
    int difference = today.percent() - weekAgo.percent();
    if (difference >= NOTICEABLE_PERCENT) {
      int end = strip.letters().length();
      long last = fullDays(strip, end - WEEK, end);
      return last > fullDays(strip, end - 2 * WEEK, end - WEEK) ? WORSE : STEADY;
    }
    return difference <= -NOTICEABLE_PERCENT ? EASING : STEADY;
  }

  private static long fullDays(Strip strip, int from, int to) {
    return strip
        .letters()
        .substring(Math.max(0, from), Math.max(0, to))
        .chars()
        .filter(letter -> DayLetter.of((char) letter).isFull())
        .count();
  }
}
