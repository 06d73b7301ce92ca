package modori.parse.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import modori.NeedsCorpus;
import modori.ingest.StampClock;
import modori.parse.CaseFiles;
import modori.parse.CorpusLines;
import modori.parse.DetailJoiner;
import modori.parse.HostileLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;
import modori.parse.syslog.SyslogDialect;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@NeedsCorpus
class CourierTextTest extends HostileLines {
  @TestFactory
  Stream<DynamicTest> linesGiveWhatTheCaseSays() throws IOException {
    return CaseFiles.of("courier", this::reader);
  }

  @Override
  protected BiFunction<LogLine, LogEvent, LineFate> reader() {
    return tagged(DetailJoiner.over(new CourierText()));
  }

  @Override
  protected List<String> samples() {
    return lines("courier");
  }

  @Test
  void everyLineOfTheLabIsKnownAndItsAttemptsAreWhole() {
    CorpusLines lines = new CorpusLines();
    List<String> rendered = new ArrayList<>();
    StampClock clock =
        new StampClock(ZoneId.of("Asia/Tokyo"), Instant.parse("2027-01-10T00:00:00Z"));
    TextParser parser = DetailJoiner.over(new CourierText());
    lines.read(
        CorpusLines.path("lab/courier/logs/mail.log-20261231.gz"),
        new SyslogDialect(clock, List.of(parser))::parse,
        rendered::add);
    assertThat(lines.quarantined()).isEmpty();
    assertThat(rendered).hasSize((int) lines.lines());
    rendered.removeIf(text -> !text.startsWith("EVENT ATTEMPT"));
    assertThat(rendered)
        .hasSizeGreaterThan(400)
        .allMatch(text -> text.contains("QUEUE_ID={") && text.contains("TEXT={"));
  }

  @Test
  void everyRefusalThatOthersShowIsKnown() {
    CorpusLines lines = new CorpusLines();
    StampClock clock = new StampClock(ZoneId.of("UTC"), Instant.parse("2027-01-10T00:00:00Z"));
    lines.read(
        CorpusLines.path("log/other/fail2ban+fail2ban/fail2ban/tests/files/logs/courier-smtp"),
        new SyslogDialect(clock, List.of(new CourierText()))::parse,
        text -> {});
    assertThat(lines.quarantined()).isEmpty();
    assertThat(lines.count(LineFate.Kind.EVENT)).isEqualTo(5);
  }

  /** Reads {@code tag: text}. */
  private static BiFunction<LogLine, LogEvent, LineFate> tagged(TextParser parser) {
    return (line, event) -> {
      int colon = modori.parse.Ascii.indexOf(line.bytes, line.from, line.to, ':');
      line.programFrom = line.from;
      line.programTo = colon < 0 ? line.from : colon;
      line.textFrom = colon < 0 ? line.from : Math.min(colon + 2, line.to);
      return parser.parse(line, event);
    };
  }
}
