package modori.spark.tables;

import static modori.spark.tables.TableDefinition.table;

import org.apache.iceberg.types.Types;

/** What one night leaves to the next, and what can be asked about a night. */
final class StateTables {
  private static final Types.StringType TEXT = Types.StringType.get();
  private static final Types.LongType LONG = Types.LongType.get();
  private static final Types.DateType DATE = Types.DateType.get();
  private static final Types.TimestampType TIME = Types.TimestampType.withZone();

  private StateTables() {}

  static final TableDefinition OPEN_QUEUE_ENTRY =
      table("open_queue_entry", "A queue entry that may still get lines: its facts so far.")
          .required("mta", TEXT, "Which mail server")
          .required("log_host", TEXT, "Host that wrote the lines")
          .required("instance", TEXT, "Instance of a multi-instance server, or empty")
          .required("queue_id", TEXT, "As logged")
          .required("first_seen", TIME, "Time of the first line")
          .required("last_seen", TIME, "Time of the last line")
          .required("facts", Types.BinaryType.get(), "What the lines say, packed")
          .required(
              "published", Types.BinaryType.get(), "Which attempts are in delivery_attempt already")
          .build();

  static final TableDefinition INPUT_FILE =
      table("input_file", "What was read of a file in one run.")
          .required("run_id", TEXT, "The run")
          .required("file_number", Types.IntegerType.get(), "Stands for the file in packed facts")
          .required("kind", TEXT, "logs or bounces")
          .required("path", TEXT, "Where it lay")
          .required("stored_bytes", LONG, "Its size as stored")
          .required("stored_head", TEXT, "Hash of its first stored bytes")
          .required("compression", TEXT, "none, gzip, bzip2, xz or zstd")
          .required(
              "head_bytes",
              Types.IntegerType.get(),
              "How many first unpacked bytes head is made of")
          .required(
              "head",
              TEXT,
              "Hash of its first unpacked bytes: the file's identity, whatever its name")
          .optional("tail", TEXT, "Hash of the bytes before to_offset")
          .required("from_offset", LONG, "First unpacked byte that this run read")
          .required("to_offset", LONG, "Behind the last one")
          .required("dialect", TEXT, "How its lines were read")
          .required("lines", LONG, "Lines read")
          .required("event_lines", LONG, "Lines that gave rows")
          .required("context_lines", LONG, "Lines that filled the rows of others")
          .required("ignored_lines", LONG, "Known lines that say nothing of a message's fate")
          .required("quarantined_lines", LONG, "Lines that nobody understood")
          .required("half_line_bytes", LONG, "Bytes that wait for the rest of their line")
          .optional("first_line_time", TIME, "Earliest time of a line")
          .optional("last_line_time", TIME, "Latest time of a line")
          .optional("hosts", TEXT, "Hosts with mail lines and how many, JSON")
          .optional("ignored_kinds", TEXT, "Ignored lines by kind, JSON")
          .optional("quarantine_causes", TEXT, "Quarantined lines by cause, JSON")
          .optional("trouble", TEXT, "Why it was not read to its end")
          .optional(
              "host_spans",
              TEXT,
              "Earliest and latest mail line of each host, microseconds since 1970, JSON")
          .build();

  static final TableDefinition RUN =
      table(
              "run",
              "One row per published run; it is written last. What else changes tables ends with one too.")
          .required("run_id", TEXT, "The run")
          .required("started_at", TIME, "When it began")
          .required("finished_at", TIME, "When it was published")
          .required("as_of", DATE, "The last finished day")
          .required("zone", TEXT, "Zone of the report's days")
          .required("version", TEXT, "Version of modori")
          .required("taxonomy_version", Types.IntegerType.get(), "Version of the list of reasons")
          .required("files", LONG, "Files of which something was read")
          .required("bytes", LONG, "Unpacked bytes read")
          .required("lines", LONG, "Lines read")
          .required("attempts", LONG, "Rows added to delivery_attempt")
          .required("notices", LONG, "Rows added to bounce_notice")
          .required("touched_days", TEXT, "Days whose tables were made again, comma separated")
          .required("snapshots", TEXT, "Snapshot of every table, JSON: together they are this run")
          .required("exit_code", Types.IntegerType.get(), "What the run answered")
          .optional(
              "kind", TEXT, "night, forget or maintain; null for nights of the first table version")
          .build();

  static final TableDefinition DAY_STATE =
      table("day_state", "One row per day with an attempt: whether its numbers may still change.")
          .required("day", DATE, "Day in the report's zone")
          .required(
              "state",
              TEXT,
              "provisional while lines are still expected (nightly --lateness-days), then final for good")
          .required(
              "late_attempts",
              LONG,
              "Attempts that came when the day was final and that its numbers leave out (--late hold); 0 once it is reopened")
          .optional(
              "run_id",
              TEXT,
              "The last run that made the day again because of lines or notices of it, or was asked to")
          .sortedBy("day")
          .build();

  static final TableDefinition DATA_QUALITY =
      table("data_quality", "One row per check and run.")
          .required("run_id", TEXT, "The run")
          .required("check_name", TEXT, "What was checked")
          .required(
              "scope", TEXT, "File, host, day, domain or reason; all for the night as a whole")
          .required("outcome", TEXT, "pass, report, warn, missing or fail")
          .required("expected", TEXT, "What it should be")
          .required("observed", TEXT, "What it is")
          .build();
}
