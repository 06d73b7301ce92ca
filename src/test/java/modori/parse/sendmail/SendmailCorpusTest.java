package modori.parse.sendmail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import modori.NeedsCorpus;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import modori.parse.ParserCases;
import org.junit.jupiter.api.Test;

@NeedsCorpus
class SendmailCorpusTest {
  private static final Path CORPUS = Path.of(System.getProperty("modori.corpus"));
  private final SendmailParser parser = new SendmailParser();

  @Test
  void everyLineOfTheLabHasOneFateAndFewAreQuarantined() throws IOException {
    Map<LineFate.Kind, Integer> counts = new EnumMap<>(LineFate.Kind.class);
    List<String> quarantined = new ArrayList<>();
    int lines = 0;
    for (String text : labLines()) {
      LineFate fate = parser.parse(ParserCases.syslog(text), new LogEvent());
      counts.merge(fate.kind(), 1, Integer::sum);
      lines++;
      if (fate.kind() == LineFate.Kind.QUARANTINED) {
        quarantined.add(text);
      }
    }
    assertThat(lines).isEqualTo(4235);
    assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(lines);
    assertThat(quarantined).isEmpty();
  }

  @Test
  void everyDeliveryLineOfTheLabHasItsOutcome() throws IOException {
    Map<String, Integer> outcomes = new TreeMap<>();
    for (String text : labLines()) {
      LogEvent event = new LogEvent();
      if (parser.parse(ParserCases.syslog(text), event).kind() == LineFate.Kind.EVENT) {
        assertThat(event.outcome()).as(text).isNotNull();
        assertThat(event.text(EventField.TEXT)).as(text).isNotEmpty();
        assertThat(event.has(EventField.QUEUE_ID)).as(text).isTrue();
        if (event.type() == EventType.ATTEMPT) {
          assertThat(event.text(EventField.RECIPIENT)).as(text).isNotEmpty();
          assertThat(event.has(EventField.MAILER)).as(text).isTrue();
          assertThat(event.has(EventNumber.DELAY_MILLIS)).as(text).isTrue();
        }
        outcomes.merge(event.type() + " " + event.outcome(), 1, Integer::sum);
      }
    }
    assertThat(outcomes)
        .containsOnlyKeys(
            "ATTEMPT DELIVERED",
            "ATTEMPT RELAYED",
            "ATTEMPT DEFERRED",
            "ATTEMPT BOUNCED",
            "REJECTION REJECTED");
  }

  @Test
  void entriesThatExpiredInTheLabAreNamed() throws IOException {
    int expired = 0;
    for (String text : labLines()) {
      LogEvent event = new LogEvent();
      LineFate fate = parser.parse(ParserCases.syslog(text), event);
      if (fate.kind() == LineFate.Kind.CONTEXT && event.outcome() == Outcome.EXPIRED) {
        expired++;
      }
    }
    assertThat(expired).isEqualTo(24);
  }

  @Test
  void statedDeliveryFieldsOfOthersAreMet() throws IOException {
    Path folder = CORPUS.resolve("log/sendmail/mozilla-services+lua_sandbox_extensions");
    ObjectMapper json = new ObjectMapper();
    for (String row : Files.readAllLines(folder.resolve("expected.jsonl"))) {
      JsonNode node = json.readTree(row);
      JsonNode expected = node.get("expected");
      LogEvent event = new LogEvent();
      byte[] text = node.get("line").asText().getBytes(StandardCharsets.UTF_8);
      LineFate fate = parser.parse(ParserCases.bare(text), event);
      if (expected.isEmpty()) {
        assertThat(fate.kind()).isEqualTo(LineFate.Kind.IGNORED);
        continue;
      }
      assertThat(event.text(EventField.QUEUE_ID)).isEqualTo(expected.get("sendmailid").asText());
      if (expected.has("to")) {
        assertThat("<" + event.text(EventField.RECIPIENT) + ">")
            .isEqualTo(expected.get("to").asText());
        assertThat(event.text(EventField.MAILER)).isEqualTo(expected.get("mailer").asText());
        assertThat(event.text(EventField.ENHANCED_CODE)).isEqualTo(expected.get("dsn").asText());
        assertThat(event.text(EventField.TEXT)).isEqualTo(expected.get("stat").asText());
        assertThat(event.number(EventNumber.DELAY_MILLIS))
            .isEqualTo(Delay.millis(bytes(expected, "delay"), 0, bytes(expected, "delay").length));
      } else {
        assertThat("<" + event.text(EventField.SENDER) + ">")
            .isEqualTo(expected.get("from").asText());
        assertThat(event.number(EventNumber.SIZE_BYTES)).isEqualTo(expected.get("size").asLong());
        assertThat("<" + event.text(EventField.MESSAGE_ID) + ">")
            .isEqualTo(expected.get("msgid").asText());
        assertThat(
                event.text(EventField.CLIENT_NAME) + " [" + event.text(EventField.CLIENT_IP) + "]")
            .isEqualTo(expected.get("relay").asText());
      }
    }
  }

  @Test
  void attacksOnLoginsSayNothingOfMail() {
    Path file =
        CORPUS.resolve("log/sendmail/fail2ban+fail2ban/fail2ban/tests/files/logs/sendmail-auth");
    for (String text : ParserCases.lines(file)) {
      LogLine line = ParserCases.syslog(text);
      assertThat(parser.parse(line, new LogEvent()).kind())
          .as(text)
          .isEqualTo(LineFate.Kind.IGNORED);
    }
  }

  private static byte[] bytes(JsonNode node, String name) {
    return node.get(name).asText().getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> labLines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(CORPUS.resolve("lab/sendmail/logs"))) {
      files
          .filter(f -> f.getFileName().toString().startsWith("mail.log"))
          .sorted()
          .forEach(f -> lines.addAll(ParserCases.lines(f)));
    }
    return lines;
  }
}
