package modori.correlate;

import java.io.Serializable;
import java.util.List;
import modori.classify.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * What linking has to know of a notice about one recipient.
 *
 * @param noticeId the notice and recipient
 * @param kind bounce, delay, success, …
 * @param timeMicros date of the notice, or {@link Long#MIN_VALUE}
 * @param noticeMessageId Message-ID of the notice itself
 * @param author the address in the notice's From header
 * @param noticeRecipient the address that it came to
 * @param reversePath Return-Path of the notice; empty for the null reverse-path
 * @param reportingMta the server that wrote it
 * @param messageId Message-ID of the returned message
 * @param sender of the returned message
 * @param finalRecipient the address that failed
 * @param originalRecipient the address as the sender wrote it
 * @param queueIds {@code host id} of every hop that the returned message names
 * @param receivedHosts hosts of its Received headers
 * @param reason why it failed
 * @param cause for expired messages the reason beneath
 * @param ruleId the rule that decided
 * @param text the diagnostic text
 * @param signs signs of forgery by their column values
 */
public record ReportedFailure(
    String noticeId,
    String kind,
    long timeMicros,
    @Nullable String noticeMessageId,
    @Nullable String author,
    @Nullable String noticeRecipient,
    @Nullable String reversePath,
    @Nullable String reportingMta,
    @Nullable String messageId,
    @Nullable String sender,
    @Nullable String finalRecipient,
    @Nullable String originalRecipient,
    List<String> queueIds,
    List<String> receivedHosts,
    @Nullable FailureReason reason,
    @Nullable FailureReason cause,
    @Nullable String ruleId,
    @Nullable String text,
    List<String> signs)
    implements Serializable {
  /** Copies the lists. */
  public ReportedFailure {
    queueIds = List.copyOf(queueIds);
    receivedHosts = List.copyOf(receivedHosts);
    signs = List.copyOf(signs);
  }

  boolean isBounce() {
    return kind.equals("bounce");
  }

  boolean isAboutDelivery() {
    return kind.equals("bounce") || kind.equals("delay") || kind.equals("success");
  }
}
