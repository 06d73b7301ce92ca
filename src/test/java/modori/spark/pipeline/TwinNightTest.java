package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exim tells the same in its main log, in its reject log and through syslog: it counts once. */
class TwinNightTest {
  private static final String SYSLOG = "lab/exim/logs/mail.log.16.gz";
  private static final String MAIN = "lab/exim/logs/exim4/mainlog.16.gz";
  private static final String REJECTS = "lab/exim/logs/exim4/rejectlog.16.gz";

  @TempDir Path folder;

  @AfterEach
  void stop() {
    SparkSession.active().stop();
  }

  @Test
  void eventsOfTwoLogsCountOnceWhateverTheOrderOfTheNights() throws IOException {
    List<String> alone = nights("alone", List.of(List.of(SYSLOG)));
    assertThat(alone).hasSizeGreaterThan(50);
    assertThat(nights("together", List.of(List.of(MAIN, REJECTS, SYSLOG)))).isEqualTo(alone);
    assertThat(nights("apart", List.of(List.of(MAIN), List.of(REJECTS), List.of(SYSLOG))))
        .isEqualTo(alone);
    // The reject log of that day holds no id; the main log beside it tells the zone of both.
    assertThat(nights("elsewhere", List.of(List.of(MAIN, REJECTS, SYSLOG)), "Asia/Tokyo"))
        .isEqualTo(alone);
  }

  @Test
  void anEntryThatGetsItsBeginningLaterLeavesTheOtherLogsRowsAlone() throws IOException {
    List<String> lines;
    try (var in = new GZIPInputStream(Files.newInputStream(corpus(MAIN)))) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    int cut = lines.size() / 2;
    Path first = folder.resolve("mainlog.2");
    Path second = folder.resolve("mainlog.1");
    Files.write(first, lines.subList(0, cut));
    Files.write(second, lines.subList(cut, lines.size()));
    String early = first.toString();
    String late = second.toString();
    List<String> alone = nights("alone", List.of(List.of(SYSLOG)));
    assertThat(nights("late", List.of(List.of(SYSLOG), List.of(late), List.of(early))))
        .isEqualTo(alone);
    assertThat(nights("torn", List.of(List.of(late), List.of(SYSLOG), List.of(early))))
        .isEqualTo(alone);
  }

  private List<String> nights(String name, List<List<String>> nights) throws IOException {
    return nights(name, nights, "UTC");
  }

  private List<String> nights(String name, List<List<String>> nights, String zone)
      throws IOException {
    try (TestNights laid = new TestNights(folder.resolve(name), zone, "2027-01-10")) {
      laid.publish(nights.stream().map(logs -> logs.stream().map(this::corpus).toList()).toList());
      return laid.rows(
          "delivery_attempt",
          "event_id",
          "event_type",
          "log_host",
          "sender_address",
          "reason",
          "cause_reason");
    }
  }

  private Path corpus(String name) {
    Path path =
        name.startsWith("/")
            ? Path.of(name)
            : Path.of(System.getProperty("modori.corpus", "../shared/corpus")).resolve(name);
    assertThat(Files.exists(path)).isTrue();
    return path;
  }
}
