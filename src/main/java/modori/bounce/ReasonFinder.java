package modori.bounce;

import java.util.Locale;
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
  private static final int NAMED = 3;

  /** Which text is the report's own. */
  private static final int REPORT = 2;

  /** From this text on all the words of the notice are read. */
  private static final int WHOLE = 5;

  /**
   * A reason and what stands behind it.
   *
   * @param reason why the recipient failed
   * @param cause the reason behind it, where it hides one
   * @param ruleId which rule decided
   */
  record Found(FailureReason reason, @Nullable FailureReason cause, String ruleId) {}

  private final Classifier classifier;
  private final Verdict programFailed;

  ReasonFinder(Classifier classifier) {
    this.classifier = classifier;
    this.programFailed = classifier.classify(SystemExit.words("1"));
  }

  /** Whether the report itself names the cause, so that nobody need read the prose. */
  boolean isNamed(RecipientDraft draft) {
    String words = draft.diagnostic();
    Verdict verdict = classifier.classify(diagnostic(words, words, draft));
    draft.verdict = verdict;
    return rank(verdict, draft) == NAMED;
  }

  /**
   * Finds the reason.
   *
   * @param draft what the report says of the recipient
   * @param told what the prose says of it, if anything
   * @param whole all the words of the notice; empty where they also speak of others
   */
  Found find(RecipientDraft draft, @Nullable RecipientDraft told, String whole) {
    String report = isExit(draft) ? SystemExit.words(draft.diagnostic()) : draft.diagnostic();
    String detail = told == null ? "" : told.diagnostic();
    String headline = told == null ? draft.headline : told.headline;
    // The reply within the words first, then the words around it.
    String[] texts = {
      headline, fromReply(report), report, fromReply(detail), detail, fromReply(whole), whole
    };
    String[] around = {headline, report, report, detail, detail, whole, whole};
    boolean expired = isExpired(draft.status);
    Verdict best = Verdict.UNCLASSIFIED;
    Verdict noCause = Verdict.UNCLASSIFIED;
    FailureReason cause = null;
    for (int i = 0; i < texts.length && rank(best, draft) < NAMED; i++) {
      if (texts[i].isBlank() && (i != REPORT || draft.status == null)) {
        continue;
      }
      if (i >= WHOLE && rank(best, draft) > 1) {
        // The politeness around a notice must not outdo what it says of the recipient.
        break;
      }
      Diagnostic diagnostic = diagnostic(texts[i], around[i], draft);
      Verdict known = i == REPORT && !isExit(draft) ? draft.verdict : null;
      Verdict verdict = known != null ? known : classifier.classify(diagnostic);
      FailureReason behind =
          verdict.reason().hidesCause()
              ? classifier.causeOf(diagnostic).map(Verdict::reason).orElse(null)
              : null;
      if (behind != null && cause == null) {
        cause = behind;
        best = verdict;
      }
      if (best.reason().hidesCause() && (cause != null || rank(verdict, draft) == NAMED)) {
        cause = cause == null ? verdict.reason() : cause;
        break;
      }
      if (rank(verdict, draft) > rank(best, draft)) {
        best = verdict;
      }
      noCause = namesNoCause(verdict) ? verdict : noCause;
    }
    best = rank(best, draft) == 0 ? noCause : best;
    if (isExit(draft) && rank(best, draft) < NAMED && !best.reason().hidesCause()) {
      best = programFailed;
    }
    if (expired && !best.reason().hidesCause()) {
      boolean named = rank(best, draft) >= 2;
      return new Found(
          FailureReason.EXPIRED,
          named ? best.reason() : null,
          classifier.classify(diagnostic("", "", draft)).ruleId());
    }
    return new Found(best.reason(), best.reason().hidesCause() ? cause : null, best.ruleId());
  }

  // "Delivery time expired" (RFC 3463 section 3.5)
  private static boolean isExpired(@Nullable String status) {
    String code = ReplyText.enhancedCode(status);
    return code != null && code.endsWith(".4.7");
  }

  // The output or exit status of a program (Sendmail, Postfix's pipe_command.c).
  private static boolean isExit(RecipientDraft draft) {
    return draft.diagnosticType != null && draft.diagnosticType.equals("x-unix");
  }

  // The reply within the words; empty where they start with it or quote none.
  private static String fromReply(String words) {
    int at = ReplyText.replyStart(words);
    return at > 0 ? words.substring(at) : "";
  }

  // "could not be delivered", and no more: any code says more than that.
  private static boolean namesNoCause(Verdict verdict) {
    return verdict.ruleId().startsWith("no-cause.");
  }

  // 0 nothing, 1 by a code alone, 2 a word that many causes share, 3 a cause by name.
  private static int rank(Verdict verdict, RecipientDraft draft) {
    boolean byCode = verdict.ruleId().startsWith("code.");
    return switch (verdict.reason()) {
      case UNCLASSIFIED, UNPARSABLE -> 0;
      case RECIPIENT_REFUSED -> namesNoCause(verdict) ? 0 : byCode ? 1 : 2;
      case LOCAL_PROGRAM_FAILED,
          SYSTEM_MISCONFIGURED,
          POLICY_OTHER,
          PROTOCOL_ERROR,
          EXPIRED,
          DELAY_WARNING ->
          byCode ? 1 : 2;
      case SYSTEM_UNAVAILABLE -> byCode ? 1 : isExit(draft) ? 2 : NAMED;
      default -> byCode ? 1 : NAMED;
    };
  }

  private static Diagnostic diagnostic(String text, String around, RecipientDraft draft) {
    String bounded = text.length() > MAX_TEXT_CHARS ? text.substring(0, MAX_TEXT_CHARS) : text;
    return new Diagnostic(
        ReplyText.replyCode(bounded),
        ReplyText.enhancedCode(draft.status),
        bounded,
        draft.remoteMta,
        bounded.length() < around.length() ? stage(around) : Stage.UNKNOWN);
  }

  // The step of the dialogue, where its name stands before the reply that is looked at.
  private static Stage stage(String around) {
    int end = Math.max(0, ReplyText.replyStart(around));
    String before = around.substring(0, end).toLowerCase(Locale.ROOT);
    if (before.contains("mail from") || before.contains("sender was rejected")) {
      return Stage.MAIL;
    }
    if (before.contains("rcpt to") || before.contains("like recipient")) {
      return Stage.RCPT;
    }
    if (before.contains("end of data")
        || before.contains("final data")
        || before.contains("sent the message")) {
      return Stage.EOM;
    }
    if (before.contains("initial connection") || before.contains("refused to talk")) {
      return Stage.CONNECT;
    }
    return before.contains("my name was rejected")
            || before.contains("after ehlo")
            || before.contains("after helo")
        ? Stage.EHLO
        : Stage.UNKNOWN;
  }
}
