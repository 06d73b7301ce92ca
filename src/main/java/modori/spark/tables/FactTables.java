package modori.spark.tables;

import static modori.spark.tables.TableDefinition.table;

import org.apache.iceberg.types.Types;

/** The facts: one row per thing that happened. */
final class FactTables {
  private static final Types.StringType TEXT = Types.StringType.get();
  private static final Types.IntegerType INT = Types.IntegerType.get();
  private static final Types.LongType LONG = Types.LongType.get();
  private static final Types.DoubleType DOUBLE = Types.DoubleType.get();
  private static final Types.FloatType FLOAT = Types.FloatType.get();
  private static final Types.DateType DATE = Types.DateType.get();
  private static final Types.TimestampType TIME = Types.TimestampType.withZone();

  private FactTables() {}

  static final TableDefinition DELIVERY_ATTEMPT =
      table(
              "delivery_attempt",
              "One row per recipient and attempt; a refusal at SMTP time is one too.")
          .required("event_date", DATE, "Day of event_time in the report's zone")
          .required("event_time", TIME, "Time of the log line or notice, UTC")
          .required("event_id", TEXT, "Content hash: copies of the same event have the same")
          .required(
              "event_type",
              TEXT,
              "delivered, deferred, bounced, expired, rejected, oob_bounce, discarded, held or relayed")
          .required("mta", TEXT, "Which mail server wrote the line: postfix, sendmail, ...")
          .required("log_host", TEXT, "Host that wrote the line")
          .optional("queue_id", TEXT, "As logged; unique only together with host and time")
          .optional("message_key", TEXT, "Identity of one message on one host")
          .optional("trace_key", TEXT, "Identity of the message across hops")
          .optional("message_id", TEXT, "Message-ID header without angle brackets")
          .required("direction", TEXT, "inbound, outbound, internal or unknown")
          .optional(
              "sender_address", TEXT, "Envelope sender; an empty text is the null reverse-path <>")
          .optional("sender_domain", TEXT, "Its domain, lower case, A-labels")
          .optional("auth_user", TEXT, "Login or local account that handed the message in")
          .optional("client_ip", TEXT, "Address of the client that handed the message in")
          .optional("client_name", TEXT, "Name of that client")
          .required("recipient_address", TEXT, "Final recipient, as logged")
          .required("recipient_local", TEXT, "Its local part as written")
          .required("recipient_domain", TEXT, "Its domain, lower case, A-labels")
          .optional("original_recipient", TEXT, "Recipient before alias expansion")
          .required("mailbox_key", TEXT, "Identity of the recipient's mailbox")
          .optional("registrable_domain", TEXT, "Recipient domain cut at the public suffix")
          .optional("provider", TEXT, "Mailbox provider, by relay or domain")
          .optional(
              "hosted",
              TEXT,
              "own where the mailbox is ours, remote where it is not, null where unknown")
          .optional("size_bytes", LONG, "Size of the message")
          .optional(
              "attempt_no", INT, "1 for the first attempt for this recipient; null for refusals")
          .optional("queue_seconds", DOUBLE, "Time since arrival")
          .optional("relay_host", TEXT, "Next hop; null for local delivery")
          .optional("relay_ip", TEXT, "Its address")
          .optional("relay_port", INT, "Its port")
          .optional("mailer", TEXT, "The part of the server that made the attempt")
          .optional("tls_version", TEXT, "TLS protocol, where the line tells")
          .optional("tls_cipher", TEXT, "TLS cipher, where the line tells")
          .optional("smtp_stage", TEXT, "connect, ehlo, auth, mail, rcpt, data or eom")
          .optional("reply_code", INT, "SMTP reply code")
          .optional("enhanced_code", TEXT, "Enhanced status code as given (RFC 3463)")
          .optional("reply_text", TEXT, "The explanation as logged; null for plain deliveries")
          .optional("detected_by", TEXT, "own or remote: whose server refused")
          .optional("reporting_mta", TEXT, "Server that sent the notice")
          .optional("permanence_observed", TEXT, "permanent or temporary, by the reply")
          .optional("category", TEXT, "Category of the reason")
          .optional(
              "reason",
              TEXT,
              "Why it failed: the verdict of log and notices together; null for deliveries")
          .optional("reason_observed", TEXT, "What the log line alone says")
          .optional(
              "cause_reason",
              TEXT,
              "For expired messages the reason beneath; for a delivery why it was put off before")
          .optional(
              "side",
              TEXT,
              "Who can repair it: recipient, sender, message, policy, network or system")
          .optional(
              "permanence", TEXT, "temporary, permanent or either, by the nature of the reason")
          .optional("rule_id", TEXT, "The rule that decided")
          .optional("taxonomy_version", INT, "Version of the list of reasons")
          .required("evidence", TEXT, "log, dsn, log+dsn or handed_to_program")
          .optional("link_method", TEXT, "How the notice was linked")
          .optional("link_confidence", FLOAT, "1.0 exact, 0.9 Message-ID, 0.6 unique candidate")
          .optional(
              "notice_kind",
              TEXT,
              "For a notice that our server made: non_delivery, delay, success or postmaster")
          .optional(
              "notice_of_queue_id",
              TEXT,
              "For such a notice the queue id of the message that it is about")
          .optional(
              "notice_queue_id",
              TEXT,
              "Queue id of the non-delivery notice that our server made of this message")
          .optional(
              "as_logged",
              TEXT,
              "Where notices or other lines have changed the row: event_type|reason|cause_reason|rule_id|detected_by|evidence of its own line, and |text where that had a reply_text")
          .required("source_file", TEXT, "File of the raw line")
          .required("source_offset", LONG, "Offset of the raw line in that file, unpacked")
          .required("run_id", TEXT, "The run that wrote the row")
          .partitionedBy("event_date", "run_id")
          .sortedBy("recipient_domain", "mailbox_key", "event_time")
          .varied(
              "event_time",
              "event_id",
              "queue_id",
              "message_key",
              "trace_key",
              "message_id",
              "recipient_address",
              "recipient_local",
              "mailbox_key",
              "size_bytes",
              "queue_seconds",
              "source_offset",
              "notice_of_queue_id")
          .soughtBy("mailbox_key")
          .groupedBy(columns -> new AttemptGroup(columns)::of)
          .build();

