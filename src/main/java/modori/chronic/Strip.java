package modori.chronic;

import java.time.LocalDate;
import java.util.Objects;

/**
 * One letter per day of one mailbox, oldest first.
 *
 * @param lastDay the day of the last letter
 * @param letters symbols of {@link DayLetter}
 */
public record Strip(LocalDate lastDay, String letters) implements java.io.Serializable {

  /** Checks every letter. */
  public Strip {
    Objects.requireNonNull(lastDay);
    letters.chars().forEach(symbol -> DayLetter.of((char) symbol));
  }

  /**
   * The last so many days up to the day of judgement.
   *
   * <p>A message is compared with the smallest one refused since the first day of the strip.
   */
  public static Strip of(MailboxHistory history, ChronicRules rules, int length) {
    LocalDate from = history.asOfDay().minusDays(length - 1L);
    StringBuilder letters = new StringBuilder(length);
    DayLetters.each(history, rules, from, letter -> letters.append(letter.symbol()));
    return new Strip(history.asOfDay(), letters.toString());
  }

  /** The first day. */
  public LocalDate firstDay() {
    return lastDay.minusDays(letters.length() - 1L);
  }
}
