package modori.invariance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import modori.spark.pipeline.DayPolicy;
import modori.spark.pipeline.Forgetting;
import modori.spark.pipeline.Maintenance;
import modori.spark.pipeline.NightResult;
import modori.spark.pipeline.NightSettings;
import modori.spark.pipeline.Nightly;
import modori.spark.pipeline.Progress;
import modori.spark.pipeline.Retention;
import modori.spark.source.InputFiles;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Nights in this process, in one warehouse, on one Spark. */
final class Nights implements AutoCloseable {
  static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  private final String folder;
  private final long splitBytes;
  private final Warehouse warehouse;
  private final SparkSession spark;

  /** Opens the warehouse; Spark of another number of cores is stopped. */
  Nights(Path folder, int cores, long splitBytes) throws IOException {
    this(folder, "local[" + cores + "]", Map.of(), splitBytes);
  }

  /** Opens the warehouse; Spark of another master is stopped. */
  Nights(Path folder, String master, Map<String, String> settings, long splitBytes)
      throws IOException {
    this(folder.toString(), Map.of(), master, settings, splitBytes);
  }

  /** The same in any warehouse, with settings of its catalog. */
  Nights(
      String folder,
      Map<String, String> catalog,
      String master,
      Map<String, String> settings,
      long splitBytes)
      throws IOException {
    this.folder = folder;
    this.splitBytes = splitBytes;
    this.warehouse = Warehouse.open(folder, catalog, new Configuration());
    SparkSession.getDefaultSession()
        .filter(running -> !running.sparkContext().master().equals(master))
        .foreach(
            running -> {
              running.stop();
              return null;
            });
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("invariance")
            .master(master)
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.catalogImplementation", "in-memory")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1");
    settings.forEach(builder::config);
    warehouse.sparkSettings().forEach(builder::config);
    this.spark = builder.getOrCreate().newSession();
    warehouse
        .sparkSettings()
        .forEach(
            (key, value) -> {
              if (!key.equals("spark.sql.extensions")) {
                spark.conf().set(key, value);
              }
            });
  }

  /** The Spark that runs them. */
  SparkSession spark() {
    return spark;
  }

  /** One night over what lies in the two folders now. */
  NightResult run(Path logs, Path bounces, LocalDate asOf) throws IOException {
    return run(logs.toString(), bounces.toString(), asOf);
  }

  /** The same over what two paths name. */
  NightResult run(String logs, String bounces, LocalDate asOf) throws IOException {
    return run(List.of(logs), List.of(bounces), asOf, DayPolicy.STANDARD);
  }

  /** One night over these logs and bounces. */
  NightResult run(List<String> logs, List<String> bounces, LocalDate asOf, DayPolicy days)
      throws IOException {
    SparkSession.setActiveSession(spark);
    NightSettings settings = NightSettings.plain(logs, bounces, folder, asOf, ZONE, splitBytes);
    return new Nightly(spark, warehouse, new InputFiles(), settings.with(days), Progress.SILENT)
        .run();
  }

  /** The command maintain, which keeps no state but the current one. */
  Maintenance.Done maintain(Retention retention) throws IOException {
    SparkSession.setActiveSession(spark);
    return new Maintenance(spark, warehouse, folder, Progress.SILENT).run(retention, Duration.ZERO);
  }

  /** The command forget. */
  Forgetting.Receipt forget(String address) throws IOException {
    SparkSession.setActiveSession(spark);
    return new Forgetting(spark, warehouse, folder).run(List.of(address), UnaryOperator.identity());
  }

  @Override
  public void close() throws IOException {
    warehouse.close();
  }
}
