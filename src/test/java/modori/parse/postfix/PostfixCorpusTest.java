package modori.parse.postfix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import modori.NeedsCorpus;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LineFate.Kind;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import org.junit.jupiter.api.Test;

/** Reads other people's logs and those of real servers, beside the project. */
@NeedsCorpus
class PostfixCorpusTest {
  private static final Path CORPUS = Path.of(System.getProperty("modori.corpus", "corpus"));
  private static final Path LOGS = CORPUS.resolve("log/postfix");
  private static final Path CASES = Path.of("src/test/resources/modori/parse/postfix");

  /** File, line and why it belongs there. */
  private static final Path KNOWN = CASES.resolve("corpus-quarantined.tsv");

  /** File, field and why what its source states is wrong. */
  private static final Path UNMET = CASES.resolve("corpus-unmet.tsv");

  private final PostfixParser parser = new PostfixParser();
  private final LogEvent event = new LogEvent();

  @Test
  void everyLineOfTheLabHasAFateAndNoneIsQuarantined() throws IOException {
    Map<Kind, Integer> fates = new EnumMap<>(Kind.class);
    List<String> quarantined = new ArrayList<>();
    int lines = 0;
    for (Path file : files(CORPUS.resolve("lab/postfix/logs"), "mail.log")) {
      for (String text : readLines(file)) {
        Optional<LogLine> line = Lines.ofLog(text);
        if (line.isEmpty() || !parser.reads(line.get().program())) {
          continue;
        }
        lines++;
        LineFate fate = parser.parse(line.get(), event);
        fates.merge(fate.kind(), 1, Integer::sum);
        if (fate.kind() == Kind.QUARANTINED) {
          quarantined.add(text);
        }
      }
    }
    assertThat(quarantined).isEmpty();
    assertThat(lines).isGreaterThan(10_000);
    assertThat(fates.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(lines);
  }

  @Test
  void everyLineOfOtherPeoplesLogsHasAFateAndTheQuarantinedOnesAreKnown() throws IOException {
    Set<String> quarantined = new TreeSet<>();
    for (Path file : files(LOGS, "")) {
      String name = file.toString();
      if (name.endsWith(".jsonl") || name.endsWith(".yaml") || name.endsWith(".yml")) {
        continue;
      }
      int number = 0;
      for (String text : readLines(file)) {
        number++;
        Optional<LogLine> line = lineOf(file, text);
        if (line.isPresent()
            && parser.reads(line.get().program())
            && parser.parse(line.get(), event).kind() == Kind.QUARANTINED) {
          quarantined.add(LOGS.relativize(file) + "\t" + number);
        }
      }
    }
    assertThat(quarantined).isEqualTo(withoutReason(KNOWN));
  }

  private static Set<String> withoutReason(Path file) throws IOException {
    Set<String> rows = new TreeSet<>();
    for (String row : Files.readAllLines(file, UTF_8)) {
      rows.add(row.substring(0, row.lastIndexOf('\t')));
    }
    return rows;
  }

  @Test
  void fieldsOfMessagesThatOthersJoinedStandInTheEvents() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Set<String> unmet = withoutReason(UNMET);
    int checked = 0;
    for (String source : List.of("zentyal+zentyal", "Mephistophiles+postfix-log-parser")) {
      for (String row : Files.readAllLines(LOGS.resolve(source + "/expected.jsonl"), UTF_8)) {
        JsonNode node = json.readTree(row);
        JsonNode fields = node.path("expected");
        Set<String> seen = everythingSaidIn(CORPUS.resolve("log/" + node.path("file").asText()));
        for (String name :
            List.of(
                "from_address",
                "message_id",
                "message_size",
                "message",
                "to_address",
                "client_host_ip",
                "client_host_name",
                "queue_id",
                "message_from",
                "status_code",
                "status_postfix_code",
                "status_description")) {
          if (fields.has(name)
              && fields.path("event").asText("msgsent").equals("msgsent")
              && !unmet.contains(node.path("file").asText() + "\t" + name)) {
            assertThat(seen).as(name + " of " + row).contains(fields.path(name).asText());
            checked++;
          }
        }
      }
    }
    assertThat(checked).isGreaterThan(70);
  }

