package modori.chronic;

/**
 * How full a mailbox has lately been, for ranking: independent of how much mail it is sent.
 *
 * <p>Each day the value fades; a day with a refusal adds one, a day that only proves room halves
 * it.
 *
 * @param value from 0 to {@code limit}
 * @param limit what a mailbox that is full every day for ever comes up to; 20.7 by default
 */
public record Score(double value, double limit) implements java.io.Serializable {

  /** Checks the range. */
  public Score {
    if (!(value >= 0 && value <= limit)) {
      throw new IllegalArgumentException("not from 0 to " + limit + ": " + value);
    }
  }

  /** The score at the end of the day of judgement, from all days of the history. */
  public static Score of(MailboxHistory history, ChronicRules rules) {
    double fade = Math.pow(2, -1.0 / rules.scoreHalfLifeDays());
    double limit = 1 / (1 - fade);
    if (history.days().isEmpty()) {
      return new Score(0, limit);
    }
    double[] score = {0};
    DayLetters.each(
        history,
        rules,
        history.days().get(0).day(),
        letter -> {
          score[0] *= fade;
          if (letter.isFull()) {
            score[0] += 1;
          } else if (letter == DayLetter.ROOM) {
            score[0] /= 2;
          }
        });
    return new Score(Math.min(score[0], limit), limit);
  }

  /** The value on a scale from 0 to 100. */
  public int percent() {
    return (int) Math.round(100 * value / limit);
  }
}
