package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import modori.correlate.DeliveryAttempt;
import modori.ingest.FileHead;
import modori.ingest.LocalFileStore;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that log records tell the same story as Postfix: same recipients, days, reasons. */
class SameStoryTest {
  private static final Instant NIGHT_END = Instant.parse("2027-01-10T00:00:00Z");
  private static final Path RESOURCES = Path.of("src/test/resources/modori");
  private static final String POSTFIX = "scan/full-for-days.log";

  @Test
  void aMailboxIsFullForFourDaysAndThenHasRoom() throws IOException {
    assertThat(story(POSTFIX))
        .hasSize(11)
        .filteredOn(fact -> fact.startsWith("taro@"))
        .containsExactly(
            "taro@example.org 2026-12-21 BOUNCED MAILBOX_FULL",
            "taro@example.org 2026-12-22 BOUNCED MAILBOX_FULL",
            "taro@example.org 2026-12-23 BOUNCED MAILBOX_FULL",
            "taro@example.org 2026-12-24 BOUNCED MAILBOX_FULL",
            "taro@example.org 2026-12-25 DELIVERED");
  }

  @ParameterizedTest
  @CsvSource({
    "powermta, parse/powermta/full-for-days.csv",
    "exchange-tracking, parse/exchange/full-for-days.log",
    "kumomta, parse/kumomta/full-for-days.json",
    "amazon-ses, parse/ses/full-for-days.json"
  })
  void everyDialectTellsWhatPostfixTells(String dialect, String file) throws IOException {
    assertThat(detected(file)).isEqualTo(dialect);
    assertThat(story(file)).isEqualTo(story(POSTFIX));
  }

  @ParameterizedTest
  @CsvSource({
    "parse/powermta/full-for-days.csv",
    "parse/exchange/full-for-days.log",
    "parse/kumomta/full-for-days.json",
    "parse/ses/full-for-days.json"
  })
  void aFileReadInPiecesTellsTheSameAsOneReadWhole(String file) throws IOException {
    List<DeliveryAttempt> whole = attempts(file, Long.MAX_VALUE / 4);
    for (long splitBytes : new long[] {700, 1500, 4000}) {
      assertThat(facts(attempts(file, splitBytes))).isEqualTo(facts(whole));
    }
  }

  @Test
  void everyRowOfARecordLogKnowsSenderClientAndMessage() throws IOException {
    for (String file :
        List.of(
            "parse/powermta/full-for-days.csv",
            "parse/kumomta/full-for-days.json",
            "parse/ses/full-for-days.json")) {
      for (DeliveryAttempt attempt : attempts(file, Long.MAX_VALUE / 4)) {
        assertThat(attempt.message().sender()).isEqualTo("news@example.com");
        assertThat(attempt.message().clientIp()).isEqualTo("192.0.2.7");
        assertThat(attempt.message().messageId()).matches("m\\d@example.com");
        assertThat(attempt.message().messageKey()).isNotNull();
      }
    }
  }

  @Test
  void aNoticeOfExchangeNamesTheMessageItIsAbout() throws IOException {
    assertThat(attempts("parse/exchange/full-for-days.log", Long.MAX_VALUE / 4))
        .filteredOn(attempt -> attempt.message().noticeKind() != null)
        .hasSize(4)
        .allMatch(attempt -> "".equals(attempt.message().sender()))
        .extracting(attempt -> attempt.message().noticeOfQueueId())
        .contains("m1@example.com");
  }

