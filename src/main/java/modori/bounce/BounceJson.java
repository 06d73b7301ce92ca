package modori.bounce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as JSON lines with the column names of {@code bounce_notice}. */
public final class BounceJson implements Closeable {
  private final JsonGenerator json;

  /** Writes UTF-8 to a stream. */
  public BounceJson(OutputStream out) throws IOException {
    this.json = new JsonFactory().createGenerator(out);
    json.setRootValueSeparator(null);
  }

  /** Writes one row and ends its line. */
  public void write(BounceNotice row) throws IOException {
    NoticeEnvelope envelope = row.envelope();
    ReportedRecipient recipient = row.recipient();
    ReturnedMail returned = row.returned();
    json.writeStartObject();
    text("source_file", row.sourceFile());
    text("notice_kind", row.kind().columnValue());
    text("notice_message_id", envelope.messageId());
    text("notice_date", envelope.date());
    text("notice_from", envelope.author());
    text("notice_recipient", envelope.recipient());
    text("notice_reverse_path", envelope.reversePath());
    text("reporting_mta", envelope.reportingMta());
    text("arrival_date", envelope.arrivalDate());
    text("original_envelope_id", envelope.originalEnvelopeId());
    text("original_recipient", recipient.originalRecipient());
    text("final_recipient", recipient.finalRecipient());
    text("action", recipient.action());
    text("enhanced_code", recipient.enhancedCode());
    if (recipient.replyCode() != 0) {
      json.writeNumberField("reply_code", recipient.replyCode());
    } else {
      json.writeNullField("reply_code");
    }
    text("diagnostic_code", recipient.diagnosticCode());
    text("remote_mta", recipient.remoteMta());
    text("last_attempt_date", recipient.lastAttemptDate());
    text("will_retry_until", recipient.willRetryUntil());
    text("message_id", returned.messageId());
    text("returned_sender", returned.sender());
    texts("queue_ids", returned.queueIds());
    texts("received_hosts", returned.receivedHosts());
    text("reason", row.reason());
    text("cause_reason", row.causeReason());
    text("rule_id", row.ruleId());
    DetectedBy detectedBy = row.detectedBy();
    text("detected_by", detectedBy == null ? null : detectedBy.columnValue());
    texts("evidence", envelope.signNames());
    json.writeEndObject();
    json.writeRaw('\n');
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private void text(String column, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNullField(column);
    } else {
      json.writeStringField(column, value.toString());
    }
  }

  private void texts(String column, List<String> values) throws IOException {
    json.writeArrayFieldStart(column);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
