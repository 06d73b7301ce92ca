package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Postfix logs "sent" for what Dovecot's deliver and procmail have lost for want of room. */
class LostByTheStoreTest {
  private static final Path LOG =
      Path.of("src/test/resources/modori/spark/pipeline/lost-by-the-store.log");

  @TempDir Path folder;

  @AfterEach
  void stop() {
    SparkSession.active().stop();
  }

  @Test
  void whatTheStoreLostIsASilentFailureAndWhatItKeptIsADelivery() throws IOException {
    List<String> expected =
        List.of(
            "kei@example.org|delivered|null|null",
            "kei@example.org|oob_bounce|mailbox_full|store_log",
            "rio@example.org|oob_bounce|mailbox_full|store_log");
    try (TestNights laid = laid("once")) {
      laid.publish(List.of(List.of(LOG)));
      assertThat(attempts(laid)).isEqualTo(expected);
      assertThat(silent(laid))
          .containsExactlyInAnyOrder(
              "program_failure|kei@example.org|uid=1000", "program_failure|rio@example.org|anna");
    }
  }

  @Test
  void theStoresLinesMayComeANightLater() throws IOException {
    List<String> lines = Files.readAllLines(LOG, StandardCharsets.UTF_8);
    Path server = folder.resolve("server.log");
    Path store = folder.resolve("store.log");
    Files.write(server, lines.stream().filter(line -> line.contains("postfix/")).toList());
    Files.write(store, lines.stream().filter(line -> !line.contains("postfix/")).toList());
    try (TestNights laid = laid("later")) {
      laid.publish(List.of(List.of(server), List.of(store)));
      assertThat(attempts(laid))
          .contains("rio@example.org|oob_bounce|mailbox_full|store_log")
          .contains("kei@example.org|oob_bounce|mailbox_full|store_log")
          .hasSize(3);
    }
  }

  private TestNights laid(String name) throws IOException {
    return new TestNights(folder.resolve(name), "UTC", "2026-11-20");
  }

  private static List<String> attempts(TestNights laid) {
    return laid.rows(
        "delivery_attempt", "recipient_address", "event_type", "reason", "link_method");
  }

  private static List<String> silent(TestNights laid) {
    return laid.rows("silent_failure", "kind", "recipient_address", "auth_user");
  }
}
