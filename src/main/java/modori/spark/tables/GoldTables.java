package modori.spark.tables;

import static modori.spark.tables.TableDefinition.table;

import org.apache.iceberg.types.Types;

/** The small tables that reports and analysts read. */
final class GoldTables {
  private static final Types.StringType TEXT = Types.StringType.get();
  private static final Types.IntegerType INT = Types.IntegerType.get();
  private static final Types.LongType LONG = Types.LongType.get();
  private static final Types.DoubleType DOUBLE = Types.DoubleType.get();
  private static final Types.DateType DATE = Types.DateType.get();
  private static final Types.TimestampType TIME = Types.TimestampType.withZone();

  private GoldTables() {}

  static final TableDefinition MAILBOX_DAY =
      table("mailbox_day", "One row per mailbox and day with an observation.")
          .required("day", DATE, "Day in the report's zone")
          .required("mailbox_key", TEXT, "Identity of the mailbox")
          .required("recipient_address", TEXT, "The mailbox's address")
          .required("recipient_domain", TEXT, "Its domain")
          .optional("provider", TEXT, "Mailbox provider")
          .optional("hosted", TEXT, "own, remote, or null where this day's lines do not tell")
          .required(
              "letter",
              TEXT,
              "F refused, M refused and room proved, K room proved, k only small messages came in, G gone, . nothing")
          .required("n_full", INT, "Refusals for want of room")
          .required("n_ok", INT, "Messages that came in")
          .required("n_gone", INT, "Refusals because the mailbox does not exist")
          .required("n_other", INT, "Other failures")
          .optional("first_full", TIME, "First refusal for want of room")
          .optional("last_full", TIME, "Last refusal for want of room")
          .optional("min_full_size", LONG, "Smallest message refused, where sizes are known")
          .required(
              "full_without_size",
              Types.BooleanType.get(),
              "Whether a message of unknown size was refused")
          .optional("first_gone", TIME, "First refusal because the mailbox does not exist")
          .optional("last_gone", TIME, "Last such refusal")
          .optional("last_ok_before", TIME, "Last message that came in before the first refusal")
          .optional(
              "ok_after",
              TEXT,
              "Messages after the last refusal, each larger than those before: time/size, at most 8")
          .required(
              "ok_slot_minutes",
              INT,
              "0 where every message of ok_kept is there, else the length of the slots that each keep three")
          .optional(
              "ok_kept",
              TEXT,
              "Messages that came in, microseconds/size: what episodes are made of")
          .required(
              "distinct_senders",
              INT,
              "Different senders that were refused for want of room, null sender left out")
          .optional(
              "refused_senders",
              TEXT,
              "Short hashes of these senders, at most 64, so that days can be added up")
          .required("messages_lost", INT, "Messages that finally failed for want of room")
          .required(
              "messages_delayed", INT, "Messages put off for want of room and delivered later")
          .required("attempts_wasted", INT, "Attempts that were refused for want of room")
          .partitionedBy("day")
          .sortedBy("recipient_domain", "mailbox_key")
          .varied("mailbox_key", "recipient_address", "ok_kept")
          .build();

  static final TableDefinition MAILBOX_EPISODE =
      table("mailbox_episode", "One row per time of being full of one mailbox.")
          .required("mailbox_key", TEXT, "Identity of the mailbox")
          .required("recipient_address", TEXT, "The mailbox's address")
          .required("recipient_domain", TEXT, "Its domain")
          .optional("provider", TEXT, "Mailbox provider")
          .required("hosted", TEXT, "own or remote")
          .required("first_full", TIME, "The refusal that started it")
          .required("last_full", TIME, "The latest refusal")
          .required("status", TEXT, "open, recovered, gone or lost")
          .optional("closed_on", DATE, "Day at whose end it first counts as ended")
          .optional("recovered_at", TIME, "The message that proved room")
          .optional(
              "last_ok_before",
              TIME,
              "The last message that came in before; null where none is known")
          .required("full_days", INT, "Days with a refusal")
          .required("attempt_days", INT, "Days with a refusal or a message that came in")
          .required("full_count", INT, "Refusals")
          .required("regularity", DOUBLE, "full_days / attempt_days")
          .required("span_days", INT, "First to last refusal, both days counted")
          .required("flap_count", INT, "Proofs of room that a new refusal took back")
          .required("level", TEXT, "transient, recurring, chronic or abandoned_suspect")
          .required("senders_affected", INT, "Different senders refused, null sender left out")
          .required("messages_lost", INT, "Messages that finally failed for want of room")
          .optional("next_state", TEXT, "What it became: free, gone, unseen, or null while open")
          .sortedBy("recipient_domain", "mailbox_key", "first_full")
          .build();

