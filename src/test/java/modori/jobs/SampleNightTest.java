package modori.jobs;

import static modori.jobs.Answer.modori;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import modori.spark.pipeline.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample night, run as a newcomer runs it; what it has to show is asked in SQL. */
class SampleNightTest {
  @TempDir static Path folder;

  private static String printed = "";

  @BeforeAll
  static void runTheSampleNight() {
    Answer night =
        modori("nightly", "--sample", "--warehouse", warehouse(), "--report", report().toString());
    printed = night.out();
    assertThat(night.exitCode()).as(night.err()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
  }

  @Test
  void mailboxesHereAndElsewhereAreChronicallyFull() {
    assertThat(
            rows(
                "SELECT hosted, count(*) > 0 FROM mailbox_current"
                    + " WHERE status = 'open' AND level = 'chronic' GROUP BY hosted ORDER BY hosted"))
        .containsExactly("own,true", "remote,true");
    assertThat(printed).contains("aaa12345@example.co.jp");
  }

  @Test
  void aMailboxElsewhereIsFullByItsServersNoticesAlone() {
    assertThat(
            rows(
                "SELECT DISTINCT event_type, reason, evidence FROM delivery_attempt"
                    + " WHERE recipient_address = 'aaa12345@example.co.jp' AND reason IS NOT NULL"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).contains("mailbox_full", "dsn"));
  }

  @Test
  void aMailboxComesAndGoes() {
    assertThat(
            rows(
                "SELECT recipient_address FROM mailbox_current"
                    + " WHERE episodes >= 3 ORDER BY recipient_address"))
        .containsExactly("flap0001@example.jp", "lflap001@example.or.jp");
    assertThat(printed).contains("flap0001@example.jp", "lflap001@example.or.jp");
  }

  @Test
  void aChronicallyFullMailboxHasRoomAgain() {
    assertThat(
            rows(
                "SELECT recipient_address FROM mailbox_current WHERE status = 'recovered'"
                    + " AND level = 'chronic' AND to_date(recovered_at) >= '2027-01-04'"
                    + " ORDER BY recipient_address"))
        .containsExactly("ccc34567@example.jp", "sft10003@example.jp");
    assertThat(printed).contains("ccc34567@example.jp", "sft10003@example.jp");
  }

  @Test
  void unknownSendersAreRefusedAtSmtpTimeAndFailSilently() {
    assertThat(failures("sender_unknown", "rejected")).isPositive();
    assertThat(
            rows(
                "SELECT DISTINCT coalesce(auth_user, client_ip) FROM silent_failure"
                    + " WHERE kind = 'sender_unknown_local' ORDER BY 1"))
        .containsExactly("10.77.0.32", "uid=0");
    assertThat(printed).contains("10.77.0.32", "uid=0");
  }

  @Test
  void hostsOfRecipientsAndOfSendersDoNotExist() {
    assertThat(failures("host_unknown", "bounced")).isPositive();
    assertThat(failures("sender_domain_unknown", "rejected")).isPositive();
  }

  @Test
  void noLineOfItIsQuarantinedAndNoFailureUnclassified() {
    assertThat(rows("SELECT count(*) FROM quarantine_line")).containsExactly("0");
    assertThat(failures("unclassified", "bounced")).isZero();
  }

  @Test
  void theEndSaysWhereThePageAndTheTablesLieAndWhatToAsk() throws IOException {
    assertThat(printed).contains(report().resolve("index.html").toString(), "jobs/modori query");
    assertThat(Files.readString(report().resolve("index.html"))).contains("flap0001@example.jp");
    assertThat(report().resolve("mailboxes.csv")).isNotEmptyFile();
  }

  private static long failures(String reason, String eventType) {
    return Long.parseLong(
        rows("SELECT count(*) FROM delivery_attempt WHERE reason = '"
                + reason
                + "' AND event_type = '"
                + eventType
                + "'")
            .get(0));
  }

  private static List<String> rows(String sql) {
    Answer answer = modori("query", sql, "--format", "csv", "--warehouse", warehouse());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    return answer.out().lines().skip(1).toList();
  }

  private static String warehouse() {
    return folder.resolve("warehouse").toString();
  }

  private static Path report() {
    return folder.resolve("report");
  }
}
