package modori.bounce;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a notice says of one recipient (RFC 3464 section 2.3).
 *
 * @param originalRecipient the address as the sender wrote it
 * @param finalRecipient the address that failed
 * @param action failed, delayed, delivered, relayed or expanded
 * @param enhancedCode x.y.z as given, in Status or in the text
 * @param replyCode three digits, 0 where none is given
 * @param diagnosticCode the full text
 * @param remoteMta the host that was asked
 * @param lastAttemptDate when delivery was tried last
 * @param willRetryUntil when the host will give up
 */
public record ReportedRecipient(
    @Nullable String originalRecipient,
    @Nullable String finalRecipient,
    @Nullable String action,
    @Nullable String enhancedCode,
    int replyCode,
    @Nullable String diagnosticCode,
    @Nullable String remoteMta,
    @Nullable Instant lastAttemptDate,
    @Nullable Instant willRetryUntil)
    implements java.io.Serializable {
  /** No recipient at all. */
  public static final ReportedRecipient NONE =
      new ReportedRecipient(null, null, null, null, 0, null, null, null, null);

  /** Checks the range of the reply code. */
  public ReportedRecipient {
    if (replyCode != 0 && (replyCode < 200 || replyCode > 599)) {
      throw new IllegalArgumentException("not a reply code: " + replyCode);
    }
  }
}
