package modori.spark.tables;

import java.util.List;

/** All tables, written out in one place. */
public final class MailTables {
  /** One row per recipient and attempt. */
  public static final TableDefinition DELIVERY_ATTEMPT = FactTables.DELIVERY_ATTEMPT;

  /** One row per notice and recipient. */
  public static final TableDefinition BOUNCE_NOTICE = FactTables.BOUNCE_NOTICE;

  /** Failures that nobody was told of. */
  public static final TableDefinition SILENT_FAILURE = FactTables.SILENT_FAILURE;

  /** What mail stores had no room for. */
  public static final TableDefinition STORE_FAILURE = FactTables.STORE_FAILURE;

  /** Lines that no parser took. */
  public static final TableDefinition QUARANTINE_LINE = FactTables.QUARANTINE_LINE;

  /** One row per mailbox and day. */
  public static final TableDefinition MAILBOX_DAY = GoldTables.MAILBOX_DAY;

  /** One row per time of being full. */
  public static final TableDefinition MAILBOX_EPISODE = GoldTables.MAILBOX_EPISODE;

  /** How each mailbox that was ever full stands. */
  public static final TableDefinition MAILBOX_CURRENT = GoldTables.MAILBOX_CURRENT;

  /** One row per domain and day. */
  public static final TableDefinition DOMAIN_DAY = GoldTables.DOMAIN_DAY;

  /** One row per domain, reason and day. */
  public static final TableDefinition DOMAIN_REASON_DAY = GoldTables.DOMAIN_REASON_DAY;

  /** One row per wording of failures, rule and day. */
  public static final TableDefinition REASON_TEXT_DAY = SummaryTables.REASON_TEXT_DAY;

  /** One row per sender domain, reason and day. */
  public static final TableDefinition SENDER_DAY = SummaryTables.SENDER_DAY;

  /** How long mailboxes stay full. */
  public static final TableDefinition SURVIVAL_DOMAIN = SummaryTables.SURVIVAL_DOMAIN;

  /** The reasons. */
  public static final TableDefinition DIM_REASON = GoldTables.DIM_REASON;

  /** Queue entries that may still get lines. */
  public static final TableDefinition OPEN_QUEUE_ENTRY = StateTables.OPEN_QUEUE_ENTRY;

  /** What was read of each file. */
  public static final TableDefinition INPUT_FILE = StateTables.INPUT_FILE;

  /** Which days are final. */
  public static final TableDefinition DAY_STATE = StateTables.DAY_STATE;

  /** One row per published run. */
  public static final TableDefinition RUN = StateTables.RUN;

  /** Checks of each run. */
  public static final TableDefinition DATA_QUALITY = StateTables.DATA_QUALITY;

  /** Every table, facts first. */
  public static final List<TableDefinition> ALL =
      List.of(
          DELIVERY_ATTEMPT,
          BOUNCE_NOTICE,
          SILENT_FAILURE,
          STORE_FAILURE,
          QUARANTINE_LINE,
          MAILBOX_DAY,
          MAILBOX_EPISODE,
          MAILBOX_CURRENT,
          DOMAIN_DAY,
          DOMAIN_REASON_DAY,
          REASON_TEXT_DAY,
          SENDER_DAY,
          SURVIVAL_DOMAIN,
          DIM_REASON,
          OPEN_QUEUE_ENTRY,
          INPUT_FILE,
          DAY_STATE,
          RUN,
          DATA_QUALITY);

  private MailTables() {}
}
