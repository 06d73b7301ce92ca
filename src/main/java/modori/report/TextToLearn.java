package modori.report;

import java.time.LocalDate;
import java.util.Locale;
import modori.classify.NearestText;
import org.jspecify.annotations.Nullable;

/**
 * A wording that somebody should look at.
 *
 * @param reason what it was taken for
 * @param ruleId the rule that decided; null where none did
 * @param shape the wording, masked
 * @param sample one of the texts
 * @param events how often it was seen
 * @param firstDay when it appeared
 * @param lastDay when it was last seen
 */
public record TextToLearn(
    String reason,
    @Nullable String ruleId,
    String shape,
    String sample,
    long events,
    LocalDate firstDay,
    LocalDate lastDay) {
  private static final int LONGEST_ID = 30;

  /** Both together: the same wording on other days. */
  public TextToLearn and(TextToLearn other) {
    return new TextToLearn(
        reason,
        ruleId,
        shape,
        sample.compareTo(other.sample) <= 0 ? sample : other.sample,
        events + other.events,
        firstDay.isBefore(other.firstDay) ? firstDay : other.firstDay,
        lastDay.isAfter(other.lastDay) ? lastDay : other.lastDay);
  }

  /** The wording in one line. */
  public String line() {
    return events
        + "  "
        + firstDay
        + "  "
        + reason
        + (ruleId == null ? "" : " (" + ruleId + ")")
        + "  "
        + ForeignText.visible(shape);
  }

  /**
   * A rule with its proofs, to be pasted into a file of rules: its text that it must not match is
   * the nearest known one of another reason. Reason, id and source are for the author to put right.
   * Addresses and numbers are masked in the words to look for; the example must have its addresses
   * replaced before it is kept.
   */
  public String ruleStub(NearestText nearest) {
    return "- id: new."
        + id()
        + "\n  reason: "
        + reason
        + "\n  any: ["
        + quoted(longestPart())
        + "]\n  source: \"seen on "
        + firstDay
        + "\"\n  match: ["
        + quoted(ForeignText.visible(sample))
        + "]\n  no-match: ["
        + quoted(nearest.of(sample, reason, longestPart()))
        + "]\n";
  }

  // The longest part of the wording that names nobody: what a rule can look for.
  private String longestPart() {
    String longest = "";
    for (String part : shape.split("<[a-z]+>", -1)) {
      longest = part.strip().length() > longest.length() ? part.strip() : longest;
    }
    return ForeignText.visible(longest).toLowerCase(Locale.ROOT);
  }

  // Wordings may begin alike, and ids must differ.
  private String id() {
    String words = longestPart().replaceAll("[^a-z]+", "-").replaceAll("^-", "");
    words = words.substring(0, Math.min(LONGEST_ID, words.length())).replaceAll("-$", "");
    return (words.isEmpty() ? "text" : words) + "-" + Integer.toHexString(shape.hashCode());
  }

  // YAML 1.2 section 7.3.1
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
