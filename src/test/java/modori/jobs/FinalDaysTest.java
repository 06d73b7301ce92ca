package modori.jobs;

import static modori.jobs.Answer.modori;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import modori.spark.pipeline.ExitCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nights; a late log that is held; its day reopened; and, when the attempts have been
 * removed, a day that cannot be: what each answers, and what it leaves for machines.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FinalDaysTest {
  @TempDir static Path folder;

  private static Answer third;

  @BeforeAll
  static void threeNights() throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    for (int day = 1; day <= 3; day++) {
      lay("mail-" + day + ".log", day, 3);
      third = night("2026-12-0" + day);
      assertThat(third.exitCode()).as(third.err()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  @Order(1)
  void twoDaysAreProvisionalAndTheOnesBeforeFinal() throws IOException {
    assertThat(states())
        .containsExactly(
            "2026-12-01,final,0", "2026-12-02,provisional,0", "2026-12-03,provisional,0");
    assertThat(told(third)).contains("days up to 2026-12-01 are final, later ones may still grow");
    assertThat(prometheus())
        .contains(
            "modori_day_finished " + endOf("2026-12-03"),
            "modori_day_final " + endOf("2026-12-01"),
            "modori_days_held 0",
            "modori_days_reopened 0");
  }

  @Test
  @Order(2)
  void aLateLogIsHeldAndNamedWithItsCure() throws IOException {
    lay("late.log", 1, 2);
    Answer held = night("2026-12-03", "--late", "hold");
    assertThat(held.exitCode()).as(held.err()).isEqualTo(ExitCode.WARNINGS);
    String warning =
        "late lines: 2 attempts of 2026-12-01 came when the day was final; the numbers stay as they were published; to take them in: --reopen 2026-12-01";
    assertThat(held.err().lines().filter(line -> line.contains(": warning: ")))
        .containsExactly("modori: warning: " + warning);
    assertThat(told(held))
        .contains("late lines of 2026-12-01 are not in these numbers (nightly --reopen)");
    JsonNode result = result(held);
    assertThat(result.get("warnings").get(0).textValue()).isEqualTo(warning);
    JsonNode manifest =
        new ObjectMapper().readTree(Path.of(result.get("manifest").textValue()).toFile());
    assertThat(manifest.at("/days/held").toString()).isEqualTo("[\"2026-12-01\"]");
    assertThat(manifest.at("/days/late_attempts/2026-12-01").asInt()).isEqualTo(2);
    assertThat(manifest.at("/settings/late").textValue()).isEqualTo("hold");
    assertThat(prometheus()).contains("modori_days_held 1", "modori_days_reopened 0");
    assertThat(states()).contains("2026-12-01,final,2");
    assertThat(asked("SELECT sum(attempts) FROM domain_day WHERE day = DATE '2026-12-01'"))
        .containsExactly("3");
    assertThat(asked("SELECT count(*) FROM delivery_attempt WHERE event_date = DATE '2026-12-01'"))
        .containsExactly("5");
  }

  @Test
  @Order(3)
  void aReopenedDayTakesThemIn() throws IOException {
    Answer reopened = modori(words("2026-12-03", "--late", "hold", "--reopen", "2026-12-01"));
    assertThat(reopened.exitCode()).as(reopened.err()).isEqualTo(ExitCode.DONE);
    assertThat(asked("SELECT sum(attempts) FROM domain_day WHERE day = DATE '2026-12-01'"))
        .containsExactly("5");
    assertThat(states())
        .containsExactly(
            "2026-12-01,final,0", "2026-12-02,provisional,0", "2026-12-03,provisional,0");
    assertThat(prometheus()).contains("modori_days_held 0", "modori_days_reopened 1");
    assertThat(
            asked(
                "SELECT observed FROM data_quality WHERE check_name = 'late lines' AND outcome = 'pass'"))
        .containsExactly("\"2 held before, its numbers are made again\"");
  }

  @Test
  @Order(4)
  void aDayOfWhichNothingIsKnownIsNotReopened() {
    Answer nothing = modori(words("2026-12-03", "--reopen", "2026-11-01"));
    assertThat(nothing.exitCode()).as(nothing.err()).isEqualTo(ExitCode.NOTHING);
    assertThat(nothing.err()).contains("--reopen: nothing is known of 2026-11-01 so far");
  }

  @Test
  @Order(5)
  void aDayWhoseAttemptsHaveBeenRemovedIsNotReopened() throws IOException {
    lay("mail-20.log", 20, 3);
    assertThat(night("2026-12-20").exitCode()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    Answer maintained =
        modori("maintain", "--retain", "delivery_attempt=8", "--warehouse", warehouse());
    assertThat(maintained.exitCode()).as(maintained.err()).isEqualTo(ExitCode.DONE);
    List<String> published = asked("SELECT * FROM domain_day ORDER BY day");
    Answer refused = modori(words("2026-12-20", "--reopen", "2026-12-02"));
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(refused.err().lines())
        .contains(
            "modori: nothing was changed: the attempts of 2026-12-03 have been removed by `modori maintain --retain`: no day up to it can be made again");
    assertThat(asked("SELECT * FROM domain_day ORDER BY day")).isEqualTo(published);
  }

  private static Answer night(String asOf, String... more) {
    List<String> all = new ArrayList<>(List.of("--logs", folder.resolve("logs").toString()));
    all.addAll(List.of(more));
    return modori(words(asOf, all.toArray(String[]::new)));
  }

  private static String[] words(String asOf, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "nightly",
                "--as-of",
                asOf,
                "--zone",
                "UTC",
                "--result",
                "json",
                "--prometheus",
                folder.resolve("modori.prom").toString(),
                "--warehouse",
                warehouse()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static void lay(String name, int day, int messages) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < messages; i++) {
      lines
          .append(LocalDate.of(2026, 12, day))
          .append("T10:0" + i + ":00+00:00 mx" + (name.startsWith("late") ? "2" : ""))
          .append(" postfix/smtp[7]: 4A1B2C0" + i + ": to=<kai@example.org>,")
          .append(" relay=mx.example.org[192.0.2.1]:25, delay=1, delays=0/0/0/1,")
          .append(" dsn=2.0.0, status=sent (250 2.0.0 Ok)\n");
    }
    Files.writeString(folder.resolve("logs").resolve(name), lines);
  }

  private static JsonNode result(Answer night) throws IOException {
    List<String> lines = night.out().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  // The report without its line breaks.
  private static String told(Answer night) {
    return night.out().replaceAll("\\s+", " ");
  }

  private static List<String> prometheus() throws IOException {
    return Files.readAllLines(folder.resolve("modori.prom"));
  }

  private static long endOf(String day) {
    return LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  private static List<String> states() {
    return asked("SELECT day, state, late_attempts FROM day_state ORDER BY day");
  }

  private static List<String> asked(String sql) {
    Answer answer = modori("query", sql, "--format", "csv", "--warehouse", warehouse());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    List<String> lines = answer.out().lines().toList();
    return lines.subList(1, lines.size());
  }

  private static String warehouse() {
    return folder.resolve("warehouse").toString();
  }
}
