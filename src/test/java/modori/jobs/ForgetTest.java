package modori.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After the sample night a recipient whose mail still waits, a sender, and those that statistics
 * begin with are forgotten; two nights follow: the same input again, and a new log.
 */
class ForgetTest {
  private static final String RECIPIENT = "mdfull01@example.gr.jp";
  private static final String SENDER = "keiri@example.jp";

  /** Tables of numbers that no mailbox has a row in. */
  private static final List<TableDefinition> NUMBERS =
      List.of(
          MailTables.DOMAIN_DAY,
          MailTables.DOMAIN_REASON_DAY,
          MailTables.SENDER_DAY,
          MailTables.SURVIVAL_DOMAIN);

  @TempDir static Path folder;

  private static Set<String> before;
  private static Set<String> firstBefore;
  private static Set<String> firstAfter;
  private static Answer forgotten;
  private static Set<String> recipientAfter;
  private static Set<String> senderAfter;
  private static Map<String, List<String>> numbersBefore;
  private static Map<String, List<String>> numbersAfter;
  private static Answer again;
  private static Answer next;

  @BeforeAll
  static void forgetTwoMailboxes() throws IOException {
    Answer night = Answer.modori("nightly", "--sample", "--warehouse", warehouse());
    assertThat(night.exitCode()).as(night.err()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    before = WarehouseFiles.naming(Path.of(warehouse()), "mdfull01");
    firstBefore = WarehouseFiles.naming(Path.of(warehouse()), "aaa12345");
    numbersBefore = numbers();
    forgotten =
        Answer.modori(
            "forget",
            "MDfull01+tag@Example.gr.jp",
            SENDER,
            "aaa12345@example.jp",
            "aaa12345@example.co.jp",
            "--warehouse",
            warehouse());
    assertThat(forgotten.exitCode()).as(forgotten.out() + forgotten.err()).isEqualTo(ExitCode.DONE);
    recipientAfter = WarehouseFiles.naming(Path.of(warehouse()), "mdfull01");
    firstAfter = WarehouseFiles.naming(Path.of(warehouse()), "aaa12345");
    senderAfter = WarehouseFiles.naming(Path.of(warehouse()), "keiri@");
    numbersAfter = numbers();
    again = Answer.modori("nightly", "--sample", "--warehouse", warehouse());
    Path log = Files.writeString(folder.resolve("next.log"), LOG);
    next =
        Answer.modori(
            "nightly",
            "--logs",
            log.toString(),
            "--as-of",
            "2027-01-07",
            "--zone",
            "Asia/Tokyo",
            "--warehouse",
            warehouse());
  }

  private static final String LOG =
      """
      2027-01-07T08:00:01.000001+09:00 mail postfix/qmgr[1]: 0A1B2C3D4E5: from=<soumu@example.jp>, size=1200, nrcpt=1 (queue active)
      2027-01-07T08:00:02.000001+09:00 mail postfix/smtp[2]: 0A1B2C3D4E5: to=<someone@example.com>, relay=mx.example.com[192.0.2.7]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 2.0.0 Ok)
      2027-01-07T08:00:02.100001+09:00 mail postfix/qmgr[1]: 0A1B2C3D4E5: removed
      """;

  @Test
  void theNightNamesItInRowsManifestsAndStatistics() {
    assertThat(before)
        .anyMatch(file -> file.contains("delivery_attempt") && file.endsWith("values"))
        .anyMatch(file -> file.contains("open_queue_entry") && file.endsWith("values"))
        .anyMatch(file -> file.contains("mailbox_current") && file.endsWith("values"));
    assertThat(firstBefore)
        .anyMatch(file -> file.contains("mailbox_current") && file.endsWith("statistics"))
        .anyMatch(file -> file.endsWith(".avro entries"));
  }

  @Test
  void noFileOfTheWarehouseNamesItAfterwards() {
    assertThat(recipientAfter).isEmpty();
    assertThat(firstAfter).isEmpty();
    assertThat(senderAfter).isEmpty();
  }

  @Test
  void theReceiptTellsWithoutTheAddress() throws IOException {
    assertThat(forgotten.out()).contains("delivery_attempt", "open_queue_entry", "Note: raw logs");
    Path place =
        Path.of(
            forgotten
                .out()
                .lines()
                .filter(line -> line.startsWith("Receipt: "))
                .toList()
                .get(0)
                .substring(9));
    JsonNode receipt = new ObjectMapper().readTree(place.toFile());
    assertThat(receipt.get("kind").asText()).isEqualTo("forget");
    assertThat(receipt.get("address_sha256").get(0).asText())
        .isEqualTo(DigestUtils.sha256Hex(RECIPIENT));
    assertThat(receipt.get("rows").get("mailbox_current").asLong()).isEqualTo(3);
    assertThat(receipt.get("snapshots_removed").asLong()).isPositive();
    assertThat(Files.readString(place)).doesNotContainIgnoringCase("mdfull01");
  }

  @Test
  void numbersOfDomainsStayAsTheyWere() {
    assertThat(numbersAfter).isEqualTo(numbersBefore);
  }

  @Test
  void theNextNightsTakeNothingBack() throws IOException {
    assertThat(again.exitCode()).as(again.out() + again.err()).isEqualTo(ExitCode.NOTHING);
    assertThat(next.exitCode()).as(next.out() + next.err()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    assertThat(again.err() + next.err()).doesNotContain("taken back");
    assertThat(rows(MailTables.RUN, List.of("kind")))
        .containsExactlyInAnyOrder("night", "forget", "night");
    assertThat(WarehouseFiles.naming(Path.of(warehouse()), "mdfull01")).isEmpty();
  }

  private static Map<String, List<String>> numbers() throws IOException {
    Map<String, List<String>> numbers = new LinkedHashMap<>();
    for (TableDefinition definition : NUMBERS) {
      numbers.put(definition.name(), rows(definition, List.of()));
    }
    return numbers;
  }

  private static List<String> rows(TableDefinition definition, List<String> columns)
      throws IOException {
    List<String> rows = new ArrayList<>();
    try (Warehouse tables = Warehouse.open(warehouse(), Map.of(), new Configuration())) {
      var scan = IcebergGenerics.read(tables.table(definition));
      try (CloseableIterable<Record> records =
          (columns.isEmpty() ? scan : scan.select(columns)).build()) {
        for (Record row : records) {
          rows.add(columns.isEmpty() ? row.toString() : String.valueOf(row.get(0)));
        }
      }
    }
    rows.sort(null);
    return rows;
  }

  private static String warehouse() {
    return folder.resolve("warehouse").toString();
  }
}