  static final TableDefinition BOUNCE_NOTICE =
      table("bounce_notice", "One row per notice and recipient.")
          .required("notice_id", TEXT, "Content hash of the notice and recipient")
          .required(
              "source_file",
              TEXT,
              "Path of the message; #@n for the one at byte n of a mailbox file")
          .required(
              "notice_kind",
              TEXT,
              "bounce, delay, success, mdn, complaint, auto_reply, challenge, not_a_notice or unparsable")
          .optional("notice_date", TIME, "Date of the notice")
          .optional("notice_message_id", TEXT, "Message-ID of the notice")
          .optional("notice_from", TEXT, "Address in its From header")
          .optional("notice_recipient", TEXT, "Address that the notice came to")
          .optional(
              "notice_reverse_path",
              TEXT,
              "Return-Path of the notice; empty for the null reverse-path")
          .optional("reporting_mta", TEXT, "RFC 3464 section 2.2.2")
          .optional("arrival_date", TIME, "RFC 3464 section 2.2.5")
          .optional("original_envelope_id", TEXT, "RFC 3464 section 2.2.1")
          .optional("original_recipient", TEXT, "RFC 3464 section 2.3.1")
          .optional("final_recipient", TEXT, "RFC 3464 section 2.3.2")
          .optional("action", TEXT, "RFC 3464 section 2.3.3")
          .optional("enhanced_code", TEXT, "RFC 3464 section 2.3.4")
          .optional("reply_code", INT, "SMTP reply code")
          .optional(
              "diagnostic_code", TEXT, "RFC 3464 section 2.3.6, or the prose that stands for it")
          .optional("remote_mta", TEXT, "RFC 3464 section 2.3.5")
          .optional("last_attempt_date", TIME, "RFC 3464 section 2.3.7")
          .optional("will_retry_until", TIME, "RFC 3464 section 2.3.9")
          .optional("message_id", TEXT, "Message-ID of the returned message")
          .optional("returned_sender", TEXT, "Sender of the returned message")
          .optional(
              "queue_ids",
              TEXT,
              "Hosts and queue ids that the returned message names, comma separated")
          .optional(
              "received_hosts",
              TEXT,
              "Hosts of its Received headers, newest first, comma separated")
          .optional("reason", TEXT, "Why it failed")
          .optional("cause_reason", TEXT, "For expired messages the reason beneath")
          .optional("rule_id", TEXT, "The rule that decided")
          .optional("detected_by", TEXT, "own or remote: whose server refused")
          .optional("verdict", TEXT, "ours, backscatter, forged_notice or unknown")
          .optional("evidence", TEXT, "What the verdict rests on, comma separated")
          .optional("link_method", TEXT, "How the notice was linked to an attempt")
          .optional(
              "link_confidence", FLOAT, "1.0 exact, 0.9 Message-ID, 0.6 unique candidate, 0 none")
          .optional("linked_event_id", TEXT, "An attempt that the notice is about")
          .required("run_id", TEXT, "The run that wrote the row")
          .partitionedBy("run_id")
          .build();

