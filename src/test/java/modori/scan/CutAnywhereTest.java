package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import modori.NeedsCorpus;
import modori.correlate.Fragment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes give the same attempts, however they were cut, ordered or repeated. */
@NeedsCorpus
class CutAnywhereTest {
  private static final int MANY = 100_000;

  private record Log(String name, byte[] bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Log> logs() {
    return Stream.of(
        new Log("Postfix, a day", LabLog.of("postfix/logs/mail.log-20261225.gz")),
        new Log(
            "Postfix, a week",
            LabLog.lines(
                3000,
                LabLog.of(
                    "postfix/logs/mail.log-20261228.gz",
                    "postfix/logs/mail.log-20261229.gz",
                    "postfix/logs/mail.log-20261230.gz"))),
        new Log(
            "Sendmail, three days across New Year",
            LabLog.of(
                "sendmail/logs/mail.log.9.gz",
                "sendmail/logs/mail.log.8.gz",
                "sendmail/logs/mail.log.7.gz")),
        new Log(
            "Sendmail, its last days",
            LabLog.of(
                "sendmail/logs/mail.log.2.gz",
                "sendmail/logs/mail.log.1",
                "sendmail/logs/mail.log")),
        new Log(
            "Exim by syslog", LabLog.of("exim/logs/mail.log.16.gz", "exim/logs/mail.log.15.gz")),
        new Log("Exim's own log", LabLog.of("exim/logs/exim4/mainlog.10.gz")),
        new Log("OpenSMTPD", LabLog.lines(2000, LabLog.of("opensmtpd/logs/mail.log"))),
        new Log("Courier", LabLog.lines(3000, LabLog.of("courier/logs/mail.log-20261231.gz"))));
  }

  @ParameterizedTest
  @MethodSource("logs")
  void splitsCutAtAnyBytesGiveTheSameAttempts(Log log) {
    List<String> whole = Scanned.cutAt(log.bytes, MANY).attempts();
    assertThat(whole).isNotEmpty();
    Random random = new Random(42);
    for (int i = 0; i < 40; i++) {
      long[] cuts =
          random.longs(1 + random.nextInt(12), 1, log.bytes.length).sorted().distinct().toArray();
      same(Scanned.cutAt(log.bytes, MANY, cuts).attempts(), whole, Arrays.toString(cuts));
    }
  }

  @ParameterizedTest
  @MethodSource("logs")
  void shuffledAndRepeatedFragmentsGiveTheSameAttempts(Log log) {
    List<String> whole = Scanned.cutAt(log.bytes, MANY).attempts();
    Scanned cut = Scanned.cutAt(log.bytes, MANY, log.bytes.length / 3, log.bytes.length / 2);
    List<Fragment> parts = new ArrayList<>(cut.fragments);
    parts.addAll(cut.fragments);
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(parts, new Random(seed));
      same(Scanned.attemptsOf(cut.complete, parts), whole, "seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("logs")
  void aTableOfFiveEntriesGivesTheSameAttempts(Log log) {
    same(
        Scanned.cutAt(log.bytes, 5).attempts(),
        Scanned.cutAt(log.bytes, MANY).attempts(),
        "five entries");
  }

  @ParameterizedTest
  @MethodSource("logs")
  void nothingIsDecidedBeforeAllFactsAreThere(Log log) {
    Scanned whole = Scanned.cutAt(log.bytes, MANY);
    List<Fragment> all = new ArrayList<>(whole.fragments);
    whole.complete.stream().filter(entry -> !entry.queueId().isEmpty()).forEach(all::add);
    List<Fragment> lone =
        whole.complete.stream().filter(entry -> entry.queueId().isEmpty()).toList();
    same(Scanned.attemptsOf(lone, all), whole.attempts(), "all facts merged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix/logs/mail.log", "sendmail/logs/mail.log"})
  void aCutAtEveryByteLosesAndDoublesNoLine(String name) {
    byte[] log = LabLog.lines(40, LabLog.of(name));
    Scanned whole = Scanned.cutAt(log, MANY);
    long lines = new String(log, StandardCharsets.ISO_8859_1).lines().count();
    assertThat(whole.counts.lines()).isEqualTo(lines);
    for (int cut = 1; cut < log.length; cut++) {
      Scanned two = Scanned.cutAt(log, MANY, cut);
      assertThat(two.counts.lines()).as("cut at %d", cut).isEqualTo(lines);
      assertThat(two.counts.bytes()).isEqualTo(whole.counts.bytes());
      assertThat(two.counts.eventLines()).isEqualTo(whole.counts.eventLines());
      assertThat(two.counts.contextLines()).isEqualTo(whole.counts.contextLines());
      assertThat(two.counts.ignoredKinds()).isEqualTo(whole.counts.ignoredKinds());
      assertThat(two.counts.quarantinedWhys()).isEqualTo(whole.counts.quarantinedWhys());
      assertThat(two.counts.hosts()).isEqualTo(whole.counts.hosts());
      same(two.attempts(), whole.attempts(), "cut at " + cut);
    }
  }

  // Two lists with one row in a thousand that differs: only that row is worth reading.
  private static void same(List<String> actual, List<String> expected, String how) {
    List<String> missing = new ArrayList<>(expected);
    List<String> surplus = new ArrayList<>(actual);
    expected.forEach(surplus::remove);
    actual.forEach(missing::remove);
    assertThat(surplus.stream().limit(3).toList())
        .as(how)
        .isEqualTo(missing.stream().limit(3).toList());
    assertThat(actual).as(how).hasSameSizeAs(expected);
  }
}
