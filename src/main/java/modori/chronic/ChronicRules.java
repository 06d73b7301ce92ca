package modori.chronic;

/**
 * The parameters of the definition.
 *
 * @param bridgeDays a silence of up to so many days without an attempt does not end an episode
 * @param quietDays room counts as recovery once so many days have passed without a new refusal
 * @param sizeRule whether a message must be as large as the smallest refused one to prove room
 * @param chronicDays distinct days with a refusal that make an episode chronic
 * @param chronicSpanDays and from first to last refusal, both days counted
 * @param abandonDays distinct days with a refusal that make it suspect of being abandoned
 * @param abandonSpanDays and from first to last refusal, both days counted, with no room between
 * @param scoreHalfLifeDays after so many days a full day counts half in the score
 */
public record ChronicRules(
    int bridgeDays,
    int quietDays,
    SizeRule sizeRule,
    int chronicDays,
    int chronicSpanDays,
    int abandonDays,
    int abandonSpanDays,
    int scoreHalfLifeDays) {

  /** Whether sizes are compared. */
  public enum SizeRule {
    /** Only a message at least as large as the smallest refused one proves room. */
    ON,
    /** Every message proves room. */
    OFF
  }

  /** Checks the ranges. */
  public ChronicRules {
    if (quietDays < 0 || bridgeDays < quietDays) {
      throw new IllegalArgumentException(
          "want 0 <= quiet_days <= bridge_days, not " + quietDays + " and " + bridgeDays);
    }
    if (chronicDays < 2 || chronicSpanDays < chronicDays) {
      throw new IllegalArgumentException(
          "want 2 <= chronic_days <= chronic_span_days, not "
              + chronicDays
              + " and "
              + chronicSpanDays);
    }
    if (abandonDays < chronicDays || abandonSpanDays < chronicSpanDays) {
      throw new IllegalArgumentException("abandon_days and its span must not be below chronic");
    }
    if (scoreHalfLifeDays < 1) {
      throw new IllegalArgumentException("score_half_life_days below 1: " + scoreHalfLifeDays);
    }
  }

  /** The defaults for mailboxes of this hosting. */
  public static ChronicRules of(Hosting hosting) {
    int spanDays =
        switch (hosting) {
          case OWN -> 3;
          case REMOTE -> 14;
        };
    return new ChronicRules(14, 1, SizeRule.ON, 3, spanDays, 6, 90, 14);
  }

  boolean provesRoom(Acceptance message, long refusedBytes) {
    return sizeRule == SizeRule.OFF || message.provesRoom(refusedBytes);
  }

  Level level(int fullDays, long spanDays, int flapCount) {
    if (fullDays >= abandonDays && spanDays >= abandonSpanDays && flapCount == 0) {
      return Level.ABANDONED_SUSPECT;
    }
    if (fullDays >= chronicDays && spanDays >= chronicSpanDays) {
      return Level.CHRONIC;
    }
    return fullDays >= 2 ? Level.RECURRING : Level.TRANSIENT;
  }
}
