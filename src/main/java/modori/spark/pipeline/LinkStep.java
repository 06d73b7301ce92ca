package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import modori.classify.FailureReason;
import modori.correlate.JointVerdict;
import modori.correlate.LinkKeys;
import modori.correlate.LinkMethod;
import modori.correlate.LoggedAttempt;
import modori.correlate.MailboxInference;
import modori.correlate.NoticeLinker;
import modori.correlate.ReportedFailure;
import modori.spark.tables.MailTables;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Links notices to attempts and gives the attempts the verdict of both. Only attempts that share a
 * key with a notice leave the tasks.
 */
final class LinkStep {
  /** Notices are looked at since a queue's lifetime before, and their attempts as long before. */
  private static final int LOOK_BACK_DAYS = 16;

  private final Tables tables;

  LinkStep(Tables tables) {
    this.tables = tables;
  }

  /**
   * Links; every notice is answered with its link.
   *
   * @param linkedBefore by notice id the attempt that the stored notices are linked to so far
   * @param first the first day of which anything is new
   * @param changes takes the changes of attempts
   */
  List<NoticeLinker.Link> run(
      List<ReportedFailure> notices,
      Map<String, String> linkedBefore,
      LocalDate first,
      AttemptChanges changes) {
    Set<String> keys = new HashSet<>();
    notices.stream()
        .filter(notice -> isAboutDelivery(notice))
        .forEach(notice -> keys.addAll(LinkKeys.of(notice)));
    List<AttemptChanges.Found> found = find(keys, first.minusDays(LOOK_BACK_DAYS));
    List<LoggedAttempt> attempts = found.stream().map(AttemptChanges.Found::attempt).toList();
    NoticeLinker linker = new NoticeLinker(attempts);
    List<NoticeLinker.Link> links = notices.stream().map(linker::link).toList();
    Map<String, JointVerdict> verdicts = verdicts(links);
    MailboxInference.infer(attempts, verdicts)
        .forEach(verdict -> verdicts.put(verdict.eventId(), verdict));
    changes.add(found, verdicts);
    release(changes, found, verdicts.keySet(), new HashSet<>(linkedBefore.values()), first);
    return links;
  }

  // A notice may have found a better place since more logs are known. Attempts before the first day
  // may have notices that were not looked at: they stay, unless it was one of these that left them.
  private static void release(
      AttemptChanges changes,
      List<AttemptChanges.Found> found,
      Set<String> judged,
      Set<String> linkedBefore,
      LocalDate first) {
    Set<String> left = new HashSet<>();
    for (AttemptChanges.Found one : found) {
      if (linkedBefore.contains(one.attempt().eventId())) {
        left.add(who(one.attempt()));
      }
    }
    for (AttemptChanges.Found one : found) {
      String method = one.state().linkMethod();
      boolean byNotice =
          "log+dsn".equals(one.state().evidence())
              || LinkMethod.SAME_MAILBOX.columnValue().equals(method);
      boolean lookedAt =
          one.attempt().epochDay() > first.toEpochDay() || left.contains(who(one.attempt()));
      if (byNotice && lookedAt && !judged.contains(one.attempt().eventId())) {
        changes.release(one);
      }
    }
  }

  private static Map<String, JointVerdict> verdicts(List<NoticeLinker.Link> links) {
    Map<String, List<NoticeLinker.Link>> byEvent = new LinkedHashMap<>();
    Map<String, LoggedAttempt> attempts = new HashMap<>();
    Set<String> failed = new HashSet<>();
    for (NoticeLinker.Link link : links) {
      for (LoggedAttempt attempt : link.attempts()) {
        byEvent.computeIfAbsent(attempt.eventId(), any -> new ArrayList<>()).add(link);
        attempts.put(attempt.eventId(), attempt);
        if (attempt.reason() != null && !attempt.eventType().equals("deferred")) {
          failed.add(who(attempt));
        }
      }
    }
    Map<String, JointVerdict> verdicts = new TreeMap<>();
    byEvent.forEach(
        (eventId, its) -> {
          LoggedAttempt attempt = attempts.get(eventId);
          LinkMethod method =
              its.stream()
                  .map(NoticeLinker.Link::method)
                  .filter(java.util.Objects::nonNull)
                  .min(LinkMethod::compareTo)
                  .orElse(null);
          if (attempt != null && method != null) {
            JointVerdict.Delivered delivered =
                failed.contains(who(attempt))
                    ? JointVerdict.Delivered.FAILED_ELSEWHERE
                    : JointVerdict.Delivered.NOWHERE_ELSE_FAILED;
            JointVerdict verdict =
                JointVerdict.of(
                    attempt,
                    method,
                    its.stream().map(NoticeLinker.Link::notice).toList(),
                    delivered);
            if (verdict != null) {
              verdicts.put(eventId, verdict);
            }
          }
        });
    return verdicts;
  }

  private static String who(LoggedAttempt attempt) {
    String message =
        attempt.messageId() == null ? String.valueOf(attempt.messageKey()) : attempt.messageId();
    return message + ' ' + attempt.mailboxKey();
  }

  private List<AttemptChanges.Found> find(Set<String> keys, LocalDate since) {
    Broadcast<Set<String>> wanted =
        JavaSparkContext.fromSparkContext(tables.spark().sparkContext()).broadcast(keys);
    return tables
        .rows(MailTables.DELIVERY_ATTEMPT, AttemptChanges.COLUMNS, "event_date", since, null)
        .mapPartitions(
            rows -> {
              List<AttemptChanges.Found> found = new ArrayList<>();
              while (rows.hasNext()) {
                AttemptChanges.Found one = AttemptChanges.found(rows.next());
                boolean vague = one.attempt().reason() == FailureReason.LOCAL_PROGRAM_FAILED;
                if (vague
                    || LinkKeys.of(one.attempt()).stream().anyMatch(wanted.value()::contains)) {
                  found.add(one);
                }
              }
              return found.iterator();
            })
        .collect();
  }

  private static boolean isAboutDelivery(ReportedFailure notice) {
    return notice.kind().equals("bounce")
        || notice.kind().equals("delay")
        || notice.kind().equals("success");
  }
}
