package modori.spark.tables;

import static modori.spark.tables.TableDefinition.table;

import org.apache.iceberg.types.Types;

/** Gold tables about failures and recoveries rather than about one mailbox or domain. */
final class SummaryTables {
  private static final Types.StringType TEXT = Types.StringType.get();
  private static final Types.IntegerType INT = Types.IntegerType.get();
  private static final Types.LongType LONG = Types.LongType.get();
  private static final Types.DoubleType DOUBLE = Types.DoubleType.get();
  private static final Types.DateType DATE = Types.DateType.get();
  private static final Types.TimestampType TIME = Types.TimestampType.withZone();

  private SummaryTables() {}

  static final TableDefinition REASON_TEXT_DAY =
      table("reason_text_day", "One row per wording of failures, rule and day.")
          .required("day", DATE, "Day in the report's zone")
          .required("reason", TEXT, "Why these failed; unclassified where no rule knows the text")
          .optional("rule_id", TEXT, "The rule that decided")
          .required(
              "shape",
              TEXT,
              "The text with addresses, hosts and numbers masked: equal for texts that say the same")
          .required("events", LONG, "Failed attempts and refusals with this wording")
          .required("domains", LONG, "Different recipient domains")
          .required("first_seen", TIME, "First of the day")
          .required("last_seen", TIME, "Last of the day")
          .required("sample_event_id", TEXT, "One of them")
          .required("sample_text", TEXT, "Its text as logged")
          .partitionedBy("day")
          .sortedBy("reason", "shape")
          .varied("shape", "sample_event_id", "sample_text")
          .build();

  static final TableDefinition SENDER_DAY =
      table("sender_day", "One row per sender domain, reason and day: failures only.")
          .required("day", DATE, "Day in the report's zone")
          .required(
              "sender_domain",
              TEXT,
              "Domain of the reverse-path; empty for the null reverse-path and for names without a domain")
          .required(
              "reason", TEXT, "Why it failed; complaint where a recipient reported it as spam")
          .required("failures", LONG, "Failed attempts and refusals")
          .required("messages", LONG, "Different messages")
          .required("recipients", LONG, "Different mailboxes")
          .required("silent_failures", LONG, "Messages that failed while nobody was told")
          .required("complaints", LONG, "Complaints of recipients")
          .partitionedBy("day")
          .sortedBy("sender_domain", "reason")
          .build();

  static final TableDefinition SURVIVAL_DOMAIN =
      survival(
          table(
                  "survival_domain",
                  "How long mailboxes stay full (Kaplan-Meier): one row per domain or provider, and month of the first refusal.")
              .required("scope", TEXT, "domain, provider, hosted or all: what name means")
              .required(
                  "name", TEXT, "The domain, the provider, own or remote; * where scope is all")
              .required("cohort", TEXT, "Month of the first refusal, YYYY-MM, or all")
              .required("as_of", DATE, "The day at whose end this holds")
              .required("episodes", INT, "Times of being full")
              .required("recovered", INT, "Of these the ones that had room again: the events")
              .required("gone", INT, "The mailbox is gone: it can never recover, and stays")
              .required("censored", INT, "Still open, or out of sight: counted until last seen")
              .optional(
                  "median_days",
                  DOUBLE,
                  "After so many days half of them have room again; null where that is not reached"));

  private static TableDefinition survival(TableDefinition.Builder columns) {
    for (int days : new int[] {1, 7, 30, 90}) {
      String after = " after " + days + (days == 1 ? " day" : " days");
      String suffix = "_" + days + "d";
      columns
          .required("at_risk" + suffix, INT, "Episodes that are known to last longer" + after)
          .optional(
              "still_full" + suffix,
              DOUBLE,
              "Share that is still full" + after + "; null where nobody was watched so long")
          .optional("still_full_low" + suffix, DOUBLE, "Lower limit of 95 percent")
          .optional("still_full_high" + suffix, DOUBLE, "Upper limit of 95 percent");
    }
    return columns.sortedBy("scope", "name", "cohort").build();
  }
}
