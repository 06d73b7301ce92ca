package modori.jobs;

import java.util.Collection;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that somebody may have meant. */
final class Spelling {
  private static final int MOST_MISTAKES = 2;
  private static final LevenshteinDistance LEVENSHTEIN = new LevenshteinDistance(MOST_MISTAKES);

  private Spelling() {}

  /**
   * The name with the fewest letters put in, left out or replaced; none where it is more than two.
   */
  static Optional<String> nearest(String word, Collection<String> names) {
    int fewest = MOST_MISTAKES + 1;
    String nearest = null;
    for (String name : names) {
      int mistakes = LEVENSHTEIN.apply(word, name); // below 0 where it is more
      if (mistakes >= 0 && mistakes < fewest) {
        fewest = mistakes;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }
}
