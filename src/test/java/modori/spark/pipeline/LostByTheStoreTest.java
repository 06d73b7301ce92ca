package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import modori.ingest.LocalFileStore;
import modori.report.ReportLanguage;
import modori.spark.tables.HostedDomains;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
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
    try (Warehouse warehouse = warehouse("once")) {
      SparkSession spark = night(warehouse, "once", List.of(LOG));
      assertThat(attempts(spark)).isEqualTo(expected);
      assertThat(silent(spark))
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
    try (Warehouse warehouse = warehouse("later")) {
      night(warehouse, "later", List.of(server));
      SparkSession spark = night(warehouse, "later", List.of(store));
      assertThat(attempts(spark))
          .contains("rio@example.org|oob_bounce|mailbox_full|store_log")
          .contains("kei@example.org|oob_bounce|mailbox_full|store_log")
          .hasSize(3);
    }
  }

  private Warehouse warehouse(String name) throws IOException {
    return Warehouse.open(folder.resolve(name).toString(), Map.of(), new Configuration());
  }

  private SparkSession night(Warehouse warehouse, String name, List<Path> logs) throws IOException {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("lost")
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1");
    warehouse.sparkSettings().forEach(builder::config);
    SparkSession spark = builder.getOrCreate();
    NightSettings settings =
        new NightSettings(
            logs.stream().map(path -> path.toAbsolutePath().toString()).toList(),
            List.of(),
            folder.resolve(name).toString(),
            Map.of(),
            null,
            LocalDate.parse("2026-11-20"),
            ZoneId.of("UTC"),
            new HostedDomains(Set.of()),
            ReportLanguage.ENGLISH,
            1 << 20);
    NightResult result =
        new Nightly(spark, warehouse, new LocalFileStore(), settings, Progress.SILENT).run();
    assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
    return spark;
  }

  private static List<String> attempts(SparkSession spark) {
    return rows(
        spark, "delivery_attempt", "recipient_address", "event_type", "reason", "link_method");
  }

  private static List<String> silent(SparkSession spark) {
    return rows(spark, "silent_failure", "kind", "recipient_address", "auth_user");
  }

  private static List<String> rows(SparkSession spark, String table, String... columns) {
    return spark
        .table(Warehouse.CATALOG + "." + Warehouse.MAIL + "." + table)
        .selectExpr(columns)
        .collectAsList()
        .stream()
        .map(row -> row.mkString("|"))
        .sorted()
        .toList();
  }
}
