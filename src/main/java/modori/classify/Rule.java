package modori.classify;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule as it is written in its file: if all conditions hold, the reason is this.
 *
 * @param id stable id
 * @param reason the answer
 * @param all of each of these word classes one stands in the text
 * @param any at least one of these literals does
 * @param none none of these literals does
 * @param phrases at least one of these sequences of word classes does, within one sentence
 * @param gap how many characters may lie between two neighbours of a phrase
 * @param names at least one of these stands in a host name, URL or address
 * @param pattern a regular expression that is found in the folded text
 * @param replyCodes one of these reply codes is given
 * @param enhancedCodes one of these enhanced codes is given; an x stands for 4 and 5
 * @param stages one of these steps was refused
 * @param source who says so
 * @param match texts for which this rule is the first
 * @param noMatch texts for which it is not
 * @param file the file it stands in
 * @param line where it begins
 */
record Rule(
    String id,
    FailureReason reason,
    List<List<String>> all,
    List<String> any,
    List<String> none,
    List<List<List<String>>> phrases,
    int gap,
    List<String> names,
    @Nullable Pattern pattern,
    List<Integer> replyCodes,
    List<String> enhancedCodes,
    List<Stage> stages,
    String source,
    List<Example> match,
    List<Example> noMatch,
    String file,
    int line) {

  Rule {
    all = List.copyOf(all);
    any = List.copyOf(any);
    none = List.copyOf(none);
    phrases = List.copyOf(phrases);
    names = List.copyOf(names);
    replyCodes = List.copyOf(replyCodes);
    enhancedCodes = List.copyOf(enhancedCodes);
    stages = List.copyOf(stages);
    match = List.copyOf(match);
    noMatch = List.copyOf(noMatch);
  }

  /**
   * A proof of a rule.
   *
   * @param diagnostic what is classified
   * @param line where it stands
   */
  record Example(Diagnostic diagnostic, int line) {}

  /** Whether it looks at words or names; the others ask for codes and stages only. */
  boolean readsText() {
    return !all.isEmpty() || !any.isEmpty() || !phrases.isEmpty() || !names.isEmpty();
  }
}
