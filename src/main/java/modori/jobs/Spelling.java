package modori.jobs;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
final class Spelling {
  private static final int MOST_MISTAKES = 2;

  private Spelling() {}

  /**
   * The name with the fewest letters put in, left out or replaced; none where it is more than two.
   */
  static Optional<String> nearest(String word, Collection<String> names) {
    int fewest = MOST_MISTAKES + 1;
    String nearest = null;
    for (String name : names) {
      int mistakes = mistakes(word, name);
      if (mistakes < fewest) {
        fewest = mistakes;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static int mistakes(String word, String name) {
    int[] row = new int[name.length() + 1];
    for (int j = 0; j <= name.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= word.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= name.length(); j++) {
        int replaced = diagonal + (word.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[name.length()];
  }
}
