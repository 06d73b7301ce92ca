package modori.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import modori.classify.FailureReason;
import org.jspecify.annotations.Nullable;

/** The rows of one message while they are being made: what is the same for all of them. */
final class RowMaker {
  final List<BounceNotice> rows = new ArrayList<>();
  ReturnedMail returned = ReturnedMail.NONE;
  @Nullable HeaderBlock returnedHeader;
  @Nullable DeliveryStatus status;
  @Nullable String reportingMta;
  private final String sourceFile;
  private final NoticeMessage message;
  private final ReasonFinder reasons;
  private @Nullable NoticeEnvelope envelope;

  RowMaker(String sourceFile, NoticeMessage message, ReasonFinder reasons) {
    this.sourceFile = sourceFile;
    this.message = message;
    this.reasons = reasons;
  }

  void readReturned(@Nullable String queueId) {
    HeaderBlock header = message.returnedHeader();
    returnedHeader = header;
    if (header != null) {
      returned = ReturnedMailReader.read(header, queueId, reportingMta);
    }
  }

  /** Adds a row of a kind that gives no reason for failing. */
  void add(NoticeKind kind, @Nullable String recipient) {
    add(kind, new RecipientDraft(recipient), null, "");
  }

  /**
   * Adds a row.
   *
   * @param kind what the message says of the recipient
   * @param draft what the report says of it
   * @param told what the prose says of it, if anything
   * @param whole all the words of the notice; empty where they also speak of others
   */
  void add(NoticeKind kind, RecipientDraft draft, @Nullable RecipientDraft told, String whole) {
    String detail = told == null ? "" : told.diagnostic();
    String reason = null;
    String cause = null;
    String rule = null;
    DetectedBy detectedBy = null;
    switch (kind) {
      case BOUNCE, DELAY -> {
        ReasonFinder.Found found = reasons.find(draft, told, whole);
        FailureReason behind = found.cause();
        if (kind == NoticeKind.DELAY) {
          // Nothing has expired yet: the reason of the attempts, or that there is none.
          FailureReason named = behind != null ? behind : found.reason();
          boolean unknown = named == FailureReason.UNCLASSIFIED || named == FailureReason.EXPIRED;
          reason = (unknown ? FailureReason.DELAY_WARNING : named).id();
        } else {
          reason = found.reason().id();
          cause = behind == null ? null : behind.id();
        }
        rule = found.ruleId();
        detectedBy = Detection.of(draft, told, found, reportingMta);
      }
      case SUCCESS -> reason = FailureReason.DELIVERED_NOTICE.id();
      case COMPLAINT -> reason = FailureReason.COMPLAINT.id();
      case AUTO_REPLY -> reason = FailureReason.AUTO_REPLY.id();
      case CHALLENGE -> reason = FailureReason.CHALLENGE.id();
      case UNPARSABLE -> reason = FailureReason.UNPARSABLE.id();
      case MDN, NOT_A_NOTICE -> {}
    }
    rows.add(
        new BounceNotice(
            sourceFile,
            kind,
            envelope(kind),
            recipient(draft, detail.isEmpty() && draft.isSilent() ? whole : detail),
            returned,
            reason,
            cause,
            rule,
            detectedBy));
  }

  private static ReportedRecipient recipient(RecipientDraft draft, String detail) {
    // An exit status alone says nothing to a reader.
    boolean isStatus = draft.diagnostic().length() < 4 && !detail.isEmpty();
    String text = isStatus ? detail : draft.diagnostic();
    String given = ReplyText.enhancedCode(draft.status);
    return new ReportedRecipient(
        draft.originalRecipient,
        draft.address(),
        draft.action,
        given != null ? given : ReplyText.enhancedCode(text),
        ReplyText.replyCode(text),
        text.isEmpty() ? null : text,
        draft.remoteMta,
        draft.lastAttempt,
        draft.willRetryUntil);
  }

  private NoticeEnvelope envelope(NoticeKind kind) {
    NoticeEnvelope known = envelope;
    if (known == null) {
      HeaderBlock header = message.header;
      String path = header.first("return-path");
      DeliveryStatus report = status;
      boolean failure = kind == NoticeKind.BOUNCE || kind == NoticeKind.DELAY;
      known =
          new NoticeEnvelope(
              ReturnedMailReader.messageId(header.first("message-id")),
              MailDate.read(header.first("date")),
              author(header),
              envelopeRecipient(header),
              path == null ? null : ReturnedMailReader.reversePath(path),
              reportingMta,
              report == null ? null : report.arrivalDate,
              report == null ? null : report.originalEnvelopeId,
              failure ? ForgerySigns.of(message, returnedHeader != null) : Set.of());
      envelope = known;
    }
    return known;
  }

  private static @Nullable String author(HeaderBlock header) {
    String from = header.first("from");
    Addresses.Found found = from == null ? null : Addresses.firstIn(from, 0);
    return found == null ? null : found.address();
  }

  private static @Nullable String envelopeRecipient(HeaderBlock header) {
    for (String name : List.of("x-original-to", "delivered-to", "envelope-to", "to")) {
      String value = header.first(name);
      Addresses.Found found = value == null ? null : Addresses.firstIn(value, 0);
      if (found != null) {
        return found.address();
      }
    }
    return null;
  }
}
