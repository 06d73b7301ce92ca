package modori.parse.exim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import modori.NeedsCorpus;
import modori.ingest.StampClock;
import modori.parse.CorpusLines;
import modori.parse.DetailJoiner;
import modori.parse.EventField;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.syslog.SyslogDialect;
import org.junit.jupiter.api.Test;

@NeedsCorpus
class EximCorpusTest {
  /** What the other project calls a field, and what it is here. */
  private static final Map<String, EventField> FIELDS =
      Map.of(
          "exim_msgid", EventField.QUEUE_ID,
          "exim_sender_email", EventField.SENDER,
          "remote_hostname", EventField.CLIENT_NAME,
          "remote_host", EventField.CLIENT_IP,
          "remote_heloname", EventField.HELO,
          "exim_header_id", EventField.MESSAGE_ID);

  /** Lines of Exim itself about mail; test configurations also log texts of their own choice. */
  private static final Pattern ABOUT_MAIL =
      Pattern.compile(
          "^\\d{4}-\\d\\d-\\d\\d [\\d:.]+ (\\+\\d{4} )?(\\[\\d+] )?"
              + "(\\w{6}-\\w{6,11}-\\w{2,4} ([<(=*>-][=>*] .+|Completed.*|Frozen.*|removed by.*|"
              + "cancelled by .*|Message is frozen)|.*(rejected|sender verify fail) .*)");

  private static StampClock clock() {
    return new StampClock(ZoneOffset.UTC, Instant.parse("2027-01-10T00:00:00Z"));
  }

  @Test
  void everyLineOfTheLabIsKnown() {
    CorpusLines lines = new CorpusLines();
    for (Path file : CorpusLines.below("lab/exim/logs/exim4")) {
      lines.read(file, new EximMainlog(clock())::parse, rendered -> {});
    }
    assertThat(lines.quarantined()).isEmpty();
    assertThat(lines.lines()).isGreaterThan(4000);
    assertThat(sumOfFates(lines)).isEqualTo(lines.lines());
  }

  @Test
  void everyLineAboutMailInOthersLogsIsKnown() {
    CorpusLines lines = new CorpusLines();
    List<Path> files = new ArrayList<>(CorpusLines.below("log/exim"));
    files.removeIf(file -> file.endsWith("expected.jsonl"));
    for (Path file : files) {
      lines.read(file, new EximMainlog(clock())::parse, rendered -> {});
    }
    assertThat(sumOfFates(lines)).isEqualTo(lines.lines());
    List<String> unknown = new ArrayList<>(lines.quarantined());
    unknown.removeIf(text -> text.contains(" event msg:fail")); // of a test configuration
    unknown.removeIf(
        text -> !ABOUT_MAIL.matcher(text.replaceFirst("^.*? \\| .*? \\| ", "")).find());
    assertThat(unknown).isEmpty();
  }

  @Test
  void theSameNightReadFromMainlogAndFromSyslogGivesTheSameEvents() {
    List<String> own = new ArrayList<>();
    List<String> syslog = new ArrayList<>();
    for (Path file : CorpusLines.below("lab/exim/logs")) {
      String name = file.getFileName().toString();
      if (name.startsWith("mainlog")) {
        new CorpusLines().read(file, new EximMainlog(clock())::parse, own::add);
      } else if (name.startsWith("mail.log")) {
        new CorpusLines()
            .read(
                file,
                new SyslogDialect(clock(), List.of(DetailJoiner.over(new EximText())))::parse,
                syslog::add);
      }
    }
    own.removeIf(EximCorpusTest::isNoEvent);
    syslog.removeIf(EximCorpusTest::isNoEvent);
    assertThat(own).hasSizeGreaterThan(2000);
    assertThat(syslog).containsExactlyInAnyOrderElementsOf(own);
  }

  @Test
  void theFieldsThatAnotherProjectExpectsAreThere() throws IOException {
    Path file = CorpusLines.path("log/exim/logstash-plugins+logstash-patterns-core/expected.jsonl");
    ObjectMapper json = new ObjectMapper();
    for (String row : Files.readAllLines(file)) {
      JsonNode expected = json.readTree(row);
      byte[] bytes = CorpusLines.utf8(expected.get("line").asText());
      LogLine line = new LogLine();
      LogEvent event = new LogEvent();
      line.set(bytes, 0, bytes.length);
      LineFate fate = new EximMainlog(clock()).parse(line, event);
      assertThat(fate.kind()).isIn(LineFate.Kind.EVENT, LineFate.Kind.CONTEXT);
      FIELDS.forEach(
          (name, field) -> {
            JsonNode value = expected.get("expected").get(name);
            if (value != null) {
              assertThat(event.text(field)).as(name).isEqualTo(value.asText());
            }
          });
    }
  }

  private static boolean isNoEvent(String rendered) {
    return !rendered.startsWith("EVENT") && !rendered.startsWith("CONTEXT");
  }

  private static long sumOfFates(CorpusLines lines) {
    long sum = 0;
    for (LineFate.Kind kind : LineFate.Kind.values()) {
      sum += lines.count(kind);
    }
    return sum;
  }
}
