package modori.spark.lookup;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import modori.correlate.ContentKey;
import modori.ingest.FileStore;
import modori.ingest.RawLine;
import modori.mail.MailAddress;
import modori.report.MailboxAnswer;
import modori.spark.tables.MailTables;
import modori.spark.tables.SoughtRows;
import modori.spark.tables.StoredRow;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/** Finds what the tables know of one mailbox. */
public final class MailboxLookup {
  private static final int MOST_TEXTS = 5;
  private static final List<String> STATE =
      List.of(
          "recipient_address",
          "hosted",
          "provider",
          "level",
          "status",
          "as_of",
          "first_full",
          "last_full",
          "recovered_at",
          "full_days",
          "attempt_days",
          "senders_affected",
          "messages_lost",
          "strip",
          "score");
  private static final List<String> EPISODE =
      List.of(
          "first_full",
          "last_full",
          "status",
          "level",
          "recovered_at",
          "full_days",
          "senders_affected",
          "messages_lost");
  private static final List<String> ATTEMPT =
      List.of(
          "event_time",
          "event_type",
          "log_host",
          "queue_id",
          "recipient_address",
          "relay_host",
          "reply_text",
          "detected_by",
          "reason",
          "source_file",
          "source_offset");

  private final Warehouse warehouse;
  private final FileStore store;
  private final int days;

  /**
   * A look-up.
   *
   * @param store where the logs may still lie
   * @param days how many days with mail are searched for texts, from the latest back
   */
  public MailboxLookup(Warehouse warehouse, FileStore store, int days) {
    this.warehouse = warehouse;
    this.store = store;
    this.days = days;
  }

  /**
   * All that is known of an address.
   *
   * @throws IOException where a table cannot be read
   */
  public MailboxAnswer find(String address) throws IOException {
    MailAddress asked = MailAddress.of(address);
    Map<String, String> mailbox = new LinkedHashMap<>();
    mailbox.put("mailbox_key", ContentKey.ofMailbox(asked));
    mailbox.put("recipient_domain", asked.domain());
    List<MailboxAnswer.State> current =
        search(MailTables.MAILBOX_CURRENT, STATE, mailbox)
            .find(Expressions.alwaysTrue(), row -> state(new Named(row, STATE)));
    List<MailboxAnswer.FullTime> episodes = new ArrayList<>();
    if (!current.isEmpty()) {
      episodes.addAll(
          search(MailTables.MAILBOX_EPISODE, EPISODE, mailbox)
              .find(Expressions.alwaysTrue(), row -> episode(new Named(row, EPISODE))));
      episodes.sort(Comparator.comparing(MailboxAnswer.FullTime::firstFull));
    }
    MailboxAnswer.State state = current.isEmpty() ? null : current.get(0);
    Table attempts = warehouse.table(MailTables.DELIVERY_ATTEMPT);
    SoughtRows search = new SoughtRows(attempts, ATTEMPT, mailbox);
    List<Attempt> failed = new ArrayList<>();
    List<AttemptWindow> searched = new ArrayList<>();
    int found = 0;
    for (AttemptWindow window :
        state == null
            ? AttemptWindow.latestDays(attempts, days)
            : AttemptWindow.before(state.lastFull(), days)) {
      List<Attempt> rows =
          search.find(window.filter(), row -> attempt(new Named(row, ATTEMPT))).stream()
              .filter(one -> window.holds(one.micros()))
              .toList();
      searched.add(window);
      found += rows.size();
      rows.stream().filter(one -> one.text() != null).forEach(failed::add);
      if (!failed.isEmpty()) {
        break;
      }
    }
    List<MailboxAnswer.LastText> texts =
        failed.stream()
            .sorted(Comparator.comparingLong(Attempt::micros).reversed())
            .limit(MOST_TEXTS)
            .map(this::withLine)
            .toList();
    return new MailboxAnswer(
        state == null ? asked.mailbox().text() : state.address(),
        state,
        episodes,
        texts,
        found,
        searched.isEmpty() ? null : searched.get(searched.size() - 1).first(),
        searched.isEmpty() ? null : searched.get(0).last());
  }

  private SoughtRows search(
      TableDefinition definition, List<String> columns, Map<String, String> mailbox) {
    return new SoughtRows(warehouse.table(definition), columns, mailbox);
  }

  /** A row whose columns have names. */
  private record Named(StoredRow row, List<String> columns) {
    String text(String column) {
      return row.required(columns.indexOf(column));
    }

    @Nullable String textOrNull(String column) {
      return row.text(columns.indexOf(column));
    }

    int number(String column) {
      return (int) row.number(columns.indexOf(column));
    }

    long micros(String column) {
      return row.number(columns.indexOf(column));
    }

    Instant time(String column) {
      return Instant.EPOCH.plus(micros(column), ChronoUnit.MICROS);
    }

    @Nullable Instant timeOrNull(String column) {
      return row.isAbsent(columns.indexOf(column)) ? null : time(column);
    }
  }

  private static MailboxAnswer.State state(Named row) {
    return new MailboxAnswer.State(
        row.text("recipient_address"),
        "own".equals(row.text("hosted")),
        row.textOrNull("provider"),
        row.text("level"),
        row.text("status"),
        LocalDate.ofEpochDay(row.number("as_of")),
        row.time("first_full"),
        row.time("last_full"),
        row.timeOrNull("recovered_at"),
        row.number("full_days"),
        row.number("attempt_days"),
        row.number("senders_affected"),
        row.number("messages_lost"),
        row.text("strip"),
        row.number("score"));
  }

  private static MailboxAnswer.FullTime episode(Named row) {
    return new MailboxAnswer.FullTime(
        row.time("first_full"),
        row.time("last_full"),
        row.text("status"),
        row.text("level"),
        row.timeOrNull("recovered_at"),
        row.number("full_days"),
        row.number("senders_affected"),
        row.number("messages_lost"));
  }

  /**
   * A row of delivery_attempt.
   *
   * @param micros its time
   * @param text of a failure, without its line
   * @param sign what its line holds
   */
  private record Attempt(long micros, MailboxAnswer.@Nullable LastText text, String sign) {}

  private static Attempt attempt(Named row) {
    String queueId = row.textOrNull("queue_id");
    String reason = row.textOrNull("reason");
    return new Attempt(
        row.micros("event_time"),
        reason == null
            ? null
            : new MailboxAnswer.LastText(
                row.time("event_time"),
                row.text("event_type"),
                reason,
                row.textOrNull("reply_text"),
                row.textOrNull("relay_host"),
                "remote".equals(row.textOrNull("detected_by")),
                row.text("log_host"),
                row.text("source_file"),
                row.micros("source_offset"),
                null),
        queueId == null ? row.text("recipient_address") : queueId);
  }

  private MailboxAnswer.LastText withLine(Attempt attempt) {
    MailboxAnswer.LastText text = Objects.requireNonNull(attempt.text());
    return new MailboxAnswer.LastText(
        text.time(),
        text.eventType(),
        text.reason(),
        text.replyText(),
        text.relayHost(),
        text.remote(),
        text.logHost(),
        text.sourceFile(),
        text.sourceOffset(),
        RawLine.at(store, text.sourceFile(), text.sourceOffset(), attempt.sign()).orElse(null));
  }
}
