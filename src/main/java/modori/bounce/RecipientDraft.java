package modori.bounce;

import java.time.Instant;
import java.util.Locale;
import modori.classify.Verdict;
import org.jspecify.annotations.Nullable;

/** What has been gathered so far about one recipient while a notice is being read. */
final class RecipientDraft {
  private static final int MAX_TEXT_CHARS = 16 * 1024;

  @Nullable String finalRecipient;
  @Nullable String originalRecipient;
  @Nullable String action;
  @Nullable String status;
  @Nullable String diagnosticType;
  @Nullable String remoteMta;
  @Nullable Instant lastAttempt;
  @Nullable Instant willRetryUntil;

  /** Whether the words beside the address start with a reply code: another server's (OpenSMTPD). */
  boolean opensWithReply;

  /** A line that says more of the cause than the reply; empty where there is none. */
  String headline = "";

  /** What the words of the report were found to mean; null where nobody asked yet. */
  @Nullable Verdict verdict;

  private final StringBuilder diagnostic = new StringBuilder();

  RecipientDraft(@Nullable String finalRecipient) {
    this.finalRecipient = finalRecipient;
  }

  /** Adds a line of what is said about the recipient; repeated lines once. */
  RecipientDraft say(String text) {
    String line = text.strip();
    if (!line.isEmpty()
        && diagnostic.length() + line.length() < MAX_TEXT_CHARS
        && diagnostic.indexOf(line) < 0) {
      if (diagnostic.length() > 0) {
        diagnostic.append(' ');
      }
      diagnostic.append(line);
    }
    return this;
  }

  String diagnostic() {
    return diagnostic.toString();
  }

  boolean isSilent() {
    return diagnostic.length() == 0;
  }

  /** The address that failed, or else the one that was written. */
  @Nullable String address() {
    return finalRecipient != null ? finalRecipient : originalRecipient;
  }

  boolean isFor(@Nullable String address) {
    return address != null
        && (address.equalsIgnoreCase(finalRecipient)
            || address.equalsIgnoreCase(originalRecipient));
  }

  boolean actionIs(String name) {
    return action != null && action.toLowerCase(Locale.ROOT).startsWith(name);
  }
}
