package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import modori.NeedsCorpus;
import modori.ingest.LocalFileStore;
import modori.report.ReportLanguage;
import modori.spark.tables.HostedDomains;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dovecot's lines tell of deliveries and full mailboxes where no mail server's lines are read. */
@NeedsCorpus
class StoreOnlyNightTest {
  private static final Predicate<String> OF_DOVECOT = line -> line.contains(" dovecot: ");

  @TempDir Path folder;

  @AfterEach
  void stop() {
    SparkSession.active().stop();
  }

  @Test
  void dovecotAloneTellsOfFullMailboxesAndOfRoom() throws IOException {
    Path store = part("postfix/logs/mail.log-20261226.gz", OF_DOVECOT);
    try (Warehouse warehouse = warehouse("alone")) {
      SparkSession spark = night(warehouse, "alone", List.of(store));
      List<String> attempts =
          rows(spark, "delivery_attempt", "recipient_address", "event_type", "reason", "hosted");
      assertThat(attempts)
          .contains("lok1@example.or.jp|delivered|null|own")
          .contains("lfull001@example.or.jp|bounced|mailbox_full|own")
          .allMatch(row -> row.endsWith("|own"));
      assertThat(rows(spark, "mailbox_current", "recipient_address", "status", "full_days"))
          .contains("lfull001@example.or.jp|lost|1");
      assertThat(rows(spark, "silent_failure", "kind")).isEmpty();
    }
  }

  @Test
  void whatTheServerTellsTooCountsOnceWhateverTheOrderOfTheNights() throws IOException {
    String log = "postfix/logs/mail.log-20261226.gz";
    Path whole = part(log, line -> true);
    Path store = part(log, OF_DOVECOT);
    Path server = part(log, OF_DOVECOT.negate());
    List<String> expected = nights("server", List.of(List.of(server)));
    assertThat(expected).noneMatch(row -> row.contains("dovecot")).hasSizeGreaterThan(50);
    assertThat(nights("whole", List.of(List.of(whole)))).isEqualTo(expected);
    assertThat(nights("storeFirst", List.of(List.of(store), List.of(server)))).isEqualTo(expected);
    assertThat(nights("serverFirst", List.of(List.of(server), List.of(store)))).isEqualTo(expected);
  }

  @Test
  void serversThatNameNoMessageMeetTheirStoreByHostAndMailbox() throws IOException {
    Path whole = part("opensmtpd/logs/mail.log", line -> true);
    Path server = part("opensmtpd/logs/mail.log", OF_DOVECOT.negate());
    assertThat(nights("both", List.of(List.of(whole))))
        .isEqualTo(nights("one", List.of(List.of(server))));
  }

  private List<String> nights(String name, List<List<Path>> nights) throws IOException {
    try (Warehouse warehouse = warehouse(name)) {
      SparkSession spark = null;
      for (List<Path> logs : nights) {
        spark = night(warehouse, name, logs);
      }
      assertThat(spark).isNotNull();
      return rows(
          spark,
          "delivery_attempt",
          "mta",
          "event_id",
          "recipient_address",
          "event_type",
          "reason");
    }
  }

  private Path part(String log, Predicate<String> wanted) throws IOException {
    Path path =
        Path.of(System.getProperty("modori.corpus", "../shared/corpus")).resolve("lab/" + log);
    try (var raw = Files.newInputStream(path);
        var in = log.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      Path part = Files.createTempFile(folder, "part", ".log");
      return Files.write(
          part, text.lines().limit(4000).filter(wanted).toList(), StandardCharsets.ISO_8859_1);
    }
  }

  private Warehouse warehouse(String name) throws IOException {
    return Warehouse.open(folder.resolve(name).toString(), Map.of(), new Configuration());
  }

  private SparkSession night(Warehouse warehouse, String name, List<Path> logs) throws IOException {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("store")
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1");
    warehouse.sparkSettings().forEach(builder::config);
    SparkSession session = builder.getOrCreate().newSession();
    warehouse
        .sparkSettings()
        .forEach(
            (key, value) -> {
              if (!key.equals("spark.sql.extensions")) {
                session.conf().set(key, value);
              }
            });
    SparkSession.setActiveSession(session);
    NightSettings settings =
        new NightSettings(
            logs.stream().map(path -> path.toAbsolutePath().toString()).toList(),
            List.of(),
            folder.resolve(name).toString(),
            Map.of(),
            null,
            LocalDate.parse("2027-01-10"),
            ZoneId.of("Asia/Tokyo"),
            new HostedDomains(Set.of()),
            ReportLanguage.ENGLISH,
            1 << 20);
    NightResult result =
        new Nightly(session, warehouse, new LocalFileStore(), settings, Progress.SILENT).run();
    assertThat(result.exitCode()).as("%s", result.trouble()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    assertThat(result.warnings()).allMatch(warning -> warning.startsWith("late lines: "));
    return session;
  }

  private static List<String> rows(SparkSession spark, String table, String... columns) {
    return spark
        .table(Warehouse.CATALOG + "." + Warehouse.MAIL + "." + table)
        .selectExpr(columns)
        .collectAsList()
        .stream()
        .map(row -> row.mkString("|"))
        .sorted()
        .toList();
  }
}
