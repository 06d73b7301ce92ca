package modori.parse.localdelivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import modori.NeedsCorpus;
import modori.parse.EventField;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.ParserCases;
import modori.parse.TextParser;
import org.junit.jupiter.api.Test;

@NeedsCorpus
class LocalDeliveryCorpusTest {
  private static final Path CORPUS = Path.of(System.getProperty("modori.corpus"));

  /** What parsers said of all lines that are theirs. */
  private static final class Tally {
    final TreeMap<String, Integer> counts = new TreeMap<>();
    final List<String> quarantined = new ArrayList<>();
    int lines;

    void add(TextParser parser, LogLine line, LogEvent event) {
      LineFate fate = parser.parse(line, event);
      lines++;
      counts.merge(fate.kind().name(), 1, Integer::sum);
      if (fate.kind() == LineFate.Kind.QUARANTINED) {
        quarantined.add(line.toString());
      }
    }
  }

  @Test
  void noLineOfTheLabIsQuarantined() {
    Tally tally = new Tally();
    for (String host : List.of("postfix", "exim", "courier", "opensmtpd", "sendmail")) {
      files(CORPUS.resolve("lab").resolve(host).resolve("logs"), "").stream()
          .filter(f -> !f.toString().contains("exim4"))
          .forEach(f -> read(f, tally));
    }
    assertThat(tally.quarantined).isEmpty();
    assertThat(tally.counts.values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(tally.lines);
    assertThat(tally.counts).containsEntry("CONTEXT", 1686 + 384);
  }

  @Test
  void noDovecotLineOfOthersIsQuarantined() {
    Tally tally = new Tally();
    files(CORPUS.resolve("log/dovecot"), ".log").forEach(f -> read(f, tally));
    assertThat(tally.lines).isGreaterThan(40);
    assertThat(tally.quarantined).isEmpty();
  }

  @Test
  void deliveriesBesidePostfixNameMessageAndAccount() {
    List<String> accounts = new ArrayList<>();
    DovecotParser parser = new DovecotParser();
    for (Path file : files(CORPUS.resolve("log/postfix/zentyal+zentyal"), ".log")) {
      for (String text : ParserCases.lines(file)) {
        LogLine line = envelope(text);
        LogEvent event = new LogEvent();
        if (line != null
            && parser.reads(line.program())
            && parser.parse(line, event).kind() == LineFate.Kind.CONTEXT) {
          assertThat(event.text(EventField.MESSAGE_ID)).as(text).isNotEmpty();
          assertThat(event.outcome()).as(text).isNotNull();
          accounts.add(event.text(EventField.ACCOUNT));
        }
      }
    }
    assertThat(accounts).isNotEmpty().allMatch(a -> a.contains("@"));
  }

  @Test
  void everyVerdictOfAmavisIsUnderstood() throws IOException {
    Tally tally = new Tally();
    Path file = CORPUS.resolve("log/amavis/debian-logwatch-7.7/scripts/services/amavis.TD.msg");
    for (String text : ParserCases.lines(file)) {
      LogEvent event = new LogEvent();
      LogLine line = ParserCases.bare(text.getBytes(StandardCharsets.ISO_8859_1));
      tally.add(new AmavisParser(), line, event);
    }
    assertThat(tally.quarantined).isEmpty();
    assertThat(tally.counts.get("CONTEXT")).isGreaterThanOrEqualTo(24);
  }

  private static void read(Path file, Tally tally) {
    for (String text : ParserCases.lines(file)) {
      LogLine line = envelope(text);
      if (line == null) {
        continue;
      }
      for (TextParser parser : LocalDeliveryCasesTest.PARSERS) {
        if (parser.reads(line.program())) {
          tally.add(parser, line, new LogEvent());
        }
      }
    }
  }

  private static LogLine envelope(String text) {
    return text.matches("([A-Z][a-z]{2} +\\d+ |\\d{4}-)[^ ]+ [^ ]+ [^ ]+.*:.*")
        ? ParserCases.syslog(text)
        : null;
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> f.toString().endsWith(ending))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
