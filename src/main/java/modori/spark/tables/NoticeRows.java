package modori.spark.tables;

import modori.bounce.BounceNotice;
import modori.correlate.ContentKey;
import modori.correlate.NoticeLinker;
import modori.correlate.NoticeVerdict;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** From notices of the core to rows of {@code bounce_notice}. */
public final class NoticeRows {
  private NoticeRows() {}

  /** Identity of a notice and recipient: equal for copies of the same notice. */
  public static String noticeId(BounceNotice notice) {
    return ContentKey.of(
        "notice",
        notice.envelope().messageId(),
        String.valueOf(notice.envelope().date()),
        notice.envelope().recipient(),
        notice.recipient().finalRecipient(),
        notice.recipient().action(),
        notice.recipient().diagnosticCode(),
        notice.envelope().messageId() == null ? notice.sourceFile() : null);
  }

  /** The row of a notice with what was found about it. */
  public static Record row(
      String noticeId,
      BounceNotice notice,
      NoticeLinker.@Nullable Link link,
      @Nullable NoticeVerdict verdict,
      String runId) {
    boolean linked = link != null && link.method() != null;
    return new RowBuilder(MailTables.BOUNCE_NOTICE)
        .set("notice_id", noticeId)
        .set("source_file", notice.sourceFile())
        .set("notice_kind", notice.kind().columnValue())
        .setTime("notice_date", notice.envelope().date())
        .set("notice_message_id", notice.envelope().messageId())
        .set("notice_from", notice.envelope().author())
        .set("notice_recipient", notice.envelope().recipient())
        .set("notice_reverse_path", notice.envelope().reversePath())
        .set("reporting_mta", notice.envelope().reportingMta())
        .setTime("arrival_date", notice.envelope().arrivalDate())
        .set("original_envelope_id", notice.envelope().originalEnvelopeId())
        .set("original_recipient", notice.recipient().originalRecipient())
        .set("final_recipient", notice.recipient().finalRecipient())
        .set("action", notice.recipient().action())
        .set("enhanced_code", notice.recipient().enhancedCode())
        .set(
            "reply_code",
            notice.recipient().replyCode() == 0 ? null : notice.recipient().replyCode())
        .set("diagnostic_code", notice.recipient().diagnosticCode())
        .set("remote_mta", notice.recipient().remoteMta())
        .setTime("last_attempt_date", notice.recipient().lastAttemptDate())
        .setTime("will_retry_until", notice.recipient().willRetryUntil())
        .set("message_id", notice.returned().messageId())
        .set("returned_sender", notice.returned().sender())
        .set("queue_ids", String.join(",", notice.returned().queueIds()))
        .set("received_hosts", String.join(",", notice.returned().receivedHosts()))
        .set("reason", notice.reason())
        .set("cause_reason", notice.causeReason())
        .set("rule_id", notice.ruleId())
        .set("detected_by", notice.detectedBy() == null ? null : notice.detectedBy().columnValue())
        .set("verdict", verdict == null ? null : verdict.verdict())
        .set(
            "evidence",
            verdict == null
                ? String.join(",", notice.envelope().signNames())
                : String.join(",", verdict.evidence()))
        .set(
            "link_method",
            linked && link != null && link.method() != null ? link.method().columnValue() : null)
        .set(
            "link_confidence",
            linked && link != null && link.method() != null ? link.method().confidence() : null)
        .set(
            "linked_event_id",
            linked && link != null && !link.attempts().isEmpty()
                ? link.attempts().get(0).eventId()
                : null)
        .set("run_id", runId)
        .build();
  }
}
