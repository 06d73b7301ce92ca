package modori.spark.pipeline;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Links notices to attempts and gives the attempts the verdict of both. Only attempts that share a
 * key with a notice leave the tasks.
 */
final class LinkStep {
  private static final int QUEUE_DAYS = 8;
  static final List<String> COLUMNS =
      List.of(
          "event_id",
          "event_date",
          "event_time",
          "event_type",
          "log_host",
          "queue_id",
          "message_key",
          "message_id",
          "sender_address",
          "recipient_address",
          "original_recipient",
          "mailbox_key",
          "reason_observed",
          "cause_reason",
          "reply_text",
          "hosted",
          "notice_of_queue_id",
          "reason",
          "link_method");

  private final Tables tables;

  LinkStep(Tables tables) {
    this.tables = tables;
  }

  /** An attempt and the verdict that it has in the table. */
  private record Found(LoggedAttempt attempt, String stored) implements java.io.Serializable {}

  /**
   * What linking has come to.
   *
   * @param links every notice with its link
   * @param days days of which attempts have another verdict than before
   */
  record Linked(List<NoticeLinker.Link> links, Set<LocalDate> days) {}

  /** Links; attempts are looked for from some days before the first day to the last. */
  Linked run(List<ReportedFailure> notices, LocalDate first) {
    Set<String> keys = new HashSet<>();
    notices.stream()
        .filter(notice -> isAboutDelivery(notice))
        .forEach(notice -> keys.addAll(LinkKeys.of(notice)));
    List<Found> found = find(keys, first.minusDays(QUEUE_DAYS));
    Map<String, String> stored = new HashMap<>();
    List<LoggedAttempt> attempts = new ArrayList<>();
    for (Found one : found) {
      attempts.add(one.attempt());
      stored.put(one.attempt().eventId(), one.stored());
    }
    NoticeLinker linker = new NoticeLinker(attempts);
    List<NoticeLinker.Link> links = notices.stream().map(linker::link).toList();
    Map<String, JointVerdict> verdicts = verdicts(links);
    MailboxInference.infer(attempts, verdicts)
        .forEach(verdict -> verdicts.put(verdict.eventId(), verdict));
    List<JointVerdict> changed =
        verdicts.values().stream()
            .filter(verdict -> !signature(verdict).equals(stored.get(verdict.eventId())))
            .toList();
    Set<LocalDate> days = new TreeSet<>();
    changed.forEach(verdict -> days.add(LocalDate.ofEpochDay(verdict.epochDay())));
    apply(changed, days);
    return new Linked(links, days);
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

  private List<Found> find(Set<String> keys, LocalDate since) {
    Broadcast<Set<String>> wanted =
        JavaSparkContext.fromSparkContext(tables.spark().sparkContext()).broadcast(keys);
    return tables
        .rows(MailTables.DELIVERY_ATTEMPT, COLUMNS, "event_date", since, null)
        .mapPartitions(
            rows -> {
              List<Found> found = new ArrayList<>();
              while (rows.hasNext()) {
                InternalRow row = rows.next();
                LoggedAttempt attempt = attempt(row);
                boolean vague = attempt.reason() == FailureReason.LOCAL_PROGRAM_FAILED;
                if (vague || LinkKeys.of(attempt).stream().anyMatch(wanted.value()::contains)) {
                  found.add(
                      new Found(
                          attempt,
                          attempt.eventType()
                              + ' '
                              + text(row, 3)
                              + ' '
                              + text(row, 17)
                              + ' '
                              + text(row, 13)
                              + ' '
                              + text(row, 18)));
                }
              }
              return found.iterator();
            })
        .collect();
  }

  static LoggedAttempt attempt(InternalRow row) {
    String eventType = String.valueOf(text(row, 3));
    FailureReason observed = reason(text(row, 12));
    // What a notice has turned into a failure was a delivery in the log.
    String logged =
        observed == null && (eventType.equals("oob_bounce") || eventType.equals("expired"))
            ? "delivered"
            : eventType;
    return new LoggedAttempt(
        String.valueOf(text(row, 0)),
        row.getInt(1),
        row.getLong(2),
        logged,
        String.valueOf(text(row, 4)),
        text(row, 5),
        text(row, 6),
        text(row, 7),
        text(row, 8),
        String.valueOf(text(row, 9)),
        text(row, 10),
        String.valueOf(text(row, 11)),
        observed,
        reason(text(row, 13)),
        text(row, 14),
        text(row, 15),
        text(row, 16));
  }

  private static String signature(JointVerdict verdict) {
    String logged =
        verdict.eventType().equals("oob_bounce") || verdict.detectedBy() != null
            ? "delivered"
            : verdict.eventType();
    FailureReason cause = verdict.cause();
    return logged
        + ' '
        + verdict.eventType()
        + ' '
        + verdict.reason().id()
        + ' '
        + (cause == null ? null : cause.id())
        + ' '
        + verdict.method().columnValue();
  }

  void apply(List<JointVerdict> changed, Set<LocalDate> days) {
    if (changed.isEmpty()) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    for (JointVerdict verdict : changed) {
      FailureReason reason = verdict.reason();
      FailureReason cause = verdict.cause();
      rows.add(
          RowFactory.create(
              verdict.eventId(),
              Date.valueOf(LocalDate.ofEpochDay(verdict.epochDay())),
              verdict.eventType(),
              reason.id(),
              reason.category().columnValue(),
              reason.side().columnValue(),
              reason.permanence().columnValue(),
              cause == null ? null : cause.id(),
              verdict.ruleId(),
              verdict.detectedBy(),
              verdict.method().isFromLog() ? "log" : "log+dsn",
              verdict.method().columnValue(),
              verdict.method().confidence(),
              verdict.reportingMta(),
              verdict.text(),
              FailureReason.TAXONOMY_VERSION));
    }
    StructType schema =
        new StructType()
            .add("event_id", "string")
            .add("event_date", "date")
            .add("event_type", "string")
            .add("reason", "string")
            .add("category", "string")
            .add("side", "string")
            .add("permanence", "string")
            .add("cause_reason", "string")
            .add("rule_id", "string")
            .add("detected_by", "string")
            .add("evidence", "string")
            .add("link_method", "string")
            .add("link_confidence", "float")
            .add("reporting_mta", "string")
            .add("reply_text", "string")
            .add("taxonomy_version", "int");
    tables.spark().createDataFrame(rows, schema).createOrReplaceTempView("joint_verdict");
    tables.mergeAttempts("joint_verdict", days);
  }

  private static boolean isAboutDelivery(ReportedFailure notice) {
    return notice.kind().equals("bounce")
        || notice.kind().equals("delay")
        || notice.kind().equals("success");
  }

  private static @Nullable FailureReason reason(@Nullable String id) {
    return id == null ? null : FailureReason.of(id).orElse(FailureReason.UNCLASSIFIED);
  }

  private static @Nullable String text(InternalRow row, int column) {
    return row.isNullAt(column) ? null : row.getUTF8String(column).toString();
  }
}
