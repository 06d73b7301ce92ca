package modori.spark.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import modori.classify.FailureReason;
import modori.correlate.DeliveryAttempt;
import modori.correlate.Judgement;
import modori.correlate.Message;
import modori.mail.MailAddress;
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import modori.parse.SmtpStage;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

class AttemptRowsTest {
  private static final Message MESSAGE =
      new Message(
          "postfix",
          "mx",
          "4FDA91C2E0",
          "key",
          "m@example.net",
          "ann@example.net",
          "login",
          "out.example.net",
          "192.0.2.9",
          "helo.example.net",
          4711,
          "5EDA91C2E1",
          NoticeKind.DELAY,
          "6FDA91C2E2");

  private static final DeliveryAttempt ATTEMPT =
      new DeliveryAttempt(
          MESSAGE,
          1_799_110_800_000_000L,
          "event",
          Outcome.DEFERRED,
          MailAddress.of("Rio@example.com"),
          "Rio@example.com",
          "alias@example.com",
          3,
          12.5,
          "mx.example.com",
          "192.0.2.1",
          25,
          "smtp",
          "TLSv1.3",
          "TLS_AES_256_GCM_SHA384",
          SmtpStage.RCPT,
          452,
          "4.2.2",
          "452 4.2.2 Mailbox full",
          true,
          false,
          false,
          false,
          new Judgement(FailureReason.MAILBOX_FULL, "full.mailbox", FailureReason.SYSTEM_FULL),
          null,
          7,
          99);

  private final AttemptRows rows =
      new AttemptRows(
          ZoneId.of("Asia/Tokyo"),
          new HostedDomains(Set.of("example.com")),
          Map.of(7, "/log/mail.log"),
          "run");

  @Test
  void everyColumnHoldsWhatItsNameSays() {
    GenericRecord row = rows.row(ATTEMPT);
    assertThat(row.size()).isEqualTo(MailTables.DELIVERY_ATTEMPT.schema().columns().size());
    Map<String, Object> expected =
        Map.ofEntries(
            Map.entry("event_date", LocalDate.of(2027, 1, 5)),
            Map.entry("event_id", "event"),
            Map.entry("event_type", "deferred"),
            Map.entry("queue_id", "4FDA91C2E0"),
            Map.entry("message_key", "key"),
            Map.entry("message_id", "m@example.net"),
            Map.entry("sender_domain", "example.net"),
            Map.entry("auth_user", "login"),
            Map.entry("client_ip", "192.0.2.9"),
            Map.entry("client_name", "out.example.net"),
            Map.entry("recipient_local", "Rio"),
            Map.entry("original_recipient", "alias@example.com"),
            Map.entry("hosted", "own"),
            Map.entry("size_bytes", 4711L),
            Map.entry("attempt_no", 3),
            Map.entry("queue_seconds", 12.5),
            Map.entry("relay_ip", "192.0.2.1"),
            Map.entry("relay_port", 25),
            Map.entry("mailer", "smtp"),
            Map.entry("tls_version", "TLSv1.3"),
            Map.entry("smtp_stage", "rcpt"),
            Map.entry("reply_code", 452),
            Map.entry("enhanced_code", "4.2.2"),
            Map.entry("detected_by", "remote"),
            Map.entry("permanence_observed", "temporary"),
            Map.entry("reason", "mailbox_full"),
            Map.entry("reason_observed", "mailbox_full"),
            Map.entry("cause_reason", FailureReason.SYSTEM_FULL.id()),
            Map.entry("rule_id", "full.mailbox"),
            Map.entry("evidence", "log"),
            Map.entry("notice_kind", "delay"),
            Map.entry("notice_of_queue_id", "5EDA91C2E1"),
            Map.entry("notice_queue_id", "6FDA91C2E2"),
            Map.entry("source_file", "/log/mail.log"),
            Map.entry("source_offset", 99L),
            Map.entry("run_id", "run"));
    expected.forEach(
        (column, value) -> assertThat(row.getField(column)).as(column).isEqualTo(value));
  }

  @Test
  void everyRequiredColumnIsFilled() {
    GenericRecord row = rows.row(ATTEMPT);
    for (Types.NestedField column : MailTables.DELIVERY_ATTEMPT.schema().columns()) {
      if (column.isRequired()) {
        assertThat(row.getField(column.name())).as(column.name()).isNotNull();
      }
    }
  }

  @Test
  void aMappingThatLeavesTheOrderOfItsDefinitionStopsTheJob() {
    assertThatThrownBy(() -> new RowBuilder(MailTables.QUARANTINE_LINE).set("line", "x"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("column 0 is source_file, not line");
    assertThatThrownBy(() -> new RowBuilder(MailTables.QUARANTINE_LINE).set("source_file", null))
        .hasMessage("column source_file must have a value");
    assertThatThrownBy(
            () -> new RowBuilder(MailTables.QUARANTINE_LINE).set("source_file", "x").build())
        .hasMessage("column source_offset was not set");
  }

  @Test
  void everyTableHasAKeyForEachPartitionAndSortColumn() {
    for (TableDefinition table : MailTables.ALL) {
      assertThat(table.spec().fields()).hasSameSizeAs(table.partitionColumns());
      table
          .sortColumns()
          .forEach(
              column ->
                  assertThat(table.schema().findField(column).isRequired()).as(column).isTrue());
    }
  }
}
