package modori.correlate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import modori.classify.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Explains a failure of an own mailbox whose text says nothing by another failure of the same
 * mailbox with the same text that a notice has explained (semantics 1.2, trap 6): the newsletter's
 * "Can't create output" beside "Quota exceeded". The nearest explained failure in time decides.
 */
public final class MailboxInference {
  /** How far an explained failure may lie away. */
  private static final long NEAR = 2L * 86_400_000_000L;

  private MailboxInference() {}

  /**
   * Verdicts for failures that no notice explains.
   *
   * @param attempts all attempts in question
   * @param explained verdicts that notices gave, by event id
   */
  public static List<JointVerdict> infer(
      List<LoggedAttempt> attempts, Map<String, JointVerdict> explained) {
    Map<String, List<LoggedAttempt>> known = new HashMap<>();
    for (LoggedAttempt attempt : attempts) {
      JointVerdict verdict = explained.get(attempt.eventId());
      if (isVague(attempt) && verdict != null && !JointVerdict.isGeneric(verdict.reason())) {
        known.computeIfAbsent(symptom(attempt), any -> new ArrayList<>()).add(attempt);
      }
    }
    List<JointVerdict> inferred = new ArrayList<>();
    for (LoggedAttempt attempt : attempts) {
      JointVerdict own = explained.get(attempt.eventId());
      boolean open = isVague(attempt) && (own == null || JointVerdict.isGeneric(own.reason()));
      LoggedAttempt nearest =
          open ? nearest(attempt, known.getOrDefault(symptom(attempt), List.of())) : null;
      JointVerdict by = nearest == null ? null : explained.get(nearest.eventId());
      if (by != null && by.reason().isFull()) {
        inferred.add(
            new JointVerdict(
                attempt.eventId(),
                attempt.epochDay(),
                attempt.eventType(),
                by.reason(),
                null,
                by.ruleId(),
                null,
                LinkMethod.SAME_MAILBOX,
                null,
                null));
      }
    }
    return inferred;
  }

  private static @Nullable LoggedAttempt nearest(LoggedAttempt attempt, List<LoggedAttempt> known) {
    return known.stream()
        .filter(other -> Math.abs(other.timeMicros() - attempt.timeMicros()) <= NEAR)
        .min(
            Comparator.comparingLong(
                    (LoggedAttempt other) -> Math.abs(other.timeMicros() - attempt.timeMicros()))
                .thenComparing(LoggedAttempt::eventId))
        .orElse(null);
  }

  private static boolean isVague(LoggedAttempt attempt) {
    return attempt.reason() == FailureReason.LOCAL_PROGRAM_FAILED
        && !"remote".equals(attempt.hosted());
  }

  private static String symptom(LoggedAttempt attempt) {
    return attempt.mailboxKey() + ' ' + attempt.eventType() + ' ' + attempt.text();
  }
}
