package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import modori.classify.FailureReason;
import modori.correlate.JointVerdict;
import modori.correlate.LoggedAttempt;
import modori.spark.tables.StoredRow;
import org.jspecify.annotations.Nullable;

/** Changes of attempts by what notices and other lines tell: collected, then applied at once. */
final class AttemptChanges {
  /** What {@link #found} reads. */
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
          "link_method",
          "rule_id",
          "detected_by",
          "evidence",
          "reporting_mta",
          "as_logged");

  private final Map<String, Change> changes = new TreeMap<>();

  private record Change(LocalDate day, AttemptState state) {}

  /** An attempt, as its own line has it, and how it stands in the table. */
  record Found(LoggedAttempt attempt, AttemptState state) implements Serializable {}

  /** An attempt of a row with {@link #COLUMNS}. */
  static Found found(StoredRow row) {
    AttemptState state =
        new AttemptState(
            row.required(3),
            row.text(17),
            row.text(13),
            row.text(19),
            row.text(20),
            row.required(21),
            row.text(18),
            row.text(22),
            row.text(14),
            row.text(23));
    AttemptState logged = state.logged();
    LoggedAttempt attempt =
        new LoggedAttempt(
            row.required(0),
            (int) row.number(1),
            row.number(2),
            logged.eventType(),
            row.required(4),
            row.text(5),
            row.text(6),
            row.text(7),
            row.text(8),
            row.required(9),
            row.text(10),
            row.required(11),
            reason(row.text(12)),
            reason(logged.cause()),
            logged.text(),
            row.text(15),
            row.text(16));
    return new Found(attempt, state);
  }

  /**
   * Changes of these attempts by verdicts, instead of what was collected for them before; an
   * attempt whose row says the same stays.
   */
  void add(Collection<Found> found, Map<String, JointVerdict> verdicts) {
    for (Found one : found) {
      JointVerdict verdict = verdicts.get(one.attempt().eventId());
      if (verdict != null) {
        add(one, one.state().with(verdict));
      }
    }
  }

  /** An attempt of which nothing holds but what its own line says. */
  void release(Found found) {
    add(found, found.state().logged());
  }

  private void add(Found found, AttemptState state) {
    String eventId = found.attempt().eventId();
    if (state.equals(found.state())) {
      changes.remove(eventId);
    } else {
      LocalDate day = LocalDate.ofEpochDay(found.attempt().epochDay());
      changes.put(eventId, new Change(day, state));
    }
  }

  /** Applies them on the staging branch; the days of changed attempts. */
  Set<LocalDate> apply(Tables tables) {
    Set<LocalDate> days = new TreeSet<>();
    Map<String, @Nullable Object[]> values = new HashMap<>();
    changes.forEach(
        (eventId, change) -> {
          days.add(change.day());
          values.put(eventId, change.state().values());
        });
    if (!days.isEmpty()) {
      tables.rewriteAttempts(
          days, new RowChanges.NewValues("event_id", AttemptState.COLUMNS, values));
    }
    return days;
  }

  private static @Nullable FailureReason reason(@Nullable String id) {
    return id == null ? null : FailureReason.of(id).orElse(FailureReason.UNCLASSIFIED);
  }
}
