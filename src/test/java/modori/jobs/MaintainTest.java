package modori.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five nights; a reader that has begun; maintenance that keeps a day's states; a night; maintenance
 * that keeps none; a night.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MaintainTest {
  @TempDir static Path folder;

  private static Warehouse readers;
  private static Table begun;
  private static long rowsBegun;
  private static Path oldOrphan;
  private static Path newOrphan;
  private static List<String> domainDays;

  @BeforeAll
  static void fiveNights() throws IOException {
    Answer first = Answer.modori("nightly", "--sample", "--warehouse", warehouse());
    assertThat(first.exitCode()).as(first.err()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    for (int day = 7; day <= 10; day++) {
      night(day);
    }
    readers = Warehouse.open(warehouse(), Map.of(), new Configuration());
    begun = readers.table(MailTables.DELIVERY_ATTEMPT);
    rowsBegun = rows(begun).size();
    Path data = folder.resolve("warehouse/mail/delivery_attempt/data");
    oldOrphan = Files.writeString(data.resolve("old.parquet"), "left by a task that failed");
    Files.setLastModifiedTime(oldOrphan, FileTime.from(Instant.now().minus(2, ChronoUnit.DAYS)));
    newOrphan = Files.writeString(data.resolve("new.parquet"), "of a task that runs");
    domainDays = rows(readers.table(MailTables.DOMAIN_DAY));
  }

  @AfterAll
  static void close() throws IOException {
    readers.close();
  }

  @Test
  @Order(0)
  void allTablesOfAnEarlierRunAreReadAsTheyWere() throws IOException {
    List<String> runs = rows(readers.table(MailTables.RUN), "run_id");
    assertThat(runs).hasSize(5);
    String first = runs.get(0);
    assertThat(asked("SELECT max(day) FROM domain_day", "--run", first)).contains("2027-01-06");
    assertThat(asked("SELECT count(*) FROM run", "--run", first)).containsExactly("count(1)", "1");
    assertThat(asked("SELECT max(day) FROM domain_day", "--run", "latest")).contains("2027-01-10");
    assertThat(asked("SELECT max(day) FROM domain_day VERSION AS OF 'run_" + first + "'"))
        .contains("2027-01-06");
    assertThat(query("SELECT 1", "--run", "nosuch").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private static List<String> asked(String sql, String... options) {
    Answer answer = query(sql, options);
    assertThat(answer.exitCode()).as(answer.err()).isEqualTo(ExitCode.DONE);
    return answer.out().lines().toList();
  }

  private static Answer query(String sql, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("query", sql, "--format", "csv", "--warehouse", warehouse()));
    arguments.addAll(List.of(options));
    return Answer.modori(arguments.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void whatIsOldGoesAndReadersReadOn() throws IOException {
    assertThat(dataFiles(MailTables.INPUT_FILE)).isEqualTo(5);
    Answer done = maintain("24", "delivery_attempt=8,mailbox_day=400");
    assertThat(done.exitCode()).as(done.out() + done.err()).isEqualTo(ExitCode.DONE);
    assertThat(done.out()).contains("Rows removed: delivery_attempt");
    assertThat(dataFiles(MailTables.INPUT_FILE)).isEqualTo(1);
    assertThat(rows(readers.table(MailTables.DELIVERY_ATTEMPT)))
        .isNotEmpty()
        .noneMatch(row -> row.contains("2027-01-02,") || row.contains("2026-12-"))
        .hasSizeLessThan((int) rowsBegun);
    assertThat(rows(begun)).hasSize((int) rowsBegun);
    assertThat(rows(readers.table(MailTables.DOMAIN_DAY))).isEqualTo(domainDays);
    assertThat(oldOrphan).doesNotExist();
    assertThat(newOrphan).exists();
  }

  @Test
  @Order(2)
  void theNextNightTakesNothingBack() throws IOException {
    night(11);
    assertThat(dataFiles(MailTables.INPUT_FILE)).isEqualTo(2);
  }

  @Test
  @Order(3)
  void nothingButTheCurrentStateIsKeptWhereSoAsked() throws IOException {
    List<String> attempts = rows(readers.table(MailTables.DELIVERY_ATTEMPT));
    Answer done = maintain("0", "delivery_attempt=8");
    assertThat(done.exitCode()).as(done.out() + done.err()).isEqualTo(ExitCode.DONE);
    for (TableDefinition definition : MailTables.ALL) {
      Table table = readers.table(definition);
      if (table.currentSnapshot() != null) {
        assertThat(StreamSupport.stream(table.snapshots().spliterator(), false).count())
            .as(definition.name())
            .isLessThanOrEqualTo(2);
        rows(table);
      }
    }
    assertThat(rows(readers.table(MailTables.DELIVERY_ATTEMPT)).size())
        .isLessThanOrEqualTo(attempts.size());
    assertThat(newOrphan).doesNotExist();
    String first = rows(readers.table(MailTables.RUN), "run_id").get(0);
    Answer gone = query("SELECT 1", "--run", first);
    assertThat(gone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(gone.err()).contains("no more kept");
    night(12);
  }

  @Test
  void aTableThatNightsNeedHasNoLimit() {
    Answer refused = maintain("24", "input_file=30");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("input_file", "delivery_attempt");
  }

  private static void night(int day) throws IOException {
    String log =
        """
        2027-01-%1$02dT08:00:01.000001+09:00 mail postfix/qmgr[1]: 0A1B2C3D4%1$02d: from=<soumu@example.jp>, size=1200, nrcpt=1 (queue active)
        2027-01-%1$02dT08:00:02.000001+09:00 mail postfix/smtp[2]: 0A1B2C3D4%1$02d: to=<someone@example.com>, relay=mx.example.com[192.0.2.7]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 2.0.0 Ok)
        2027-01-%1$02dT08:00:02.100001+09:00 mail postfix/qmgr[1]: 0A1B2C3D4%1$02d: removed
        """
            .formatted(day);
    Path file = Files.writeString(folder.resolve("mail-" + day + ".log"), log);
    Answer night =
        Answer.modori(
            "nightly",
            "--logs",
            file.toString(),
            "--as-of",
            "2027-01-%02d".formatted(day),
            "--zone",
            "Asia/Tokyo",
            "--warehouse",
            warehouse());
    assertThat(night.exitCode())
        .as(night.out() + night.err())
        .isIn(ExitCode.DONE, ExitCode.WARNINGS);
    assertThat(night.err()).doesNotContain("taken back");
  }

  private static Answer maintain(String hours, String retain) {
    return Answer.modori(
        "maintain", "--keep-hours", hours, "--retain", retain, "--warehouse", warehouse());
  }

  private static int dataFiles(TableDefinition definition) throws IOException {
    int files = 0;
    try (CloseableIterable<FileScanTask> tasks = readers.table(definition).newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        files += task.length() > 0 ? 1 : 0;
      }
    }
    return files;
  }

  private static List<String> rows(Table table, String column) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).select(column).build()) {
      records.forEach(row -> rows.add(String.valueOf(row.get(0))));
    }
    rows.sort(null);
    return rows;
  }

  private static List<String> rows(Table table) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      records.forEach(row -> rows.add(row.toString()));
    }
    rows.sort(null);
    return rows;
  }

  private static String warehouse() {
    return folder.resolve("warehouse").toString();
  }
}