  static final TableDefinition SILENT_FAILURE =
      table("silent_failure", "A message that failed for a recipient while nobody was told.")
          .required("event_date", DATE, "Day of the failure in the report's zone")
          .required("event_time", TIME, "Time of the failure")
          .required("message_key", TEXT, "Identity of the message")
          .required(
              "kind",
              TEXT,
              "sender_unknown_local, sender_unknown_remote, notice_full, notice_failed, no_notice, program_failure or hidden_relay")
          .optional("message_id", TEXT, "Message-ID header")
          .optional("sender_address", TEXT, "Envelope sender that leads to nobody")
          .required("recipient_address", TEXT, "Recipient that the message did not reach")
          .optional("auth_user", TEXT, "Login that handed the message in: the way to the person")
          .optional("client_ip", TEXT, "Address of the client")
          .optional("client_name", TEXT, "Name of the client")
          .optional("reason", TEXT, "Why the message failed")
          .optional("cause_reason", TEXT, "For expired messages the reason beneath")
          .optional("notice_reason", TEXT, "Why the notice failed")
          .required("log_host", TEXT, "Host that wrote the lines")
          .optional("queue_id", TEXT, "Queue id of the message")
          .required("event_id", TEXT, "The failed attempt")
          .required("run_id", TEXT, "The run that wrote the row")
          .partitionedBy("event_date")
          .build();

  static final TableDefinition STORE_FAILURE =
      table("store_failure", "What mail stores say of messages that they had no room for.")
          .required("event_date", DATE, "Day of event_time in UTC")
          .required("event_time", TIME, "Time of the line")
          .required("event_id", TEXT, "Content hash: copies of the same line have the same")
          .required("mta", TEXT, "Which program: dovecot, procmail, ...")
          .required("log_host", TEXT, "Host that wrote the line")
          .optional("message_id", TEXT, "Message-ID, where the program names it")
          .required("account", TEXT, "The mailbox, with or without domain")
          .required("reason", TEXT, "mailbox_full or mailbox_full_by_count")
          .required("rule_id", TEXT, "The rule that decided")
          .required("reply_text", TEXT, "What the program says")
          .required("run_id", TEXT, "The run that wrote the row")
          .partitionedBy("event_date")
          .build();

  static final TableDefinition QUARANTINE_LINE =
      table("quarantine_line", "A line that no parser took.")
          .required("source_file", TEXT, "File of the line")
          .required("source_offset", LONG, "Offset of the line in that file, unpacked")
          .optional("event_time", TIME, "Time of the line, where it has one")
          .required("cause", TEXT, "Why it was not understood")
          .required(
              "shape", TEXT, "The text with addresses and numbers masked: equal for alike lines")
          .required("line", TEXT, "The line, its first 4096 characters")
          .required("run_id", TEXT, "The run that wrote the row")
          .partitionedBy("run_id")
          .build();
}
