package modori.chronic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One worked case: observations of a mailbox and what they must come to. */
record EpisodeCase(String name, JsonNode json) {

  static Stream<EpisodeCase> all() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Path file = Path.of(System.getProperty("modori.corpus"), "episodes", "cases.jsonl");
    return Files.readAllLines(file).stream()
        .map(
            line -> {
              try {
                JsonNode json = mapper.readTree(line);
                return new EpisodeCase(json.get("name").asText(), json);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  List<Observation> observations() {
    List<Observation> observations = new ArrayList<>();
    for (JsonNode o : json.get("observations")) {
      observations.add(
          new Observation(
              Instant.parse(o.get("time").asText()),
              Observation.Kind.valueOf(o.get("kind").asText().toUpperCase(Locale.ROOT)),
              o.get("size_bytes").isNull() ? -1 : o.get("size_bytes").asLong(),
              o.get("key").asText()));
    }
    return observations;
  }

  ChronicRules rules() {
    return ChronicRules.of(json.get("hosted").asBoolean() ? Hosting.OWN : Hosting.REMOTE);
  }

  LocalDate asOfDay() {
    return LocalDate.parse(json.get("as_of_day").asText());
  }

  Set<LocalDate> missingDays() {
    Set<LocalDate> days = new TreeSet<>();
    json.get("missing_days").forEach(day -> days.add(LocalDate.parse(day.asText())));
    return days;
  }

  MailboxHistory history() {
    return history(MailboxDay.of(observations(), ZoneOffset.UTC));
  }

  MailboxHistory history(List<MailboxDay> parts) {
    return MailboxHistory.of(parts, asOfDay(), missingDays());
  }

  void check(MailboxHistory history) {
    assertThat(Episodes.of(history, rules()).stream().map(EpisodeCase::line).toList())
        .containsExactlyElementsOf(expectedLines());
    assertThat(Strip.of(history, rules(), 30).letters()).isEqualTo(json.get("strip_30").asText());
    assertThat(Score.of(history, rules()).value())
        .isCloseTo(json.get("score").asDouble(), within(1e-6));
  }

  private List<String> expectedLines() {
    List<String> lines = new ArrayList<>();
    for (JsonNode e : json.get("episodes")) {
      lines.add(
          String.join(
              " ",
              e.get("first_full").asText(),
              e.get("last_full").asText(),
              e.get("status").asText(),
              e.get("recovered_at").asText(),
              e.get("last_ok_before").asText(),
              e.get("level").asText(),
              e.get("full_days").asText(),
              e.get("attempt_days").asText(),
              e.get("full_count").asText(),
              e.get("accepted_too_small").asText(),
              e.get("flap_count").asText(),
              e.get("span_days").asText()));
    }
    return lines;
  }

  private static String line(Episode e) {
    return String.join(
        " ",
        e.firstFull().toString(),
        e.lastFull().toString(),
        e.status().columnValue(),
        String.valueOf(e.recoveredAt()),
        String.valueOf(e.lastOkBefore()),
        e.level().columnValue(),
        String.valueOf(e.fullDays()),
        String.valueOf(e.attemptDays()),
        String.valueOf(e.fullCount()),
        String.valueOf(e.acceptedTooSmall()),
        String.valueOf(e.flapCount()),
        String.valueOf(e.spanDays()));
  }
}
