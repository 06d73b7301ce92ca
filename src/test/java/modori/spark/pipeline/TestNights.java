package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import modori.ingest.LocalFileStore;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Nights over logs in one warehouse, with a session of its own. */
final class TestNights implements AutoCloseable {
  private final Path folder;
  private final ZoneId zone;
  private final LocalDate asOf;
  private final Warehouse warehouse;
  private final SparkSession spark;

  /** Opens a warehouse in a folder that need not be there. */
  TestNights(Path folder, String zone, String asOf) throws IOException {
    this.folder = folder;
    this.zone = ZoneId.of(zone);
    this.asOf = LocalDate.parse(asOf);
    this.warehouse = Warehouse.open(folder.toString(), Map.of(), new Configuration());
    this.spark = session(warehouse);
  }

  private static SparkSession session(Warehouse warehouse) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("nights")
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1");
    warehouse.sparkSettings().forEach(builder::config);
    SparkSession session = builder.getOrCreate().newSession();
    warehouse
        .sparkSettings()
        .forEach(
            (key, value) -> {
              if (!key.equals("spark.sql.extensions")) {
                session.conf().set(key, value);
              }
            });
    return session;
  }

  SparkSession spark() {
    SparkSession.setActiveSession(spark);
    return spark;
  }

  /** One night over these logs or folders of logs. */
  NightResult run(List<Path> logs) throws IOException {
    return run(logs, 1 << 20);
  }

  /** The same, read in parts of so many bytes. */
  NightResult run(List<Path> logs, long splitBytes) throws IOException {
    NightSettings settings =
        NightSettings.plain(
            logs.stream().map(path -> path.toAbsolutePath().toString()).toList(),
            List.of(),
            folder.toString(),
            asOf,
            zone,
            splitBytes);
    return new Nightly(spark(), warehouse, new LocalFileStore(), settings, Progress.SILENT).run();
  }

  /** One night after the other; each is published, with or without a warning. */
  void publish(List<List<Path>> nights) throws IOException {
    for (List<Path> logs : nights) {
      NightResult result = run(logs);
      assertThat(result.exitCode())
          .as("%s", result.trouble())
          .isIn(ExitCode.DONE, ExitCode.WARNINGS);
      assertThat(result.warnings()).allMatch(warning -> warning.startsWith("late lines: "));
    }
  }

  /** The rows of a table in the order of their texts. */
  List<String> rows(String table, String... columns) {
    return spark()
        .table(Warehouse.CATALOG + "." + Warehouse.MAIL + "." + table)
        .selectExpr(columns)
        .collectAsList()
        .stream()
        .map(row -> row.mkString("|"))
        .sorted()
        .toList();
  }

  @Override
  public void close() throws IOException {
    warehouse.close();
  }
}
