package modori.report;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import java.util.Comparator;
import java.util.Objects;
import modori.chronic.DayLetter;
import modori.chronic.Episode;
import modori.chronic.Score;
import modori.chronic.Strip;

/**
 * A mailbox that is chronically full.
 *
 * @param address the mailbox, as strangers wrote it
 * @param reason id of the reason of its refusals, for example {@code mailbox_full}
 * @param episode its open episode
 * @param strip one letter per day
 * @param score for ranking
 * @param messagesLost messages that finally failed because it is full
 * @param sendersAffected different senders whose mail failed
 * @param trend where it is heading
 */
public record FullMailbox(
    String address,
    String reason,
    Episode episode,
    Strip strip,
    Score score,
    long messagesLost,
    long sendersAffected,
    Trend trend) {

  /** The strip from the first day on of which anything was ever read. */
  Strip seenStrip() {
    String seen = strip.letters().replaceFirst("^\\" + DayLetter.MISSING.symbol() + "+", "");
    return seen.isEmpty() ? strip : new Strip(strip.lastDay(), seen);
  }

  /** Most serious first; the address decides between equals. */
  static final Comparator<FullMailbox> MOST_SERIOUS_FIRST =
      comparing((FullMailbox m) -> m.episode().level(), Comparator.reverseOrder())
          .thenComparing(comparingDouble((FullMailbox m) -> m.score().value()).reversed())
          .thenComparing(FullMailbox::address);

  /** Checks the counts. */
  public FullMailbox {
    Objects.requireNonNull(address);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(episode);
    Objects.requireNonNull(strip);
    Objects.requireNonNull(score);
    Objects.requireNonNull(trend);
    if (messagesLost < 0 || sendersAffected < 0) {
      throw new IllegalArgumentException("a negative count of " + address);
    }
  }
}
