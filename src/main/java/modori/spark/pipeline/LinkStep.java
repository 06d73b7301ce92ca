package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import modori.classify.FailureReason;
import modori.correlate.JointVerdict;
import modori.correlate.LinkKeys;
import modori.correlate.LinkMethod;
import modori.correlate.LoggedAttempt;
import modori.correlate.MailboxInference;
import modori.correlate.NoticeLinker;
import modori.correlate.ReportedFailure;
import modori.spark.tables.MailTables;
import modori.spark.tables.StoredRow;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Links notices to attempts and gives the attempts the verdict of both. Only attempts that share a
 * key with a notice leave the tasks.
 */
final class LinkStep {
  /** Notices are looked at since a queue's lifetime before, and their attempts as long before. */
  private static final int LOOK_BACK_DAYS = 16;

  private static final List<String> COLUMNS =
      Stream.concat(AttemptChanges.COLUMNS.stream(), Stream.of("recipient_domain")).toList();
  private static final int EVENT_DATE = COLUMNS.indexOf("event_date");
  private static final int LOG_HOST = COLUMNS.indexOf("log_host");
  private static final int QUEUE_ID = COLUMNS.indexOf("queue_id");
  private static final int MESSAGE_ID = COLUMNS.indexOf("message_id");
  private static final int SENDER_ADDRESS = COLUMNS.indexOf("sender_address");
  private static final int RECIPIENT_ADDRESS = COLUMNS.indexOf("recipient_address");
  private static final int REASON_OBSERVED = COLUMNS.indexOf("reason_observed");
  private static final int HOSTED = COLUMNS.indexOf("hosted");
  private static final int RECIPIENT_DOMAIN = COLUMNS.indexOf("recipient_domain");

  private final Tables tables;

  LinkStep(Tables tables) {
    this.tables = tables;
  }

  /**
   * What was linked.
   *
   * @param links of every notice
   * @param ownDomains domains of which we host a mailbox
   */
  record Linked(List<NoticeLinker.Link> links, Set<String> ownDomains) {}

  /**
   * Links; every notice is answered with its link.
   *
   * @param linkedBefore by notice id the attempt that the stored notices are linked to so far
   * @param first the first day of which anything is new
   * @param domainsSince the first day whose attempts tell which domains are ours
   * @param changes takes the changes of attempts
   */
  Linked run(
      List<ReportedFailure> notices,
      Map<String, String> linkedBefore,
      LocalDate first,
      LocalDate domainsSince,
      AttemptChanges changes) {
    Set<String> keys = new HashSet<>();
    notices.stream()
        .filter(notice -> isAboutDelivery(notice))
        .forEach(notice -> keys.addAll(LinkKeys.of(notice)));
    List<AttemptChanges.Found> found = new ArrayList<>();
    Set<String> ownDomains = new HashSet<>();
    for (Serializable one : find(keys, first.minusDays(LOOK_BACK_DAYS), domainsSince)) {
      if (one instanceof AttemptChanges.Found attempt) {
        found.add(attempt);
      } else {
        ownDomains.add(one.toString());
      }
    }
    List<LoggedAttempt> attempts = found.stream().map(AttemptChanges.Found::attempt).toList();
    NoticeLinker linker = new NoticeLinker(attempts);
    List<NoticeLinker.Link> links = notices.stream().map(linker::link).toList();
    Map<String, JointVerdict> verdicts = verdicts(links);
    MailboxInference.infer(attempts, verdicts)
        .forEach(verdict -> verdicts.put(verdict.eventId(), verdict));
    changes.add(found, verdicts);
    release(changes, found, verdicts.keySet(), new HashSet<>(linkedBefore.values()), first);
    return new Linked(links, ownDomains);
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

  // Found attempts and the names of our domains.
  private List<Serializable> find(Set<String> keys, LocalDate since, LocalDate domainsSince) {
    Broadcast<Set<String>> wanted =
        JavaSparkContext.fromSparkContext(tables.spark().sparkContext()).broadcast(keys);
    int firstDay = (int) domainsSince.toEpochDay();
    return tables
        .stored(MailTables.DELIVERY_ATTEMPT, Tables.attemptDays(since, null), COLUMNS)
        .mapPartitions(rows -> find(rows, wanted.value(), firstDay))
        .collect();
  }

  private static Iterator<Serializable> find(
      Iterator<StoredRow> rows, Set<String> wanted, int firstDay) {
    List<Serializable> found = new ArrayList<>();
    Set<String> domains = new HashSet<>();
    while (rows.hasNext()) {
      StoredRow row = rows.next();
      if ("own".equals(row.text(HOSTED)) && row.number(EVENT_DATE) >= firstDay) {
        domains.add(row.required(RECIPIENT_DOMAIN));
      }
      boolean vague = FailureReason.LOCAL_PROGRAM_FAILED.id().equals(row.text(REASON_OBSERVED));
      if (vague || keys(row).stream().anyMatch(wanted::contains)) {
        found.add(AttemptChanges.found(row));
      }
    }
    found.addAll(domains);
    return found.iterator();
  }

  private static List<String> keys(StoredRow row) {
    return LinkKeys.of(
        row.text(MESSAGE_ID),
        row.required(LOG_HOST),
        row.text(QUEUE_ID),
        row.text(SENDER_ADDRESS),
        row.required(RECIPIENT_ADDRESS));
  }

  private static boolean isAboutDelivery(ReportedFailure notice) {
    return notice.kind().equals("bounce")
        || notice.kind().equals("delay")
        || notice.kind().equals("success");
  }
}
