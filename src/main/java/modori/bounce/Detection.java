package modori.bounce;

import java.util.Locale;
import modori.classify.FailureReason;
import org.jspecify.annotations.Nullable;

/** Tells whose server refused: the one that writes the notice, or one that it quotes. */
final class Detection {
  /** How Postfix, Exim, qmail, Sendmail, dma, Exchange and Gmail introduce another's words. */
  private static final String[] QUOTES = {
    " said:",
    "smtp error from remote",
    "remote host said",
    "<<< 4",
    "<<< 5",
    "did not like our",
    "remote server returned",
    "remote server replied",
    "remote smtp server",
    "the other server returned",
    "refused to talk to me",
    "error from remote server",
    "responded with",
    "failed with:",
    "response from the remote server",
    // Postfix (smtp_proto.c) compares with the limit that the other side announced.
    " size limit "
  };

  private Detection() {}

  /**
   * Decides for one recipient.
   *
   * @param draft what the report says of it
   * @param told what the prose says of it, if anything
   * @param found why it failed
   * @param reportingMta who writes the notice
   */
  static DetectedBy of(
      RecipientDraft draft,
      @Nullable RecipientDraft told,
      ReasonFinder.Found found,
      @Nullable String reportingMta) {
    String words = draft.diagnostic() + " " + (told == null ? "" : told.diagnostic());
    String lower = words.toLowerCase(Locale.ROOT);
    for (String quote : QUOTES) {
      if (lower.contains(quote)) {
        return isOwnName(draft, reportingMta) ? DetectedBy.OWN : DetectedBy.REMOTE;
      }
    }
    // Names and connections fail on this side, whatever host was asked for.
    FailureReason reason = found.cause() == null ? found.reason() : found.cause();
    if (reason.category() == FailureReason.Category.DOMAIN
        || reason.category() == FailureReason.Category.NETWORK) {
      return DetectedBy.OWN;
    }
    if (draft.remoteMta != null) {
      return isOwnName(draft, reportingMta) ? DetectedBy.OWN : DetectedBy.REMOTE;
    }
    // A reply of type smtp is another server's (RFC 3464 section 2.3.6), but for Exchange's own.
    boolean exchange = words.contains("RESOLVER.") || words.contains("STOREDRV.");
    if (draft.diagnosticType != null
        && draft.diagnosticType.equals("smtp")
        && ReplyText.replyStart(draft.diagnostic()) == 0
        && !exchange) {
      return DetectedBy.REMOTE;
    }
    // Courier (cdlvrmsgpending.C) names the words of a program or of itself "unknown".
    boolean ownWords = draft.diagnosticType != null && draft.diagnosticType.equals("unknown");
    boolean bareReply = draft.opensWithReply || told != null && told.opensWithReply;
    return bareReply && !ownWords ? DetectedBy.REMOTE : DetectedBy.OWN;
  }

  private static boolean isOwnName(RecipientDraft draft, @Nullable String reportingMta) {
    String remote = draft.remoteMta;
    return remote != null
        && (remote.equalsIgnoreCase(reportingMta)
            || remote.startsWith("[127.")
            || remote.startsWith("127.")
            || remote.startsWith("localhost"));
  }
}
