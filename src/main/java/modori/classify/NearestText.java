package modori.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds, among the texts that prove the rules, the one that a new rule could mistake most easily.
 */
public final class NearestText {
  private final List<Known> known = new ArrayList<>();

  private record Known(FailureReason reason, String text, Set<String> words, String folded) {}

  /** Of the rules that come with the program. */
  public NearestText() {
    for (Rule rule : RuleReader.standard()) {
      for (Rule.Example example : rule.match()) {
        String text = example.diagnostic().text();
        known.add(new Known(rule.reason(), text, words(text), FoldedText.literal(text)));
      }
    }
  }

  /**
   * The text of another reason that has most words in common with this one.
   *
   * @param reason what this one means
   * @param literal what the answer must not hold, since the new rule looks for it
   */
  public String of(String text, String reason, String literal) {
    String wanted = FoldedText.literal(literal);
    Set<String> words = words(text);
    String nearest = "";
    double most = -1;
    for (Known one : known) {
      if (one.reason().id().equals(reason) || one.folded().contains(wanted)) {
        continue;
      }
      Set<String> both = new HashSet<>(one.words());
      both.retainAll(words);
      double likeness = (double) both.size() / (one.words().size() + words.size() - both.size());
      if (likeness > most) {
        most = likeness;
        nearest = one.text();
      }
    }
    return nearest;
  }

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(FoldedText.literal(text).split("[^\\p{L}\\p{N}]+", -1)));
  }
}
