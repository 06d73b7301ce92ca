package modori.jobs;

import static modori.jobs.Answer.modori;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import modori.spark.export.GoldExport;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a night's tables answer: questions, views, copies, one mailbox, lists of work. */
class SampleTablesTest {
  private static final String FULL = "aaa12345@example.co.jp";

  @TempDir static Path folder;

  private static Answer asked;
  private static Warehouse tables;
  private static SparkSession spark;

  @BeforeAll
  static void runTheSampleNight() throws IOException {
    Answer night = modori("nightly", "--sample", "--warehouse", warehouse());
    assertThat(night.exitCode()).as(night.err()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    asked =
        modori(
            "query",
            "--question",
            "chronic-mailboxes",
            "--set",
            "domain=example.co.jp",
            "--format",
            "csv",
            "--warehouse",
            warehouse());
    tables = Warehouse.open(warehouse(), Map.of(), new Configuration());
    spark = SparkStart.session("test", tables.sparkSettings());
    spark.sql("USE " + Warehouse.CATALOG + "." + Warehouse.MAIL);
  }

  @AfterAll
  static void stop() throws IOException {
    spark.stop();
    tables.close();
  }

  @Test
  void aQuestionIsAskedByItsName() {
    assertThat(asked.exitCode()).as(asked.err()).isZero();
    assertThat(asked.out())
        .contains("aaa12345@example.co.jp,remote,chronic,2026-12-24T06:40:02.217389Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chronic-mailboxes     | domain=example.co.jp | aaa12345@example.co.jp,remote,chronic,2026-12-24 06:40:02.217389
          days-of-a-mailbox     | address=AAA12345@example.co.jp | 2026-12-24,F,1,0,0,0,
          domains-by-full-share | least_active=10      | example.jp,own,16,4,3,0.25
          recovery-by-provider  | by=hosted            | own,all,23,
          wrong-senders         | since=2026-12-01     | uid=0,
          new-texts             | days=7               | routing_failure,domain.loop,2,2,mail for <host> loops back to myself
          mail-from-to          | day=2027-01-04       | oob_bounce,mail,A06CA5781B5,keiri@example.jp,aaa12345@example.co.jp
          ours-or-theirs        | days=7               | mailbox_full,537,7,544
          moved-domains         |                      | example.jp,user_unknown,mailbox_full,
          """)
  void questionsAreAnswered(String question, String parameter, String expected) {
    Question asked = Question.named(question);
    Map<String, String> given =
        parameter == null
            ? Map.of()
            : Map.of(
                parameter.substring(0, parameter.indexOf('=')),
                parameter.substring(parameter.indexOf('=') + 1));
    assertThat(texts(spark.sql(asked.sql(), asked.values(given))))
        .anySatisfy(row -> assertThat(row).contains(expected));
  }

  @Test
  void noDayWasChangedByALateFileInTheFirstNight() {
    assertThat(rows(Question.named("09-late-files").sql())).isEmpty();
  }

  @Test
  void everyQuestionIsAtMostFifteenLinesAndListed() {
    assertThat(Question.all()).hasSize(10);
    assertThat(Question.all())
        .allSatisfy(one -> assertThat(one.sql().lines().count()).isLessThanOrEqualTo(15));
    Answer list = modori("query", "--questions");
    assertThat(list.out()).contains("01-chronic-mailboxes", "--set domain='example.co.jp'");
  }

  @Test
  void anUnknownQuestionOrParameterIsTheUsersMistake() {
    Answer name = modori("query", "--question", "nothing", "--warehouse", warehouse());
    assertThat(name.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(name.err()).contains("--questions");
    Answer parameter =
        modori("query", "--question", "new-texts", "--set", "day=1", "--warehouse", warehouse());
    assertThat(parameter.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(parameter.err()).contains("only days");
  }

  @Test
  void viewsSpeakTheNamesOfOtherSchemas() {
    assertThat(
            rows(
                "SELECT DISTINCT event.outcome, error.type, error.code FROM v_ecs_email WHERE array_contains(email.to.address, '"
                    + FULL
                    + "')"))
        .containsExactly("failure,mailbox_full,mailbox");
    assertThat(
            rows(
                "SELECT DISTINCT class_uid, type_uid, status_id, direction_id, email.size > 0 FROM v_ocsf_email_activity WHERE `to`[0] = '"
                    + FULL
                    + "'"))
        .containsExactly("4009,400901,2,2,true");
  }

  @Test
  void sendersAndTextsAddUpToTheFailuresOfDomains() {
    String failures = rows("SELECT sum(events) FROM domain_reason_day").get(0);
    assertThat(rows("SELECT sum(events) FROM reason_text_day")).containsExactly(failures);
    assertThat(rows("SELECT sum(silent_failures) FROM sender_day"))
        .isEqualTo(rows("SELECT count(*) FROM silent_failure"));
    assertThat(rows("SELECT sum(failures) FROM sender_day"))
        .isEqualTo(
            rows(
                "SELECT count(*) FROM delivery_attempt WHERE reason IS NOT NULL AND sender_address IS NOT NULL"
                    + " AND NOT (mta = 'sendmail' AND detected_by = 'remote' AND relay_ip IS NOT NULL"
                    + " AND (relay_ip LIKE '127.%' OR relay_ip = '::1'))"));
  }

  @Test
  void everyEpisodeIsInTheCurvesOfItsMonthAndItsDomain() {
    String episodes = rows("SELECT count(*) FROM mailbox_episode").get(0);
    for (String scope : List.of("domain", "hosted", "all")) {
      for (String cohort : List.of("cohort = 'all'", "cohort <> 'all'")) {
        assertThat(
                rows(
                    "SELECT sum(episodes) FROM survival_domain WHERE scope = '"
                        + scope
                        + "' AND "
                        + cohort))
            .containsExactly(episodes);
      }
    }
    assertThat(
            rows(
                "SELECT count(*) FROM survival_domain WHERE episodes <> recovered + gone + censored"
                    + " OR still_full_7d NOT BETWEEN still_full_low_7d AND still_full_high_7d"))
        .containsExactly("0");
  }

  @Test
  void parquetIsReadByDuckDb() throws SQLException {
    Path copy = export("parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      assertSameCounts(statement, table -> "'" + copy.resolve(table + ".parquet") + "'");
      assertThat(
              text(
                  statement,
                  "SELECT first_full::TIMESTAMP FROM '"
                      + copy.resolve("mailbox_current.parquet")
                      + "' WHERE recipient_address = '"
                      + FULL
                      + "'"))
          .isEqualTo("2026-12-24 06:40:02.217389");
    }
  }

  @Test
  void parquetIsReadBySpark() {
    Path copy = export("parquet");
    assertThat(
            rows(
                "SELECT level, full_days FROM parquet.`"
                    + copy.resolve("mailbox_current.parquet")
                    + "` WHERE recipient_address = '"
                    + FULL
                    + "'"))
        .containsExactly("chronic,14");
  }

  @Test
  void sqliteHoldsAllTables() throws SQLException {
    Path copy = export("sqlite");
    try (Connection sqlite =
            DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("modori.sqlite"));
        Statement statement = sqlite.createStatement()) {
      assertSameCounts(statement, table -> table);
      assertThat(
              text(
                  statement,
                  "SELECT julianday(last_full) - julianday(first_full) > 12 FROM mailbox_current WHERE recipient_address = '"
                      + FULL
                      + "'"))
          .isEqualTo("1");
    }
  }

  @Test
  void csvIsForProgramsOrForSpreadsheets() throws IOException {
    Path copy = export("csv");
    List<String> lines = Files.readAllLines(copy.resolve("mailbox_current.csv"));
    assertThat(lines.get(0)).startsWith("mailbox_key,recipient_address,recipient_domain");
    assertThat(lines).anyMatch(line -> line.contains("," + FULL + ","));
    assertThat(Files.readString(copy.resolve("mailbox_current.spreadsheet.csv")))
        .startsWith("\uFEFFmailbox_key");
    assertThat(Files.readAllLines(copy.resolve("dim_reason.csv"))).hasSize(57);
  }

  @Test
  void oneMailboxIsToldOfInWordsAndInJson() throws IOException {
    Path page = folder.resolve("mailbox.html");
    Answer english = lookup("<AAA12345@Example.co.jp>", "--zone", "UTC", "--html", page.toString());
    assertThat(english.exitCode()).as(english.err()).isZero();
    assertThat(english.out())
        .contains(
            "full since 2026-12-24 06:40, last refusal 2027-01-06 06:40 (chronic)",
            "another provider's",
            "14 messages lost",
            "mail postfix/smtp[8159]: 1E7C4578156: to=<aaa12345@example.co.jp>",
            "Dear customer",
            "お客様");
    assertThat(Files.readString(page))
        .contains("<bdi>" + FULL + "</bdi>", "お客様", "<caption>Times of being full</caption>")
        .contains("2026-11-08 – 2027-01-06", "F refused, M both");
    assertThat(lookup(FULL, "--zone", "UTC", "--lang", "ja").out())
        .contains("2026-12-24 06:40 から満杯です", "他社のサーバー");
    assertThat(lookup(FULL).out())
        .as("the zone of the night, not of this machine")
        .isEqualTo(lookup(FULL, "--zone", "Asia/Tokyo").out())
        .isNotEqualTo(lookup(FULL, "--zone", "America/New_York").out());
    JsonNode json = new ObjectMapper().readTree(lookup(FULL, "--format", "json").out());
    assertThat(json.get("status").asText()).isEqualTo("open");
    assertThat(json.get("texts").get(0).get("reason").asText()).isEqualTo("mailbox_full");
    assertThat(json.get("strip").asText()).hasSize(60).endsWith("FFFFFFFFFFFFFF");
  }

  @Test
  void anUnknownMailboxIsToldInOneLine() {
    Answer answer = lookup("nobody@example.net");
    assertThat(answer.exitCode()).isEqualTo(ExitCode.NOTHING);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(lookup("nobody").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void workIsListed() {
    Answer texts = modori("worklist", "texts", "--stubs", "--warehouse", warehouse());
    assertThat(texts.exitCode()).as(texts.err()).isZero();
    assertThat(texts.out())
        .contains(
            "mail for <host> loops back to myself",
            "any: [\"loops back to myself\"]",
            "match: [\"mail for myself.test loops back to myself\"]");
    Answer pause = modori("worklist", "pause", "--warehouse", warehouse());
    assertThat(pause.out().lines())
        .contains("pause," + FULL + ",\"chronic, open\"")
        .contains("resume,ccc34567@example.jp,\"chronic, recovered\"");
    Answer filling = modori("worklist", "filling", "--warehouse", warehouse());
    assertThat(filling.out().lines())
        .contains("flap0001@example.jp,own,had room and was full again,KKFKKFKKKFKKKF")
        .noneMatch(line -> line.startsWith(FULL));
    assertThat(modori("worklist").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private interface Place {
    String of(String table);
  }

  private static void assertSameCounts(Statement statement, Place place) throws SQLException {
    for (TableDefinition table : GoldExport.TABLES) {
      String count = text(statement, "SELECT count(*) FROM " + place.of(table.name()));
      assertThat(count).as(table.name()).isEqualTo(counts(table.name()));
    }
  }

  private static String counts(String table) {
    return exported
        .lines()
        .filter(line -> line.startsWith(table + "  "))
        .findFirst()
        .orElseThrow()
        .substring(table.length() + 2);
  }

  private static String exported = "";

  private static Path export(String format) {
    Path copy = folder.resolve(format);
    Answer answer =
        modori("export", copy.toString(), "--format", format, "--warehouse", warehouse());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    exported = answer.out();
    return copy;
  }

  private static Answer lookup(String address, String... options) {
    List<String> arguments = new java.util.ArrayList<>(List.of("lookup", address));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--warehouse", warehouse()));
    return modori(arguments.toArray(String[]::new));
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).as(sql).isTrue();
      return String.valueOf(rows.getString(1));
    }
  }

  private static List<String> rows(String sql) {
    return texts(spark.sql(sql));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.mkString(",")).toList();
  }

  private static String warehouse() {
    return folder.resolve("warehouse").toString();
  }
}
