package modori.correlate;

import java.io.Serializable;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import modori.classify.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * What log and notices together say of an attempt.
 *
 * @param eventId the attempt
 * @param epochDay its day
 * @param eventType may differ from the log's: {@code oob_bounce} or {@code expired} for what the
 *     next server accepted and then sent back
 * @param reason the more specific of both
 * @param cause for expired messages the reason beneath
 * @param ruleId the rule that decided
 * @param detectedBy whose server refused, where the notice tells; null to leave it
 * @param method how the notice was linked
 * @param reportingMta the server that sent it
 * @param text the notice's text where the log has none; null to leave it
 */
public record JointVerdict(
    String eventId,
    int epochDay,
    String eventType,
    FailureReason reason,
    @Nullable FailureReason cause,
    @Nullable String ruleId,
    @Nullable String detectedBy,
    LinkMethod method,
    @Nullable String reportingMta,
    @Nullable String text)
    implements Serializable {

  /** Reasons that only say that something failed: any other is more specific. */
  private static final Set<FailureReason> GENERIC =
      EnumSet.of(
          FailureReason.UNCLASSIFIED,
          FailureReason.UNPARSABLE,
          FailureReason.LOCAL_PROGRAM_FAILED,
          FailureReason.SYSTEM_MISCONFIGURED,
          FailureReason.SYSTEM_UNAVAILABLE,
          FailureReason.POLICY_OTHER,
          FailureReason.RECIPIENT_REFUSED,
          FailureReason.PROTOCOL_ERROR,
          FailureReason.EXPIRED,
          FailureReason.DELAY_WARNING);

  /**
   * The best of several notices about the same attempt: bounces before warnings, then what says
   * most.
   */
  static final Comparator<ReportedFailure> MOST_TELLING =
      Comparator.comparing((ReportedFailure notice) -> !notice.isBounce())
          .thenComparing(notice -> isGeneric(beneath(notice)))
          .thenComparing(ReportedFailure::noticeId);

  /** The verdict on an attempt; null where the notices change nothing of it. */
  public static @Nullable JointVerdict of(
      LoggedAttempt attempt,
      LinkMethod method,
      List<ReportedFailure> notices,
      Delivered delivered) {
    ReportedFailure notice =
        notices.stream().filter(one -> one.reason() != null).min(MOST_TELLING).orElse(null);
    if (notice == null || notice.reason() == null) {
      return null;
    }
    if (attempt.failed() && attempt.reason() != null) {
      return failed(attempt, attempt.reason(), method, notice);
    }
    boolean sentBack =
        attempt.delivered() && notice.isBounce() && delivered == Delivered.NOWHERE_ELSE_FAILED;
    if (!sentBack) {
      return null;
    }
    boolean expired = notice.reason() == FailureReason.EXPIRED;
    return new JointVerdict(
        attempt.eventId(),
        attempt.epochDay(),
        expired ? "expired" : "oob_bounce",
        notice.reason(),
        notice.cause(),
        notice.ruleId(),
        "remote",
        method,
        notice.reportingMta(),
        notice.text());
  }

  /** Whether another attempt of the same recipient of the same message has failed in the log. */
  public enum Delivered {
    /** The log knows no failure: the notice tells of one behind the next server. */
    NOWHERE_ELSE_FAILED,
    /** The log knows the failure: the notice is about that one. */
    FAILED_ELSEWHERE
  }

  private static JointVerdict failed(
      LoggedAttempt attempt, FailureReason observed, LinkMethod method, ReportedFailure notice) {
    FailureReason told = beneath(notice);
    FailureReason reason = observed;
    FailureReason cause = attempt.cause();
    String rule = null;
    if (observed == FailureReason.EXPIRED) {
      if (isGeneric(cause) && !isGeneric(told)) {
        cause = told;
        rule = notice.ruleId();
      }
    } else if (isGeneric(observed)
        && told != null
        && (!isGeneric(told) || observed == FailureReason.UNCLASSIFIED)) {
      reason = told;
      rule = notice.ruleId();
    }
    return new JointVerdict(
        attempt.eventId(),
        attempt.epochDay(),
        attempt.eventType(),
        reason,
        cause,
        rule,
        null,
        method,
        notice.reportingMta(),
        null);
  }

  /** What a notice says beneath "expired" and "delayed". */
  private static @Nullable FailureReason beneath(ReportedFailure notice) {
    FailureReason reason = notice.reason();
    boolean hides = reason == FailureReason.EXPIRED || reason == FailureReason.DELAY_WARNING;
    return hides && notice.cause() != null ? notice.cause() : reason;
  }

  static boolean isGeneric(@Nullable FailureReason reason) {
    return reason == null || GENERIC.contains(reason);
  }
}
