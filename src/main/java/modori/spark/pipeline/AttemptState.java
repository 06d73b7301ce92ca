package modori.spark.pipeline;

import java.io.Serializable;
import java.util.List;
import modori.classify.FailureReason;
import modori.correlate.JointVerdict;
import modori.correlate.LinkMethod;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an attempt that notices and other lines may change. What the attempt's own line
 * says is kept in {@code as_logged}, so that a verdict depends on what is known and not on the
 * order in which it came to be known.
 */
record AttemptState(
    String eventType,
    @Nullable String reason,
    @Nullable String cause,
    @Nullable String ruleId,
    @Nullable String detectedBy,
    String evidence,
    @Nullable String linkMethod,
    @Nullable String reportingMta,
    @Nullable String text,
    @Nullable String asLogged)
    implements Serializable {
  private static final String WITH_TEXT = "text";

  /** The columns of {@link #values}. */
  static final List<String> COLUMNS =
      List.of(
          "event_type",
          "reason",
          "category",
          "side",
          "permanence",
          "cause_reason",
          "rule_id",
          "detected_by",
          "evidence",
          "link_method",
          "link_confidence",
          "reporting_mta",
          "reply_text",
          "taxonomy_version",
          "as_logged");

  /** What the attempt's own line says. */
  AttemptState logged() {
    if (asLogged == null) {
      return this;
    }
    List<String> parts = List.of(asLogged.split("\\|", -1));
    return new AttemptState(
        parts.get(0),
        orNull(parts.get(1)),
        orNull(parts.get(2)),
        orNull(parts.get(3)),
        orNull(parts.get(4)),
        parts.get(5),
        null,
        null,
        parts.get(6).equals(WITH_TEXT) ? text : null,
        null);
  }

  /** The state after a verdict on what the line says. */
  AttemptState with(JointVerdict verdict) {
    AttemptState logged = logged();
    FailureReason because = verdict.cause();
    return new AttemptState(
        verdict.eventType(),
        verdict.reason().id(),
        because == null ? null : because.id(),
        verdict.ruleId() == null ? logged.ruleId : verdict.ruleId(),
        verdict.detectedBy() == null ? logged.detectedBy : verdict.detectedBy(),
        verdict.method().isFromLog() ? "log" : "log+dsn",
        verdict.method().columnValue(),
        verdict.reportingMta(),
        logged.text == null ? verdict.text() : logged.text,
        logged.packed());
  }

  private String packed() {
    return String.join(
        "|",
        eventType,
        orEmpty(reason),
        orEmpty(cause),
        orEmpty(ruleId),
        orEmpty(detectedBy),
        evidence,
        text == null ? "" : WITH_TEXT);
  }

  /** The columns that may change, in the order of {@link #COLUMNS}. */
  @Nullable Object[] values() {
    FailureReason why =
        reason == null ? null : FailureReason.of(reason).orElse(FailureReason.UNCLASSIFIED);
    return new @Nullable Object[] {
      eventType,
      reason,
      why == null ? null : why.category().columnValue(),
      why == null ? null : why.side().columnValue(),
      why == null ? null : why.permanence().columnValue(),
      cause,
      ruleId,
      detectedBy,
      evidence,
      linkMethod,
      linkMethod == null ? null : LinkMethod.of(linkMethod).confidence(),
      reportingMta,
      text,
      why == null ? null : FailureReason.TAXONOMY_VERSION,
      asLogged
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
