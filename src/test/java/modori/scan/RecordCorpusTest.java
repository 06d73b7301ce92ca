package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import modori.NeedsCorpus;
import modori.ingest.ClockStart;
import modori.ingest.StampClock;
import modori.parse.CorpusLines;
import modori.parse.DialectCases;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import org.junit.jupiter.api.Test;

/** Other people's record logs: every line has one fate, and what is not read is listed with why. */
@NeedsCorpus
class RecordCorpusTest {
  private static final Path LISTED =
      Path.of("src/test/resources/modori/scan/record-corpus-quarantined.txt");
  private static final List<String> FOLDERS =
      List.of("log/powermta", "log/exchange", "log/kumomta", "log/json-events");

  private static ClockStart clock() {
    return new ClockStart(ZoneOffset.UTC, Instant.parse("2027-01-10T00:00:00Z"), StampClock.NONE);
  }

  @Test
  void everyDialectGivesEveryLineOneFate() {
    for (String name : Dialects.names()) {
      CorpusLines lines = new CorpusLines();
      for (String folder : FOLDERS) {
        for (Path file : CorpusLines.below(folder)) {
          lines.read(file, Dialects.of(name, clock())::parse, rendered -> {});
        }
      }
      long sum = 0;
      for (LineFate.Kind kind : LineFate.Kind.values()) {
        sum += lines.count(kind);
      }
      assertThat(sum).as(name).isEqualTo(lines.lines()).isPositive();
    }
  }

  @Test
  void everyDialectPassesOverAnyLine() {
    for (String name : Dialects.names()) {
      var dialect = Dialects.of(name, clock());
      LogLine line = new LogLine();
      dialect.passOver(line);
      for (String folder : FOLDERS) {
        for (Path file : CorpusLines.below(folder)) {
          new CorpusLines()
              .read(
                  file,
                  (read, event) -> {
                    dialect.passOver(read);
                    return LineFate.EMPTY;
                  },
                  rendered -> {});
        }
      }
      assertThat(dialect.name()).isEqualTo(name);
    }
  }

  @Test
  void whatTheDialectOfAFileDoesNotReadIsListedWithItsReason() throws IOException {
    TreeMap<String, String> unread = new TreeMap<>();
    for (String folder : FOLDERS) {
      for (Path file : CorpusLines.below(folder)) {
        String dialect = dialect(file);
        if (dialect.isEmpty()) {
          unread.put(name(file), "no known log");
          continue;
        }
        CorpusLines lines = new CorpusLines();
        lines.read(file, Dialects.of(dialect, clock())::parse, rendered -> {});
        lines.quarantined().forEach(line -> unread.put(name(file), line.split(" \\| ")[0]));
      }
    }
    List<String> actual = new ArrayList<>();
    unread.forEach((file, why) -> actual.add(file + ": " + why));
    List<String> listed = new ArrayList<>();
    for (String line : Files.readAllLines(LISTED)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        listed.add(line);
      }
    }
    assertThat(actual).isEqualTo(listed);
  }

  @Test
  void bouncesAndDeliveriesOfSesAreRead() throws IOException {
    String folder = "log/json-events/sisimai+set-of-emails/obsoleted/json-amazonses-";
    assertThat(rendered(folder + "01.json"))
        .contains("BOUNCED +REFUSED_REMOTELY")
        .contains("RECIPIENT={bounce@simulator.amazonses.com}")
        .contains("ENHANCED_CODE={5.1.1} TEXT={550 5.1.1 user unknown}");
    assertThat(rendered(folder + "02.json")).contains("RECIPIENT={bounce@simulator.amazonses.com}");
    assertThat(rendered(folder + "05.json")).contains("DELIVERED").contains("2.6.0");
    assertThat(rendered(folder + "06.json")).contains("RELAY_IP={72.21.215.231}");
  }

  private static String rendered(String file) throws IOException {
    StringBuilder all = new StringBuilder();
    var dialect = Dialects.of("amazon-ses", clock());
    for (String line : Files.readAllLines(CorpusLines.path(file))) {
      all.append(DialectCases.render(line, dialect));
    }
    return all.toString();
  }

  private static String dialect(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return DialectDetector.detect(
        new modori.ingest.FileHead(modori.ingest.Compression.NONE, bytes),
        ZoneOffset.UTC,
        clock().bound());
  }

  private static String name(Path file) {
    return CorpusLines.path("log")
        .toAbsolutePath()
        .normalize()
        .relativize(file.toAbsolutePath().normalize())
        .toString();
  }

  @Test
  void severalRecipientsOfARecordAreSeveralRows() {
    LogLine line = new LogLine();
    byte[] bytes =
        ("{\"type\":\"Bounce\",\"id\":\"x\",\"timestamp\":1798067410,"
                + "\"recipient\":[\"a@example.org\",\"b@example.org\",\"c@example.org\"]}")
            .getBytes(StandardCharsets.UTF_8);
    line.set(bytes, 0, bytes.length);
    var dialect = Dialects.of("kumomta", clock());
    LogEvent event = new LogEvent();
    assertThat(dialect.parse(line, event)).isSameAs(LineFate.EVENT);
    int more = 0;
    while (dialect.more(event)) {
      more++;
    }
    assertThat(more).isEqualTo(2);
  }
}
