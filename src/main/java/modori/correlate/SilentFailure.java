package modori.correlate;

import java.util.Locale;
import modori.classify.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * A failure that nobody was told of (semantics 4.3).
 *
 * @param failure the failed attempt
 * @param kind why nobody was told
 * @param noticeReason why the notice failed; null where there was none
 */
public record SilentFailure(QueuedMessage failure, Kind kind, @Nullable FailureReason noticeReason)
    implements java.io.Serializable {
  /** Why nobody was told. */
  public enum Kind {
    /** The notice went to a sender that does not exist in our own domain: a wrong From. */
    SENDER_UNKNOWN_LOCAL,
    /** The notice went to a sender that does not exist elsewhere: mostly forged mail. */
    SENDER_UNKNOWN_REMOTE,
    /** The sender's own mailbox is full. */
    NOTICE_FULL,
    /** The notice failed for another reason. */
    NOTICE_FAILED,
    /** No notice was made: the null reverse-path, or none was wanted. */
    NO_NOTICE,
    /** The server logged success while the delivery program reported a failure. */
    PROGRAM_FAILURE,
    /** A relay accepted the mail and dropped it. */
    HIDDEN_RELAY;

    /** The name in tables, for example {@code sender_unknown_local}. */
    public String columnValue() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