  static final TableDefinition MAILBOX_CURRENT =
      table(
              "mailbox_current",
              "One row per mailbox that was ever full: how it stands at the end of the last finished day.")
          .required("mailbox_key", TEXT, "Identity of the mailbox")
          .required("recipient_address", TEXT, "The mailbox's address")
          .required("recipient_domain", TEXT, "Its domain")
          .optional("provider", TEXT, "Mailbox provider")
          .required("hosted", TEXT, "own or remote")
          .required("as_of", DATE, "The day at whose end this holds")
          .required("first_full", TIME, "Begin of the newest episode")
          .required("last_full", TIME, "Latest refusal of the newest episode")
          .required("status", TEXT, "Of the newest episode: open, recovered, gone or lost")
          .required(
              "level",
              TEXT,
              "Of the newest episode: transient, recurring, chronic or abandoned_suspect")
          .optional("recovered_at", TIME, "The message that proved room")
          .optional("last_ok_before", TIME, "The last message that came in before the episode")
          .required("full_days", INT, "Days with a refusal in the newest episode")
          .required("attempt_days", INT, "Days with a refusal or a message that came in")
          .required("span_days", INT, "First to last refusal, both days counted")
          .required("flap_count", INT, "Proofs of room that a new refusal took back")
          .required("regularity", DOUBLE, "full_days / attempt_days")
          .required("episodes", INT, "Episodes known of this mailbox")
          .required("senders_affected", INT, "Different senders refused in the newest episode")
          .required("messages_lost", INT, "Messages lost in the newest episode")
          .required("strip", TEXT, "The last 60 days, one letter each, the last is as_of")
          .required("score", INT, "0 to 100, fades by half in 14 days")
          .sortedBy("recipient_domain", "mailbox_key")
          .build();

  static final TableDefinition DOMAIN_DAY =
      table("domain_day", "One row per recipient domain and day.")
          .required("day", DATE, "Day in the report's zone")
          .required("recipient_domain", TEXT, "The domain")
          .optional("hosted", TEXT, "own, remote, or null where nothing tells")
          .required("attempts", LONG, "Attempts and refusals")
          .required("delivered", LONG, "Attempts that delivered")
          .required("deferred", LONG, "Attempts put off")
          .required("bounced", LONG, "Attempts that failed for good, also by notice")
          .required("expired", LONG, "Messages that the queue gave up")
          .required("rejected", LONG, "Refusals at SMTP time")
          .required("mailboxes_active_30d", INT, "Mailboxes with an attempt in the last 30 days")
          .required("mailboxes_full", INT, "Open episodes at the end of the day")
          .required("mailboxes_chronic", INT, "Of these the chronic ones")
          .required("mailboxes_abandoned_suspect", INT, "Of these the ones that look abandoned")
          .required("full_share", DOUBLE, "mailboxes_full / mailboxes_active_30d")
          .optional("full_share_low", DOUBLE, "Wilson interval, where fewer than 100 are active")
          .optional("full_share_high", DOUBLE, "Wilson interval, where fewer than 100 are active")
          .required("episodes_before", INT, "Open episodes at the end of the day before")
          .required("episodes_new", INT, "Episodes that began on this day")
          .required("episodes_recovered", INT, "Episodes whose recovery was confirmed on this day")
          .required("episodes_gone", INT, "Episodes that ended because the mailbox is gone")
          .required("episodes_lost", INT, "Episodes that went out of sight")
          .optional(
              "episode_days_median", DOUBLE, "Kaplan-Meier median; null where it is not reached")
          .required("senders_affected", INT, "Different senders refused for want of room")
          .required("messages_lost", LONG, "Messages that finally failed for want of room")
          .required(
              "messages_delayed", LONG, "Messages put off for want of room and delivered later")
          .required("attempts_wasted", LONG, "Attempts that were refused for want of room")
          .partitionedBy("day")
          .sortedBy("recipient_domain")
          .build();

  static final TableDefinition DOMAIN_REASON_DAY =
      table("domain_reason_day", "One row per recipient domain, reason and day: failures only.")
          .required("day", DATE, "Day in the report's zone")
          .required("recipient_domain", TEXT, "The domain")
          .required("reason", TEXT, "Why it failed")
          .required("detected_by", TEXT, "own or remote: whose server refused")
          .required("events", LONG, "Failed attempts and refusals")
          .required("messages", LONG, "Different messages")
          .required("recipients", LONG, "Different mailboxes")
          .required("first_seen", TIME, "First failure of the day")
          .required("last_seen", TIME, "Last failure of the day")
          .required("sample_event_id", TEXT, "One of them")
          .partitionedBy("day")
          .sortedBy("recipient_domain")
          .build();

  static final TableDefinition DIM_REASON =
      table("dim_reason", "The reasons: what they mean and what to do.")
          .required("reason", TEXT, "Stable id")
          .required("category", TEXT, "One of twelve")
          .required("side", TEXT, "Who can repair it")
          .required("permanence", TEXT, "temporary, permanent or either")
          .required("server", TEXT, "own, remote or either: whose server usually says so")
          .required("meaning_en", TEXT, "What it means, in English")
          .required("remedy_en", TEXT, "What to do, in English")
          .required("meaning_ja", TEXT, "What it means, in Japanese")
          .required("remedy_ja", TEXT, "What to do, in Japanese")
          .required("taxonomy_version", INT, "Version of the list")
          .build();
}
