package modori.classify;

import java.util.Objects;

/**
 * The answer of the classifier.
 *
 * @param reason why the mail failed
 * @param ruleId the rule that decided
 */
public record Verdict(FailureReason reason, String ruleId) {
  /** Given when no rule knows the text. */
  public static final Verdict UNCLASSIFIED = new Verdict(FailureReason.UNCLASSIFIED, "none");

  /** Checks that both parts are there. */
  public Verdict {
    Objects.requireNonNull(reason, "reason");
    if (ruleId.isBlank()) {
      throw new IllegalArgumentException("a verdict names its rule");
    }
  }
}
