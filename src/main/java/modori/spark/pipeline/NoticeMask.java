package modori.spark.pipeline;

import java.util.function.UnaryOperator;
import modori.bounce.BounceNotice;
import modori.bounce.NoticeEnvelope;
import modori.bounce.ReportedRecipient;
import modori.bounce.ReturnedMail;
import modori.correlate.PseudonymKey;
import modori.correlate.Pseudonyms;
import org.jspecify.annotations.Nullable;

/** Puts pseudonyms in the place of people's names in notices, as they stand in log events. */
final class NoticeMask {
  private final Pseudonyms pseudonyms;

  NoticeMask(PseudonymKey key) {
    pseudonyms = key.pseudonyms();
  }

  /** The notice without names. */
  BounceNotice mask(BounceNotice notice) {
    return new BounceNotice(
        pseudonyms.place(notice.sourceFile()),
        notice.kind(),
        mask(notice.envelope()),
        mask(notice.recipient()),
        mask(notice.returned()),
        notice.reason(),
        notice.causeReason(),
        notice.ruleId(),
        notice.detectedBy());
  }

  private NoticeEnvelope mask(NoticeEnvelope envelope) {
    return new NoticeEnvelope(
        or(envelope.messageId(), pseudonyms::messageId),
        envelope.date(),
        or(envelope.author(), pseudonyms::address),
        or(envelope.recipient(), pseudonyms::address),
        or(envelope.reversePath(), pseudonyms::address),
        envelope.reportingMta(),
        envelope.arrivalDate(),
        or(envelope.originalEnvelopeId(), pseudonyms::name),
        envelope.signs());
  }

  private ReportedRecipient mask(ReportedRecipient recipient) {
    String failed = recipient.finalRecipient();
    return new ReportedRecipient(
        or(recipient.originalRecipient(), pseudonyms::address),
        or(failed, pseudonyms::address),
        recipient.action(),
        recipient.enhancedCode(),
        recipient.replyCode(),
        or(recipient.diagnosticCode(), text -> pseudonyms.text(text, failed)),
        recipient.remoteMta(),
        recipient.lastAttemptDate(),
        recipient.willRetryUntil());
  }

  private ReturnedMail mask(ReturnedMail returned) {
    return new ReturnedMail(
        or(returned.messageId(), pseudonyms::messageId),
        or(returned.sender(), pseudonyms::address),
        returned.recipients().stream().map(pseudonyms::address).toList(),
        returned.queueIds(),
        returned.receivedHosts());
  }

  private static @Nullable String or(@Nullable String text, UnaryOperator<String> masked) {
    return text == null ? null : masked.apply(text);
  }
}
