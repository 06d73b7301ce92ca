package modori.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import modori.ingest.FileHead;
import modori.ingest.LocalFileStore;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import modori.scan.DialectDetector;
import modori.scan.FileZone;
import modori.scan.LocalScan;
import modori.spark.tables.AttemptRows;
import modori.spark.tables.HostedDomains;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaillogSourceTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
  private static final String SPLIT_OF_64_KIB = "0.0625";
  private static final String LOG =
      """
      2026-12-24T09:00:00.000000+09:00 mx postfix/smtpd[7]: A1B2C3D4E5: client=mail.example.org[192.0.2.1]
      2026-12-24T09:00:00.100000+09:00 mx postfix/cleanup[8]: A1B2C3D4E5: message-id=<1@example.org>
      2026-12-24T09:00:00.200000+09:00 mx postfix/qmgr[9]: A1B2C3D4E5: from=<a@example.org>, size=900, nrcpt=1 (queue active)
      2026-12-24T09:00:01.000000+09:00 mx postfix/lmtp[10]: A1B2C3D4E5: to=<b@example.com>, relay=mx[private/dovecot-lmtp], delay=1, delays=0.5/0/0/0.5, dsn=4.2.2, status=deferred (host mx[private/dovecot-lmtp] said: 452 4.2.2 <b@example.com> Quota exceeded (mailbox for user is full) (in reply to end of DATA command))
      """;
  private static final String END =
      """
      2026-12-24T10:00:00.000000+09:00 mx postfix/lmtp[10]: A1B2C3D4E5: to=<b@example.com>, relay=mx[private/dovecot-lmtp], delay=3600, delays=3600/0/0/0.5, dsn=2.0.0, status=sent (250 2.0.0 <b@example.com> Saved)
      2026-12-24T10:00:00.100000+09:00 mx postfix/qmgr[9]: A1B2C3D4E5: removed
      """;

  private static SparkSession spark;

  /** Rows that a mail store tells of deliveries of its server are taken out by a night only. */
  private static final String OF_SERVERS = "mta <> 'dovecot'";

  /** Lines of lab/postfix in which Dovecot stores a message or refuses it. */
  private static final long STORED_BY_DOVECOT = 205;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "sendmail", "exim"})
  void tinySplitsGiveTheRowsOfOneScan(String server) throws IOException {
    String logs = LocalSpark.corpus("lab/" + server + "/logs").toString();
    Dataset<Row> rows = source(SPLIT_OF_64_KIB).load(logs);
    assertThat(rows.javaRDD().getNumPartitions()).isGreaterThan(2);
    assertThat(LocalSpark.texts(rows.where(OF_SERVERS)))
        .containsExactlyInAnyOrderElementsOf(scanned(logs, rows.columns()));
  }

  @Test
  void oneTaskNeedsNoSecondPass() throws IOException {
    String logs = LocalSpark.corpus("lab/postfix/logs") + "/mail.log*";
    Dataset<Row> rows = source("64").load(logs);
    assertThat(rows.javaRDD().getNumPartitions()).isEqualTo(1);
    assertThat(LocalSpark.texts(rows.where(OF_SERVERS)))
        .containsExactlyInAnyOrderElementsOf(scanned(logs, rows.columns()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix", "sendmail"})
  void sqlCountsTheSame(String server) throws IOException {
    String logs = LocalSpark.corpus("lab/" + server + "/logs").toString();
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW attempts USING maillog OPTIONS (path '"
            + logs
            + "', zone 'Asia/Tokyo', `as-of` '2027-01-10', `split-mib` '"
            + SPLIT_OF_64_KIB
            + "')");
    assertThat(spark.sql("SELECT count(*) FROM attempts WHERE mta = 'dovecot'").first().getLong(0))
        .as("a store's lines beside the server's are told too")
        .isEqualTo(server.equals("postfix") ? STORED_BY_DOVECOT : 0);
    List<String> reasons = scanned(logs, "reason");
    Map<String, Long> byReason = new HashMap<>();
    reasons.forEach(reason -> byReason.merge(reason, 1L, Long::sum));
    assertThat(spark.sql("SELECT count(*) FROM attempts WHERE " + OF_SERVERS).first().getLong(0))
        .isEqualTo(reasons.size());
    Map<String, Long> counted = new HashMap<>();
    spark
        .sql("SELECT reason, count(*) FROM attempts WHERE " + OF_SERVERS + " GROUP BY reason")
        .collectAsList()
        .forEach(row -> counted.put("[" + row.get(0) + "]", row.getLong(1)));
    assertThat(counted).isEqualTo(byReason);
  }

  @Test
  void aTableOfTheCatalogReadsWhatLiesThereNow() throws IOException {
    Files.writeString(folder.resolve("mail.log"), LOG);
    spark.sql(
        "CREATE TABLE attempts_of_a_folder USING maillog OPTIONS (path '"
            + folder
            + "', zone 'Asia/Tokyo', `as-of` '2027-01-10')");
    String query = "SELECT event_type FROM attempts_of_a_folder ORDER BY event_time";
    try {
      assertThat(LocalSpark.texts(spark.sql(query))).containsExactly("[deferred]");
      Files.writeString(folder.resolve("mail.log"), END, StandardOpenOption.APPEND);
      assertThat(LocalSpark.texts(spark.sql(query))).containsExactly("[deferred]", "[delivered]");
    } finally {
      spark.sql("DROP TABLE attempts_of_a_folder");
    }
    assertThat(folder.resolve("mail.log")).exists();
  }

  @Test
  void theColumnsAreThoseOfTheTableWithTheirComments() throws IOException {
    Files.writeString(folder.resolve("mail.log"), LOG);
    Dataset<Row> rows = source("64").load(folder.toString());
    assertThat(rows.columns()).hasSize(57).contains("event_id").doesNotContain("run_id");
    assertThat(rows.schema().apply("queue_seconds").getComment().get())
        .isEqualTo("Time since arrival");
    assertThat(LocalSpark.texts(rows.select("reason", "recipient_domain", "event_date")))
        .containsExactly("[mailbox_full, example.com, 2026-12-24]");
  }

  @Test
  void domainsThatAreNamedAsOursAreOwn() throws IOException {
    Files.writeString(folder.resolve("mail.log"), LOG);
    Dataset<Row> rows = source("64").option("hosted", "example.com, example.net").load(folder + "");
    assertThat(LocalSpark.texts(rows.select("hosted", "direction")))
        .containsExactly("[own, inbound]");
  }

  @Test
  void severalPathsAreReadTogetherAndAFileThatTwoOfThemNameOnce() throws IOException {
    Path first = Files.writeString(folder.resolve("mail.log.1"), LOG);
    Path second = Files.writeString(folder.resolve("mail.log"), END);
    Dataset<Row> rows = source("64").load(first.toString(), second.toString(), folder + "/mail*");
    assertThat(LocalSpark.texts(rows.select("event_type", "attempt_no").orderBy("attempt_no")))
        .containsExactly("[deferred, 1]", "[delivered, 2]");
  }

  @Test
  void strangeFilesArePassedOver() throws IOException {
    Files.writeString(folder.resolve("mail.log"), LOG);
    Files.write(folder.resolve("empty"), new byte[0]);
    Files.write(folder.resolve("picture"), new byte[4096]);
    Files.writeString(folder.resolve("notes"), "nothing of this is a log\n");
    Files.write(folder.resolve("broken.gz"), new byte[] {0x1F, (byte) 0x8B, 8, 0, 1, 2, 3});
    assertThat(source("64").load(folder.toString()).count()).isEqualTo(1);
  }

  @Test
  void linesThatAreWrittenMeanwhileWaitForTheNextQuery() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("mail.log"), LOG + LOG.replace("A1B2C3D4E5", "A1B2C3D4E6"));
    SourceReading.Plan plan =
        LogReading.of(Map.of("path", log.toString(), "as-of", "2027-01-10", "split-mib", "0.0005"))
            .plan();
    Files.writeString(log, END, StandardOpenOption.APPEND);
    List<String> found = new ArrayList<>();
    plan.partitions()
        .forEach(
            partition ->
                plan.rows()
                    .produce(
                        partition,
                        row -> found.add(LocalSpark.text(row, "queue_id", "event_type"))));
    assertThat(found).containsExactlyInAnyOrder("[A1B2C3D4E5, deferred]", "[A1B2C3D4E6, deferred]");
  }

  @Test
  void aQueryThatWantsFewRowsLeavesNoScanBehind() {
    String logs = LocalSpark.corpus("lab/opensmtpd/logs").toString();
    assertThat(source("64").load(logs).limit(3).collectAsList()).hasSize(3);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("modori scan");
  }

  @Test
  void explainingAQueryReadsNothing() {
    String logs = LocalSpark.corpus("lab/postfix/logs").toString();
    Dataset<Row> rows = source(SPLIT_OF_64_KIB).load(logs).where("reason IS NOT NULL");
    spark.sparkContext().setJobGroup("explained", "", false);
    assertThat(rows.queryExecution().executedPlan().toString()).contains("maillog");
    assertThat(spark.sparkContext().statusTracker().getJobIdsForGroup("explained")).isEmpty();
    spark.sparkContext().clearJobGroup();
  }

  @Test
  void aPathThatLeadsToNothingIsToldInOneLine() {
    assertThatThrownBy(() -> source("64").load(folder + "/none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maillog: no such file or directory: " + folder + "/none");
    assertThatThrownBy(() -> source("64").load(folder + "/mail*"))
        .hasMessage("maillog: nothing matches " + folder + "/mail*");
    assertThatThrownBy(() -> source("64").load()).hasMessageStartingWith("maillog: no path given");
  }

  @Test
  void aWrongOptionIsToldWithItsCure() {
    assertThatThrownBy(() -> source("many").load(folder.toString()))
        .hasMessageContaining("split-mib many is not a number");
    assertThatThrownBy(() -> source("64").option("as-of", "yesterday").load(folder.toString()))
        .hasMessageContaining("as-of yesterday is not a date: write it as YYYY-MM-DD");
    assertThatThrownBy(() -> source("64").option("zone", "Mars").load(folder.toString()))
        .hasMessageContaining("zone Mars is not a time zone");
    assertThatThrownBy(() -> source("64").option("asof", "2027-01-10").load(folder.toString()))
        .hasMessage("maillog: no such option: asof; there are as-of, hosted, split-mib, zone");
  }

  private static org.apache.spark.sql.DataFrameReader source(String splitMib) {
    return spark
        .read()
        .format("maillog")
        .option("zone", ZONE.getId())
        .option("as-of", "2027-01-10")
        .option("split-mib", splitMib);
  }

  /** The rows of a scan in this process that cuts no file, as {@code parse logs} does it. */
  private static List<String> scanned(String path, String... columns) throws IOException {
    LocalFileStore store = new LocalFileStore();
    List<StoredFile> files = store.find(path, line -> {});
    Map<Integer, String> paths = new HashMap<>();
    files.forEach(file -> paths.put(paths.size(), file.path()));
    AttemptRows rows = new AttemptRows(ZONE, new HostedDomains(Set.of()), paths, "");
    List<Record> found = new ArrayList<>();
    LocalScan scan = new LocalScan(store, attempt -> found.add(rows.row(attempt)));
    var nightEnd = LocalDate.parse("2027-01-12").atStartOfDay(ZONE).toInstant();
    for (int number = 0; number < files.size(); number++) {
      FileHead head = FileHead.of(store, files.get(number));
      String dialect = DialectDetector.detect(head, ZONE, nightEnd);
      if (!dialect.isEmpty()) {
        ZoneId zone = FileZone.of(store, files.get(number), head, dialect, ZONE);
        for (Split split :
            new SplitPlanner(store, zone, nightEnd, Long.MAX_VALUE / 4)
                .plan(files.get(number), number, head, 0, true)) {
          assertThat(scan.scan(split, dialect, "localhost")).isEmpty();
        }
      }
    }
    scan.finish();
    return found.stream()
        .filter(row -> !"dovecot".equals(row.getField("mta")))
        .map(row -> LocalSpark.text(row, columns))
        .toList();
  }
}