  @ParameterizedTest
  @EnumSource
  void theSameLinesInAnyEnvelopeTellTheSame(Envelope envelope, @TempDir Path folder)
      throws IOException {
    StringBuilder wrapped = new StringBuilder();
    for (String line : Files.readAllLines(RESOURCES.resolve(POSTFIX))) {
      wrapped.append(envelope.wrap(line)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("mail.log"), wrapped);
    assertThat(detected(file.toString())).isEqualTo(envelope.dialect);
    assertThat(story(file.toString())).isEqualTo(story(POSTFIX));
  }

  @Test
  void aPackedSegmentOfKumoMtaTellsTheSame(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("20261224-081010");
    try (ZstdOutputStream out = new ZstdOutputStream(Files.newOutputStream(file))) {
      Files.copy(RESOURCES.resolve("parse/kumomta/full-for-days.json"), out);
    }
    assertThat(story(file.toString())).isEqualTo(story(POSTFIX));
  }

  /** What may stand around {@code 2026-12-20T10:00:00+00:00 mx1 postfix/smtp[103]: text}. */
  private enum Envelope {
    PRIORITY("syslog") {
      @Override
      String wrap(String line) {
        return "<22>" + line;
      }
    },
    SOLARIS("syslog") {
      @Override
      String wrap(String line) {
        return line.replaceFirst("]: ", "]: [ID 197553 mail.info] ");
      }
    },
    RFC_5424("syslog") {
      @Override
      String wrap(String line) {
        return "<22>1 "
            + line.replaceFirst("^(\\S+ \\S+ [^\\[]+)\\[(\\d+)]: ", "$1 $2 - [a@1 b=\"\\\\]\"] ");
      }
    },
    DOCKER("container") {
      @Override
      String wrap(String line) {
        return "{\"log\":\""
            + line
            + "\\n\",\"stream\":\"stdout\",\"time\":\""
            + line.substring(0, 19)
            + ".123456789Z\"}";
      }
    },
    KUBERNETES("container") {
      @Override
      String wrap(String line) {
        return line.substring(0, 19) + ".123456789Z stdout F " + line;
      }
    },
    JOURNAL_JSON("journal-json") {
      @Override
      String wrap(String line) {
        return "{\"" + String.join("\",\"", fields(line)).replace("=", "\":\"") + "\"}";
      }

      @Override
      List<String> fields(String line) {
        List<String> fields = new ArrayList<>(super.fields(line));
        fields.replaceAll(field -> field.replaceFirst("=", "\0").replace("=", "\\u003d"));
        fields.replaceAll(field -> field.replace('\0', '='));
        return fields;
      }
    },
    JOURNAL_EXPORT("journal-export") {
      @Override
      String wrap(String line) {
        return String.join("\n", fields(line)) + "\n";
      }
    };

    private final String dialect;

    Envelope(String dialect) {
      this.dialect = dialect;
    }

    abstract String wrap(String line);

    List<String> fields(String line) {
      String[] words = line.split(" ", 4);
      int open = words[2].indexOf('[');
      Instant time = Instant.parse(words[0].substring(0, 19) + "Z");
      return List.of(
          "__REALTIME_TIMESTAMP=" + time.getEpochSecond() + "000000",
          "_HOSTNAME=" + words[1],
          "SYSLOG_IDENTIFIER=" + words[2].substring(0, open),
          "SYSLOG_PID=" + words[2].substring(open + 1, words[2].indexOf(']')),
          "MESSAGE=" + words[3]);
    }
  }

  private static Set<String> story(String file) throws IOException {
    Set<String> story = new TreeSet<>();
    for (DeliveryAttempt attempt : attempts(file, Long.MAX_VALUE / 4)) {
      if (attempt.message().noticeKind() == null) {
        story.add(
            attempt.recipientText()
                + " "
                + LocalDate.ofInstant(
                    Instant.ofEpochSecond(attempt.timeMicros() / 1_000_000), ZoneOffset.UTC)
                + " "
                + attempt.outcome()
                + (attempt.judgement() == null ? "" : " " + attempt.judgement().reason()));
      }
    }
    return story;
  }

  private static Set<String> facts(List<DeliveryAttempt> attempts) {
    Set<String> facts = new TreeSet<>();
    for (DeliveryAttempt attempt : attempts) {
      facts.add(attempt.eventId() + attempt.message() + attempt.attemptNo() + attempt.offset());
    }
    assertThat(facts).hasSize(attempts.size());
    return facts;
  }

  private static String detected(String file) throws IOException {
    LocalFileStore store = new LocalFileStore();
    StoredFile stored = stored(store, file);
    return DialectDetector.detect(FileHead.of(store, stored), ZoneOffset.UTC, NIGHT_END);
  }

  private static StoredFile stored(LocalFileStore store, String file) {
    List<String> trouble = new ArrayList<>();
    List<StoredFile> found = store.find(RESOURCES.resolve(file).toString(), trouble::add);
    assertThat(trouble).isEmpty();
    return found.get(0);
  }

  private static List<DeliveryAttempt> attempts(String file, long splitBytes) throws IOException {
    LocalFileStore store = new LocalFileStore();
    StoredFile stored = stored(store, file);
    FileHead head = FileHead.of(store, stored);
    List<DeliveryAttempt> attempts = new ArrayList<>();
    LocalScan scan = new LocalScan(store, attempts::add);
    for (Split split :
        new SplitPlanner(store, ZoneOffset.UTC, NIGHT_END, splitBytes)
            .plan(stored, 0, head, 0, true)) {
      assertThat(scan.scan(split, detected(file), "localhost")).isEmpty();
    }
    assertThat(scan.counts(0).quarantinedWhys()).isEmpty();
    scan.finish();
    return attempts;
  }
}
