package modori.bounce;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for a notice in a mail that has no report: who sent it, how, and with which words.
 * Two traits of different kinds are wanted before an ordinary mail may be taken for one.
 */
final class NoticeClues {
  private static final int READ_CHARS = 8 * 1024;

  private final HeaderBlock header;
  private final String subject;
  private final String text;
  private final boolean fromSystem;
  private final boolean named;
  private final boolean returns;

  /**
   * Gathers the clues.
   *
   * @param header of the mail
   * @param text its words
   * @param returns whether another mail or its header stands within it
   */
  NoticeClues(HeaderBlock header, String text, boolean returns) {
    this.returns = returns;
    this.header = header;
    this.subject = lower(header.firstDecoded("subject"));
    this.text =
        text.substring(0, Math.min(text.length(), READ_CHARS))
            .toLowerCase(Locale.ROOT)
            .replace('\n', ' ');
    String from = lower(header.firstDecoded("from"));
    this.fromSystem = ClueWords.SYSTEM_SENDERS.standIn(from) || from.strip().equals("<>");
    this.named = ClueWords.FAILING_SUBJECTS.standIn(subject);
  }

  /** Whether the mail looks like a notice of failure or delay. */
  boolean isFailure() {
    if (header.size() == 0) {
      return ClueWords.FAILING_SENTENCES.standIn(text);
    }
    if (header.has("x-failed-recipients")) {
      return true;
    }
    boolean said = speaksOfFailure();
    if (hasNullReversePath()) {
      return named || said;
    }
    if (fromSystem) {
      return named || said && hasProof();
    }
    return named && said && (hasProof() || text.indexOf('@') >= 0 && !text.contains("http"));
  }

  // A code of a server, or the failed mail itself.
  private boolean hasProof() {
    return returns || ReplyText.replyStart(text) >= 0 || ReplyText.enhancedCode(text) != null;
  }

  boolean isDelay() {
    return ClueWords.DELAYS.standIn(subject) || ClueWords.DELAYS.standIn(text);
  }

  /** Whether the mail calls itself an answer by a machine (RFC 3834 section 5). */
  boolean isAnswer() {
    String submitted = lower(header.first("auto-submitted"));
    return submitted.startsWith("auto-replied")
        || submitted.startsWith("auto-generated")
        || header.has("x-autoreply")
        || header.has("x-autorespond")
        || header.has("x-autoresponder")
        || lower(header.first("precedence")).startsWith("auto")
        || isNamedAnswer();
  }

  /** Whether the subject alone says that this is an automatic answer. */
  boolean isNamedAnswer() {
    return ClueWords.ANSWERING_SUBJECTS.standIn(subject);
  }

  boolean isChallenge() {
    return !fromSystem && !named && text.contains("http") && ClueWords.CHALLENGES.standIn(text);
  }

  boolean isRejection() {
    return lower(header.first("auto-submitted")).contains("reject")
        || subject.contains("reject")
        || text.contains("was automatically rejected")
        || text.contains("was rejected");
  }

  boolean fromSystem() {
    return fromSystem;
  }

  boolean hasNullReversePath() {
    String path = header.first("return-path");
    return path != null && (path.strip().equals("<>") || lower(path).contains("mailer-daemon"));
  }

  boolean speaksOfFailure() {
    return ClueWords.FAILING_WORDS.standIn(text);
  }

  private static String lower(@Nullable String value) {
    return value == null ? "" : value.toLowerCase(Locale.ROOT);
  }
}
