package modori.parse.opensmtpd;

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
import modori.parse.syslog.SyslogDialect;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@NeedsCorpus
class OpenSmtpdTextTest extends HostileLines {
  @TestFactory
  Stream<DynamicTest> linesGiveWhatTheCaseSays() throws IOException {
    return CaseFiles.of("opensmtpd", this::reader);
  }

  @Override
  protected BiFunction<LogLine, LogEvent, LineFate> reader() {
    return DetailJoiner.over(new OpenSmtpdText())::parse;
  }

  @Override
  protected List<String> samples() {
    return lines("opensmtpd");
  }

  @Test
  void everyLineOfTheLabIsKnown() {
    CorpusLines lines = new CorpusLines();
    List<String> rendered = new ArrayList<>();
    StampClock clock =
        new StampClock(ZoneId.of("Asia/Tokyo"), Instant.parse("2027-01-10T00:00:00Z"));
    lines.read(
        CorpusLines.path("lab/opensmtpd/logs/mail.log"),
        new SyslogDialect(clock, List.of(DetailJoiner.over(new OpenSmtpdText())))::parse,
        rendered::add);
    assertThat(lines.quarantined()).isEmpty();
    assertThat(rendered).hasSize((int) lines.lines());
    List<String> attempts = new ArrayList<>(rendered);
    attempts.removeIf(text -> !text.startsWith("EVENT ATTEMPT"));
    assertThat(attempts)
        .hasSizeGreaterThan(2000)
        .allMatch(text -> text.contains(" RECIPIENT={") && text.contains("TEXT={"));
    rendered.removeIf(text -> !text.startsWith("EVENT REJECTION"));
    assertThat(rendered)
        .isNotEmpty()
        .allMatch(text -> text.contains("CLIENT_NAME={") && text.contains("REPLY_CODE="));
  }
}
