package modori.correlate;

import modori.classify.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed.
 *
 * @param reason the verdict
 * @param ruleId the rule that decided
 * @param cause for expired messages the reason beneath: that of the last attempts
 */
public record Judgement(FailureReason reason, String ruleId, @Nullable FailureReason cause) {}
