package modori.jobs;

import static modori.jobs.Answer.modori;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import modori.spark.pipeline.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of which something is expected: what they answer, and what they leave. */
class AuditedNightTest {
  @TempDir Path folder;

  @BeforeEach
  void layALog() throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      lines.append(delivered(i));
    }
    Files.writeString(folder.resolve("logs/mail.log"), lines);
  }

  @Test
  void aMissingHostWithholdsTheNightUntilItsLinesCome() throws IOException {
    Answer night = night("--expect-host", "mx,mx2");
    assertThat(night.exitCode()).as(night.err()).isEqualTo(ExitCode.INPUT_INCOMPLETE);
    assertThat(night.err()).contains("mx2").doesNotContain("Exception");
    JsonNode told = result(night);
    assertThat(told.path("exit_code").asInt()).isEqualTo(ExitCode.INPUT_INCOMPLETE);
    assertThat(told.path("published").asBoolean()).isFalse();
    assertThat(folder.resolve("modori.prom")).doesNotExist();
    assertThat(attempts()).isZero();
    assertThat(manifest().path("audit").path("not_passed").toString()).contains("mx2");

    Files.writeString(
        folder.resolve("logs/mx2.log"), delivered(150).replace(" mx postfix", " mx2 postfix"));
    Answer later = night("--expect-host", "mx,mx2");
    assertThat(later.exitCode()).as(later.err()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    assertThat(result(later).path("published").asBoolean()).isTrue();
    assertThat(attempts()).isEqualTo(151);
    assertThat(Files.readString(folder.resolve("modori.prom")))
        .contains("# HELP modori_last_success_timestamp_seconds ")
        .endsWith("\n");
  }

  @Test
  void aMissingHostMayBePublishedProvisionally() throws IOException {
    Answer night = night("--expect-host", "mx2", "--missing-host", "provisional");
    assertThat(night.exitCode()).as(night.err()).isEqualTo(ExitCode.INPUT_INCOMPLETE);
    assertThat(manifest().path("provisional").asBoolean()).isTrue();
    assertThat(attempts()).isEqualTo(150);
    assertThat(folder.resolve("modori.prom")).as("no success yet").doesNotExist();
  }

  @Test
  void linesThatNobodyUnderstandsFailTheAuditUnlessTheLimitIsOff() throws IOException {
    StringBuilder broken = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      broken.append(delivered(200 + i).replace("status=", "st\u0001tus?"));
    }
    Files.writeString(folder.resolve("logs/broken.log"), broken);
    Answer night = night();
    assertThat(night.exitCode()).as(night.err()).isEqualTo(ExitCode.AUDIT_FAILED);
    assertThat(night.err()).contains("quarantined", "broken.log");
    assertThat(attempts()).isZero();

    Answer later = night("--limit", "quarantined=off");
    assertThat(later.exitCode()).as(later.err()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    assertThat(attempts()).isEqualTo(150);
  }

  private Answer night(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "nightly",
                "--logs",
                folder.resolve("logs").toString(),
                "--as-of",
                "2026-12-02",
                "--zone",
                "UTC",
                "--result",
                "json",
                "--prometheus",
                folder.resolve("modori.prom").toString(),
                "--warehouse",
                warehouse()));
    words.addAll(List.of(more));
    return modori(words.toArray(String[]::new));
  }

  private static JsonNode result(Answer night) throws IOException {
    List<String> lines = night.out().lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  private JsonNode manifest() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("warehouse/manifest"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return new ObjectMapper().readTree(all.get(0).toFile());
    }
  }

  private long attempts() {
    Answer answer =
        modori(
            "query",
            "SELECT count(*) FROM delivery_attempt",
            "--format",
            "csv",
            "--warehouse",
            warehouse());
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    return Long.parseLong(answer.out().lines().toList().get(1));
  }

  private static String delivered(int number) {
    String time =
        String.format(Locale.ROOT, "2026-12-02T%02d:%02d:00+00:00", number / 60 + 8, number % 60);
    String queueId = String.format(Locale.ROOT, "4A1B2C%04X", number);
    return time
        + " mx postfix/smtp[7]: "
        + queueId
        + ": to=<kai@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, delays=0/0/0/1,"
        + " dsn=2.0.0, status=sent (250 2.0.0 Ok)\n";
  }

  private String warehouse() {
    return folder.resolve("warehouse").toString();
  }
}
