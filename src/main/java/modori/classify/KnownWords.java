package modori.classify;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a text every word that no rule looks for: what is left says why a mail failed, and
 * names nobody. Immutable, so one serves all threads.
 */
public final class KnownWords {
  private static final String OTHER = "*";

  /**
   * Shorter literals within a word say nothing; what is written without spaces has shorter ones.
   */
  private static final int LEAST_LETTERS = 4;

  private static final int LEAST_SIGNS = 2;
  private static final int LONGEST = 40;
  private static final char FIRST_SIGN = '\u2e80';

  /** What the steps of a night look for in texts, beside the rules. */
  private static final List<String> OURS =
      List.of(
          "invalid recipient",
          "address temporarily unavailable",
          "unrouteable address",
          "forward",
          "failed to forward",
          "failed to redirect",
          "rejected",
          "said",
          "in reply to",
          "command");

  private static final List<String> ENDINGS = List.of("s", "d", "ed", "es", "ing", "ly", "y");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}@._+=%/#&~-]+");
  private static final Pattern PART = Pattern.compile("[._/=-]+");
  private static final String ONE_CODE = "(?:[245]\\d\\d|[245]\\.\\d{1,3}\\.\\d{1,3})";

  /** As in 550-5.1.1, and #5.1.1 as qmail writes it. */
  private static final Pattern CODE =
      Pattern.compile("#?" + ONE_CODE + "(?:[-_/=#]+" + ONE_CODE + ")*[-._#]*");

  /** Read when it is first asked for. */
  private static final class Standard {
    static final KnownWords SHARED = new KnownWords(RuleReader.standard());
  }

  private final Set<String> words = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> examples = new LinkedHashMap<>();

  KnownWords(List<Rule> rules) {
    OURS.forEach(this::addWords);
    for (Rule rule : rules) {
      rule.any().forEach(this::addWords);
      rule.none().forEach(this::addWords);
      rule.all().forEach(some -> some.forEach(this::addWords));
      rule.phrases().forEach(phrase -> phrase.forEach(some -> some.forEach(this::addWords)));
      names.addAll(rule.names());
      if (!rule.match().isEmpty()) {
        examples.put(rule.id(), rule.match().get(0).diagnostic().text());
      }
    }
  }

  /** Those of the rules that come with the program. */
  public static KnownWords standard() {
    return Standard.SHARED;
  }

  private void addWords(String literal) {
    Matcher word = WORD.matcher(literal);
    while (word.find()) {
      for (String part : PART.split(word.group())) {
        words.add(part.toLowerCase(Locale.ROOT));
        words.add(FoldedText.literal(part));
      }
    }
  }

  /** The text with a star for every word that is no reply code and that no rule looks for. */
  public String of(String text) {
    return WORD.matcher(text).replaceAll(found -> Matcher.quoteReplacement(known(found.group())));
  }

  /** The text that a rule is proved with first: it names nobody; null where there is none. */
  public @Nullable String example(@Nullable String ruleId) {
    return ruleId == null ? null : examples.get(ruleId);
  }

  private String known(String written) {
    if (CODE.matcher(written).matches()) {
      return written;
    }
    boolean address = written.indexOf('@') >= 0;
    String lower = written.toLowerCase(Locale.ROOT);
    if (!address && isKnown(lower)) {
      return written;
    }
    String name = OTHER;
    for (String one : names) {
      if (lower.contains(one) && one.length() > name.length()) {
        name = one;
      }
    }
    boolean plain = !address && lower.indexOf('.') < 0 && name.equals(OTHER);
    return plain ? within(FoldedText.literal(lower)) : name;
  }

  // Rules find "kontingent" in Speicherkontingent, and every word where none has spaces around it.
  private String within(String word) {
    StringBuilder kept = new StringBuilder();
    boolean gap = false;
    for (int at = 0; at < word.length(); ) {
      int end = endOfLongest(word, at);
      if (end < 0) {
        gap = true;
        at++;
      } else {
        kept.append(gap ? OTHER : "").append(word, at, end);
        gap = false;
        at = end;
      }
    }
    return kept.isEmpty() ? OTHER : kept.append(gap ? OTHER : "").toString();
  }

  private int endOfLongest(String word, int from) {
    int least = word.charAt(from) < FIRST_SIGN ? LEAST_LETTERS : LEAST_SIGNS;
    for (int end = Math.min(word.length(), from + LONGEST); end >= from + least; end--) {
      if (words.contains(word.substring(from, end))) {
        return end;
      }
    }
    return -1;
  }

  private boolean isKnown(String lower) {
    for (String part : PART.split(lower)) {
      if (!part.isEmpty() && !CODE.matcher(part).matches() && !isWord(part)) {
        return false;
      }
    }
    return true;
  }

  private boolean isWord(String part) {
    if (words.contains(part)) {
      return !part.chars().allMatch(Character::isDigit);
    }
    return ENDINGS.stream()
        .anyMatch(
            ending ->
                part.endsWith(ending)
                    && part.length() - ending.length() > 3
                    && words.contains(part.substring(0, part.length() - ending.length())));
  }
}
