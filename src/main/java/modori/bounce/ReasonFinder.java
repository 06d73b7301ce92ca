package modori.bounce;

import modori.classify.Classifier;
import modori.classify.Diagnostic;
import modori.classify.FailureReason;
import modori.classify.Stage;
import modori.classify.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Decides why a recipient failed, from the whole transcript: the words that name a cause beat the
 * generic last line and the generic status.
 */
final class ReasonFinder {
  private static final int MAX_TEXT_CHARS = 4000;

  /**
   * A reason and what stands behind it.
   *
   * @param reason why the recipient failed
   * @param cause the reason behind it, where it hides one
   * @param ruleId which rule decided
   */
  record Found(FailureReason reason, @Nullable FailureReason cause, String ruleId) {}

  private final Classifier classifier;

  ReasonFinder(Classifier classifier) {
    this.classifier = classifier;
  }

  /** Whether the report itself names the cause, so that nobody need read the prose. */
  boolean isNamed(RecipientDraft draft) {
    return rank(classifier.classify(diagnostic(draft.diagnostic(), draft))) == NAMED;
  }

  /**
   * Finds the reason.
   *
   * @param draft what the report says of the recipient
   * @param detail what the prose says of it; may be empty
   * @param whole all the words of the notice; empty where they also speak of others
   */
  Found find(RecipientDraft draft, String detail, String whole) {
    Verdict best = Verdict.UNCLASSIFIED;
    FailureReason cause = null;
    String[] texts = {draft.diagnostic(), detail, whole};
    for (int i = 0; i < texts.length && (rank(best) < NAMED); i++) {
      if (texts[i].isBlank() && (i > 0 || draft.status == null)) {
        continue;
      }
      Diagnostic diagnostic = diagnostic(texts[i], draft);
      Verdict verdict = classifier.classify(diagnostic);
      if (cause == null) {
        cause = classifier.causeOf(diagnostic).map(Verdict::reason).orElse(null);
      }
      if (hides(best) && rank(verdict) == NAMED) {
        cause = cause == null ? verdict.reason() : cause;
        break;
      }
      if (rank(verdict) > rank(best)) {
        best = verdict;
      }
    }
    return new Found(best.reason(), hides(best) ? cause : null, best.ruleId());
  }

  private static boolean hides(Verdict verdict) {
    return verdict.reason().hidesCause();
  }

  private static final int NAMED = 3;

  // 0 nothing, 1 by a code alone, 2 a word that many causes share, 3 a cause by name.
  private static int rank(Verdict verdict) {
    boolean byCode = verdict.ruleId().startsWith("code.");
    return switch (verdict.reason()) {
      case UNCLASSIFIED, UNPARSABLE -> 0;
      case LOCAL_PROGRAM_FAILED,
          SYSTEM_MISCONFIGURED,
          POLICY_OTHER,
          RECIPIENT_REFUSED,
          PROTOCOL_ERROR,
          EXPIRED,
          DELAY_WARNING ->
          byCode ? 1 : 2;
      default -> byCode ? 1 : NAMED;
    };
  }

  private static Diagnostic diagnostic(String text, RecipientDraft draft) {
    String bounded = text.length() > MAX_TEXT_CHARS ? text.substring(0, MAX_TEXT_CHARS) : text;
    return new Diagnostic(
        ReplyText.replyCode(bounded),
        ReplyText.enhancedCode(draft.status),
        bounded,
        draft.remoteMta,
        Stage.UNKNOWN);
  }
}
