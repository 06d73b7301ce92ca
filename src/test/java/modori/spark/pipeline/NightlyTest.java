package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import modori.NeedsCorpus;
import modori.correlate.DeliveryAttempt;
import modori.ingest.FileHead;
import modori.ingest.LocalFileStore;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import modori.scan.LocalScan;
import modori.spark.tables.AttemptRows;
import modori.spark.tables.HostedDomains;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.iceberg.data.GenericRecord;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights on logs of real servers: first a part of them with half a last line, then the same again,
 * then what has grown, then the same files rotated and packed; and all of it in one night. What a
 * packed copy holds is known only when it was read once.
 */
@NeedsCorpus
class NightlyTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final LocalDate AS_OF = LocalDate.parse("2027-01-10");
  private static final int CUT = 60_007;

  @TempDir static Path folder;

  private static SparkSession spark;
  private static SparkSession oneNight;
  private static final List<NightResult> NIGHTS = new ArrayList<>();
  private static final Map<String, TestNights> LAID = new LinkedHashMap<>();
  private static final List<Map<String, String>> INPUTS_BEFORE = new ArrayList<>();
  private static final List<Map<String, String>> INPUTS_AFTER = new ArrayList<>();
  private static final List<Set<String>> ATTEMPTS_AFTER = new ArrayList<>();
  private static Set<String> expectedAtFirst;
  private static Set<String> expectedInTheEnd;

  @BeforeAll
  static void fiveNights() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Path postfix = logs.resolve("postfix.log");
    Path sendmail = logs.resolve("sendmail.log");
    byte[] postfixLog =
        lab("postfix/logs/mail.log-20261225.gz", "postfix/logs/mail.log-20261226.gz");
    byte[] sendmailLog = lab("sendmail/logs/mail.log.16.gz", "sendmail/logs/mail.log.15.gz");
    Files.write(postfix, Arrays.copyOf(postfixLog, CUT));
    Files.write(sendmail, Arrays.copyOf(sendmailLog, CUT / 2));
    expectedAtFirst = scanned(logs, false);
    night("many", logs);
    night("many", logs);
    Files.write(postfix, postfixLog);
    Files.write(sendmail, sendmailLog);
    expectedInTheEnd = scanned(logs, true);
    night("many", logs);
    Files.move(postfix, logs.resolve("postfix.log.1"));
    try (var out = new GZIPOutputStream(Files.newOutputStream(logs.resolve("postfix.log.2.gz")))) {
      out.write(postfixLog);
    }
    night("many", logs);
    spark = session("many");
    Files.delete(logs.resolve("postfix.log.2.gz"));
    night("one", logs);
    oneNight = session("one");
  }

  @AfterAll
  static void stop() throws IOException {
    for (TestNights laid : LAID.values()) {
      laid.close();
    }
    spark.stop();
  }

  @Test
  void theFirstNightReadsAllWholeLines() {
    assertThat(NIGHTS.get(0).exitCode()).as("%s", NIGHTS.get(0).trouble()).isEqualTo(ExitCode.DONE);
    assertThat(NIGHTS.get(0).warnings()).isEmpty();
    assertThat(ATTEMPTS_AFTER.get(0)).isEqualTo(expectedAtFirst).hasSizeGreaterThan(100);
  }

  @Test
  void theSameAgainChangesNothing() {
    assertThat(NIGHTS.get(1).exitCode()).isEqualTo(ExitCode.NOTHING);
    assertThat(ATTEMPTS_AFTER.get(1)).isEqualTo(ATTEMPTS_AFTER.get(0));
  }

  @Test
  void aGrownFileAddsWhatIsNew() {
    assertThat(NIGHTS.get(2).exitCode())
        .as("%s", NIGHTS.get(2).trouble())
        .isEqualTo(ExitCode.WARNINGS);
    assertThat(NIGHTS.get(2).warnings())
        .singleElement()
        .asString()
        .startsWith("late lines: ")
        .endsWith(" came when the day was final; the numbers are made again");
    assertThat(ATTEMPTS_AFTER.get(2)).isEqualTo(expectedInTheEnd).hasSizeGreaterThan(500);
  }

  @Test
  void rotatedAndPackedCopiesAddNothing() {
    assertThat(NIGHTS.get(3).exitCode()).as("%s", NIGHTS.get(3).trouble()).isEqualTo(ExitCode.DONE);
    assertThat(ATTEMPTS_AFTER.get(3)).isEqualTo(ATTEMPTS_AFTER.get(2));
  }

  @Test
  void oneNightGivesTheSameFactsAndTheSameDaysOfMailboxes() {
    assertThat(ATTEMPTS_AFTER.get(4)).isEqualTo(expectedInTheEnd);
    for (TableDefinition table :
        List.of(
            MailTables.MAILBOX_DAY,
            MailTables.MAILBOX_EPISODE,
            MailTables.MAILBOX_CURRENT,
            MailTables.DOMAIN_DAY,
            MailTables.DOMAIN_REASON_DAY,
            MailTables.REASON_TEXT_DAY,
            MailTables.SENDER_DAY,
            MailTables.SURVIVAL_DOMAIN)) {
      assertThat(rows(spark, table)).as(table.name()).isEqualTo(rows(oneNight, table));
    }
    assertThat(rows(spark, MailTables.MAILBOX_DAY)).isNotEmpty();
    assertThat(rows(spark, MailTables.REASON_TEXT_DAY)).isNotEmpty();
    assertThat(rows(spark, MailTables.SENDER_DAY)).isNotEmpty();
  }

  @Test
  void everyLineOfEveryFileIsCountedOnce() throws IOException {
    long lines = count("SELECT sum(lines) FROM input_file");
    long fates =
        count(
            "SELECT sum(event_lines + context_lines + ignored_lines + quarantined_lines) FROM input_file");
    long written = 0;
    try (var files = Files.list(folder.resolve("logs"))) {
      for (Path file : files.toList()) {
        written += Files.readString(file, StandardCharsets.ISO_8859_1).lines().count();
      }
    }
    assertThat(lines).isEqualTo(fates).isEqualTo(written);
    assertThat(count("SELECT count(*) FROM run")).isEqualTo(3);
  }

  @Test
  void inputsAreNeverTouched() {
    assertThat(INPUTS_AFTER).hasSize(5).isEqualTo(INPUTS_BEFORE);
    assertThat(INPUTS_AFTER).allSatisfy(files -> assertThat(files).isNotEmpty());
  }

  @Test
  void noEventStandsTwice() {
    assertThat(count("SELECT count(*) FROM delivery_attempt"))
        .isEqualTo(count("SELECT count(DISTINCT event_id) FROM delivery_attempt"));
  }

  @Test
  void aConditionFindsEveryRowThatTheTableHolds() {
    for (String column : List.of("event_id", "queue_id", "recipient_address", "mailbox_key")) {
      Map<String, Long> rows = new LinkedHashMap<>();
      for (Row row : spark.sql("SELECT " + column + " FROM delivery_attempt").collectAsList()) {
        if (!row.isNullAt(0)) {
          rows.merge(row.getString(0), 1L, Long::sum);
        }
      }
      rows.entrySet().stream()
          .filter(entry -> entry.getKey().hashCode() % 16 == 0 && !entry.getKey().contains("'"))
          .forEach(
              entry ->
                  assertThat(
                          count(
                              "SELECT count(*) FROM delivery_attempt WHERE "
                                  + column
                                  + " = '"
                                  + entry.getKey()
                                  + "'"))
                      .as(column + " " + entry.getKey())
                      .isEqualTo(entry.getValue()));
    }
  }

  @Test
  void theTablesAnswerSql() {
    assertThat(
            count(
                "SELECT count(*) FROM delivery_attempt WHERE event_type = 'rejected' AND mta = 'sendmail' AND recipient_address LIKE 'nosuch%'"))
        .isPositive();
    assertThat(
            count(
                "SELECT count(*) FROM delivery_attempt WHERE reason IS NULL AND event_type IN ('bounced', 'deferred', 'expired', 'rejected')"))
        .isZero();
    assertThat(count("SELECT count(*) FROM dim_reason")).isGreaterThan(50);
    assertThat(
            count(
                "SELECT count(*) FROM delivery_attempt a LEFT ANTI JOIN dim_reason r ON a.reason = r.reason WHERE a.reason IS NOT NULL"))
        .isZero();
    assertThat(count("SELECT count(*) FROM quarantine_line")).isZero();
  }

  @Test
  void everyColumnOfEveryTableHasAComment() {
    for (TableDefinition table : MailTables.ALL) {
      for (Row column : spark.sql("DESCRIBE TABLE " + table.name()).collectAsList()) {
        if (column.getString(0).isEmpty() || column.getString(0).startsWith("#")) {
          break;
        }
        assertThat(column.getString(2)).as(table.name() + "." + column.getString(0)).isNotBlank();
      }
      assertThat(table.comment()).isNotBlank();
    }
  }

  private static void night(String name, Path logs) throws IOException {
    SparkSession session = session(name);
    INPUTS_BEFORE.add(inputs(logs));
    NIGHTS.add(LAID.get(name).run(List.of(logs), 40_000));
    INPUTS_AFTER.add(inputs(logs));
    ATTEMPTS_AFTER.add(attempts(session));
  }

  // Each file with its time and its bytes.
  private static Map<String, String> inputs(Path logs) throws IOException {
    Map<String, String> inputs = new TreeMap<>();
    try (var files = Files.list(logs)) {
      for (Path file : files.toList()) {
        inputs.put(
            file.toString(),
            Files.getLastModifiedTime(file)
                + " "
                + DigestUtils.sha256Hex(Files.readAllBytes(file)));
      }
    }
    return inputs;
  }

  private static SparkSession session(String name) throws IOException {
    if (!LAID.containsKey(name)) {
      LAID.put(name, new TestNights(folder.resolve(name), TOKYO.getId(), AS_OF.toString()));
      LAID.get(name).spark().sql("USE " + Warehouse.CATALOG);
    }
    return LAID.get(name).spark();
  }

  private static Set<String> attempts(SparkSession session) {
    session.sql("USE " + Warehouse.CATALOG + "." + Warehouse.MAIL);
    Set<String> rows = new TreeSet<>();
    session
        .sql(
            "SELECT event_id, event_type, message_key, message_id, sender_address, attempt_no, queue_seconds, reason, cause_reason, notice_of_queue_id FROM delivery_attempt")
        .collectAsList()
        .forEach(row -> rows.add(row.mkString("|")));
    return rows;
  }

  private static List<String> rows(SparkSession session, TableDefinition table) {
    return session
        .table(table.name())
        .drop("run_id", "batch_id", "updated_at")
        .collectAsList()
        .stream()
        .map(row -> row.mkString("|"))
        .sorted()
        .toList();
  }

  private static long count(String sql) {
    SparkSession.setActiveSession(spark);
    return spark.sql(sql).first().getLong(0);
  }

  // What one scan of the files, each in one split, tells.
  private static Set<String> scanned(Path logs, boolean halfLastLine) throws IOException {
    LocalFileStore store = new LocalFileStore();
    AttemptRows rows = new AttemptRows(TOKYO, new HostedDomains(Set.of()), Map.of(), "");
    Set<String> all = new TreeSet<>();
    LocalScan scan = new LocalScan(store, attempt -> all.add(text(rows, attempt)));
    int number = 0;
    for (StoredFile file : store.find(logs.toString(), trouble -> {})) {
      SplitPlanner planner =
          new SplitPlanner(
              store, TOKYO, AS_OF.plusDays(2).atStartOfDay(TOKYO).toInstant(), Long.MAX_VALUE / 4);
      for (Split split : planner.plan(file, number++, FileHead.of(store, file), 0, halfLastLine)) {
        assertThat(scan.scan(split, "syslog", "localhost")).isEmpty();
      }
    }
    scan.finish();
    return all;
  }

  private static String text(AttemptRows rows, DeliveryAttempt attempt) {
    GenericRecord row = rows.row(attempt);
    List<String> cells = new ArrayList<>();
    for (String column :
        List.of(
            "event_id",
            "event_type",
            "message_key",
            "message_id",
            "sender_address",
            "attempt_no",
            "queue_seconds",
            "reason",
            "cause_reason",
            "notice_of_queue_id")) {
      cells.add(String.valueOf(row.getField(column)));
    }
    return String.join("|", cells);
  }

  private static byte[] lab(String... names) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : names) {
      Path path =
          Path.of(System.getProperty("modori.corpus", "../shared/corpus")).resolve("lab/" + name);
      try (var in = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(path)))) {
        in.transferTo(all);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return all.toByteArray();
  }
}
