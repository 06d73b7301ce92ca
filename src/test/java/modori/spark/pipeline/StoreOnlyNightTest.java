package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import modori.NeedsCorpus;
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
    try (TestNights laid = laid("alone")) {
      laid.publish(List.of(List.of(store)));
      List<String> attempts =
          laid.rows("delivery_attempt", "recipient_address", "event_type", "reason", "hosted");
      assertThat(attempts)
          .contains("lok1@example.or.jp|delivered|null|own")
          .contains("lfull001@example.or.jp|bounced|mailbox_full|own")
          .allMatch(row -> row.endsWith("|own"));
      assertThat(laid.rows("mailbox_current", "recipient_address", "status", "full_days"))
          .contains("lfull001@example.or.jp|lost|1");
      assertThat(laid.rows("silent_failure", "kind")).isEmpty();
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
    try (TestNights laid = laid(name)) {
      laid.publish(nights);
      return laid.rows(
          "delivery_attempt", "mta", "event_id", "recipient_address", "event_type", "reason");
    }
  }

  private TestNights laid(String name) throws IOException {
    return new TestNights(folder.resolve(name), "Asia/Tokyo", "2027-01-10");
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
}
