package modori.spark.pipeline;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;

/**
 * How many days the rows of a table are kept. Without a number they are kept for ever: what a night
 * needs of the nights before (open_queue_entry, input_file, run) has none.
 *
 * @param days by name of the table, at least 1
 */
public record Retention(Map<String, Integer> days) {
  private static final List<TableDefinition> BY_EVENT_DATE =
      List.of(MailTables.DELIVERY_ATTEMPT, MailTables.SILENT_FAILURE, MailTables.STORE_FAILURE);

  private static final List<TableDefinition> BY_DAY =
      List.of(
          MailTables.MAILBOX_DAY,
          MailTables.DOMAIN_DAY,
          MailTables.DOMAIN_REASON_DAY,
          MailTables.REASON_TEXT_DAY,
          MailTables.SENDER_DAY);

  private static final List<TableDefinition> BY_RUN =
      List.of(MailTables.BOUNCE_NOTICE, MailTables.QUARANTINE_LINE, MailTables.DATA_QUALITY);

  /** Of these only what is over: the newest refusal counts. */
  private static final List<TableDefinition> BY_REFUSAL =
      List.of(MailTables.MAILBOX_EPISODE, MailTables.MAILBOX_CURRENT);

  /** A message may wait so long in a queue, and its notice come after that. */
  private static final int LEAST_DAYS_OF_ATTEMPTS = 8;

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException where a table has no such limit or it is too short
   */
  public Retention {
    days.forEach(Retention::check);
    days = Collections.unmodifiableMap(new TreeMap<>(days));
  }

  private static void check(String table, int days) {
    List<String> known =
        java.util.stream.Stream.of(BY_EVENT_DATE, BY_DAY, BY_RUN, BY_REFUSAL)
            .flatMap(List::stream)
            .map(TableDefinition::name)
            .toList();
    if (!known.contains(table)) {
      throw new IllegalArgumentException(
          table + " has no rows that grow old: name one of " + String.join(", ", known));
    }
    int least = table.equals(MailTables.DELIVERY_ATTEMPT.name()) ? LEAST_DAYS_OF_ATTEMPTS : 1;
    if (days < least) {
      throw new IllegalArgumentException(table + " must be kept for " + least + " days or more");
    }
  }

  /**
   * SQL for the rows that are too old; empty where a table keeps all.
   *
   * @param asOf the last finished day; rows without an event are as old as their run
   */
  String tooOld(TableDefinition definition, LocalDate asOf) {
    Integer kept = days.get(definition.name());
    if (kept == null) {
      return "";
    }
    String day = "DATE '" + asOf.minusDays(kept) + "'";
    if (BY_EVENT_DATE.contains(definition)) {
      return "event_date <= " + day;
    }
    if (BY_DAY.contains(definition)) {
      return "day <= " + day;
    }
    if (BY_REFUSAL.contains(definition)) {
      return "status <> 'open' AND to_date(last_full) <= " + day;
    }
    LocalDate run = LocalDate.now(ZoneOffset.UTC).minusDays(kept);
    return "run_id < '" + DateTimeFormatter.BASIC_ISO_DATE.format(run) + "'";
  }
}
