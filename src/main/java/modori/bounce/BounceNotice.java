package modori.bounce;

import org.jspecify.annotations.Nullable;

/**
 * One row: what one message says of one recipient.
 *
 * @param sourceFile path, with {@code #n} or {@code #@n} for a message of an mbox, as {@link
 *     RawMessage} has it
 * @param kind what the message is
 * @param envelope the notice itself
 * @param recipient the recipient, {@link ReportedRecipient#NONE} where the message names none
 * @param returned the mail that failed
 * @param reason why; null where the kind has no reason
 * @param causeReason for expired mail: the reason of the last attempts
 * @param ruleId which rule decided
 * @param detectedBy whose server refused
 */
public record BounceNotice(
    String sourceFile,
    NoticeKind kind,
    NoticeEnvelope envelope,
    ReportedRecipient recipient,
    ReturnedMail returned,
    @Nullable String reason,
    @Nullable String causeReason,
    @Nullable String ruleId,
    @Nullable DetectedBy detectedBy)
    implements java.io.Serializable {}