  private Set<String> everythingSaidIn(Path file) throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String text : readLines(file)) {
      Optional<LogLine> line = Lines.ofLog(text);
      if (line.isEmpty() || !parser.reads(line.get().program())) {
        continue;
      }
      Kind kind = parser.parse(line.get(), event).kind();
      if (kind == Kind.EVENT || kind == Kind.CONTEXT) {
        for (EventField field : EventField.values()) {
          seen.add(String.valueOf(event.text(field)));
        }
        for (EventNumber number : EventNumber.values()) {
          if (event.has(number)) {
            seen.add(String.valueOf(event.number(number)));
          }
        }
      }
    }
    return seen;
  }

  @Test
  void fieldsThatThePatternTestsStateAreRead() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int checked = 0;
    Path expected = LOGS.resolve("whyscream+postfix-grok-patterns/expected.jsonl");
    for (String row : Files.readAllLines(expected, UTF_8)) {
      JsonNode node = json.readTree(row);
      JsonNode fields = node.path("expected");
      String file = node.path("file").asText();
      LogLine line = Lines.of(programOf(Path.of(file)), node.path("line").asText());
      LineFate fate = parser.parse(line, event);
      if (fate.kind() != Kind.EVENT && fate.kind() != Kind.CONTEXT) {
        continue;
      }
      if (!fields.path("postfix_queueid").asText().equals("NOQUEUE")) {
        checked += check(fields, "postfix_queueid", EventField.QUEUE_ID, row);
      }
      checked += check(fields, "postfix_bounce_queueid", EventField.OTHER_QUEUE_ID, row);
      if (event.type() == EventType.REJECTION) {
        checked += check(fields, "postfix_client_ip", EventField.CLIENT_IP, row);
        checked += check(fields, "postfix_client_hostname", EventField.CLIENT_NAME, row);
        checked += check(fields, "postfix_status_code_enhanced", EventField.ENHANCED_CODE, row);
        if (fields.has("postfix_status_code")) {
          assertThat(event.number(EventNumber.REPLY_CODE))
              .as(row)
              .isEqualTo(fields.path("postfix_status_code").asLong());
          checked++;
        }
      }
      if (event.type() == EventType.ATTEMPT && fields.has("postfix_smtp_response")) {
        String response = fields.path("postfix_smtp_response").asText();
        assertThat(event.text(EventField.TEXT)).as(row).startsWith(response);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(50);
  }

  @Test
  void refusalsThatTheBanningTestsStateNameTheirClient() throws IOException {
    ObjectMapper json = new ObjectMapper();
    int checked = 0;
    Path expected = LOGS.resolve("fail2ban+fail2ban/expected.jsonl");
    for (String row : Files.readAllLines(expected, UTF_8)) {
      JsonNode node = json.readTree(row);
      Optional<LogLine> line = Lines.ofLog(node.path("line").asText());
      if (line.isEmpty() || !node.path("expected").has("host")) {
        continue;
      }
      LineFate fate = parser.parse(line.get(), event);
      if (fate.kind() == Kind.EVENT) {
        checked += check(node.path("expected"), "host", EventField.CLIENT_IP, row);
      }
    }
    assertThat(checked).isGreaterThan(20);
  }

  private int check(JsonNode fields, String name, EventField field, String row) {
    if (!fields.has(name)) {
      return 0;
    }
    assertThat(event.text(field)).as(row).isEqualTo(fields.path(name).asText());
    return 1;
  }

  /** Many files hold the text only; the file or the words tell the program. */
  private static Optional<LogLine> lineOf(Path file, String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    String name = String.valueOf(file.getFileName());
    if (name.equals("postfix.TD.msg")) {
      return Optional.of(Lines.of(guessedProgram(text), withQueueId(text)));
    }
    return name.endsWith(".msg") ? Optional.of(Lines.of(programOf(file), text)) : Lines.ofLog(text);
  }

  /** That file leaves out the queue id. */
  private static String withQueueId(String text) {
    return text.matches(
            "(?:from|uid|client|message-id|resent-message-id)=.*|(?:sender|postmaster) .*")
        ? "6B01A8DEF0: " + text
        : text;
  }

  private static String programOf(Path file) {
    String name = String.valueOf(file.getFileName());
    String daemon = name.substring(0, name.indexOf('_'));
    return "postfix/" + (daemon.equals("tls") ? "smtp" : daemon);
  }

  /** The program that writes such a line, for a file that holds texts of all of them. */
  private static String guessedProgram(String text) {
    if (text.matches(
        "(?:.*SPF|Policy action|testing|\\[\\w+|action=|cleaning|delayed|Setting|Process Back"
            + "|Binding|\\d{4}/|.*Resolved|ignoring|unrecognized|rm |Couldn't|warning: ignoring|HELO check"
            + "|Mail From).*")) {
      return "postgrey";
    }
    if (text.matches("(?:\\w+: )?(?:to=|host |enabling |connect to ).*")) {
      return "postfix/smtp";
    }
    if (text.matches("(?:reject|hold|discard|milter-\\w+): +(?:header|body|content) .*")
        || text.startsWith("message-id=")
        || text.startsWith("resent-message-id=")) {
      return "postfix/cleanup";
    }
    if (text.matches("(?:Placed|Released|Requeued|Deleted).*")) {
      return "postfix/postsuper";
    }
    return "postfix/smtpd";
  }

  private static List<Path> files(Path folder, String prefix) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(f -> String.valueOf(f.getFileName()).startsWith(prefix))
          .sorted()
          .toList();
    }
  }

  private static List<String> readLines(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw, UTF_8))) {
      return reader.lines().toList();
    }
  }
}
