package modori.bounce;

import java.util.Locale;
import java.util.Optional;
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
   * @param reason id of the taxonomy
   * @param cause id of the reason behind it, where it hides one
   * @param ruleId which rule decided
   */
  record Found(String reason, @Nullable String cause, String ruleId) {}

  private final Classifier classifier;

  ReasonFinder(Classifier classifier) {
    this.classifier = classifier;
  }

  /**
   * @param draft what is said of the recipient
   * @param detail what the prose says of it beside the report; may be empty
   * @param whole all the words of the notice
   */
  Found find(RecipientDraft draft, String detail, String whole) {
    String code = ReplyText.enhancedCode(draft.status);
    String first = draft.diagnostic();
    Verdict best = Verdict.UNCLASSIFIED;
    Verdict cause = Verdict.UNCLASSIFIED;
    for (String text : new String[] {first, detail, whole}) {
      if (text.isBlank() && !(text == first && code != null)) {
        continue;
      }
      Diagnostic diagnostic = diagnostic(text, text == whole ? null : code, draft.remoteMta);
      Verdict verdict = classifier.classify(diagnostic);
      Optional<Verdict> behind = classifier.causeOf(diagnostic);
      if (behind.isPresent() && rank(behind.get()) > rank(cause)) {
        cause = behind.get();
      }
      if (rank(verdict) > rank(best)) {
        if (best.reason().hidesCause() && rank(verdict) > rank(cause)) {
          cause = verdict;
        } else if (!best.reason().hidesCause()) {
          best = verdict;
        }
      }
      if (rank(best) >= NAMED && !best.reason().hidesCause()) {
        break;
      }
      if (best.reason().hidesCause() && rank(cause) >= NAMED) {
        break;
      }
    }
    boolean hides = best.reason().hidesCause() && cause != Verdict.UNCLASSIFIED;
    return new Found(best.reason().id(), hides ? cause.reason().id() : null, best.ruleId());
  }

  private static final int NAMED = 3;

  // 0 nothing, 1 by code alone, 2 a word that many causes share, 3 a cause by name.
  private static int rank(Verdict verdict) {
    FailureReason reason = verdict.reason();
    if (reason == FailureReason.UNCLASSIFIED || reason == FailureReason.UNPARSABLE) {
      return 0;
    }
    boolean byCode = verdict.ruleId().startsWith("code.");
    return switch (reason) {
      case LOCAL_PROGRAM_FAILED,
          SYSTEM_MISCONFIGURED,
          POLICY_OTHER,
          RECIPIENT_REFUSED,
          PROTOCOL_ERROR,
          EXPIRED,
          DELAY_WARNING ->
          byCode ? 1 : 2;
      default -> byCode ? 2 : NAMED;
    };
  }

  private static Diagnostic diagnostic(
      String text, @Nullable String code, @Nullable String remoteMta) {
    String bounded = text.length() > MAX_TEXT_CHARS ? text.substring(0, MAX_TEXT_CHARS) : text;
    return new Diagnostic(ReplyText.replyCode(bounded), code, bounded, remoteMta, Stage.UNKNOWN);
  }

  /** Whose server refused (whether the words quote another server). */
  static DetectedBy detectedBy(RecipientDraft draft, @Nullable String reportingMta, String detail) {
    if (draft.remoteMta != null) {
      return draft.remoteMta.equalsIgnoreCase(reportingMta) ? DetectedBy.OWN : DetectedBy.REMOTE;
    }
    String words = (draft.diagnostic() + " " + detail).toLowerCase(Locale.ROOT);
    for (String quote : QUOTES) {
      if (words.contains(quote)) {
        return DetectedBy.REMOTE;
      }
    }
    return DetectedBy.OWN;
  }

  // How Postfix, Exim, qmail, Sendmail, dma, Exchange and Gmail introduce another server's words.
  private static final String[] QUOTES = {
    " said:",
    "smtp error from remote",
    "remote host said",
    "<<< ",
    "did not like our",
    "remote server returned",
    "remote server replied",
    "remote smtp server",
    "the other server returned",
    "refused to talk to me",
    "error from remote server",
    "responded with",
    "failed with:",
    "response from the remote server"
  };
}
