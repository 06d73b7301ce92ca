package modori.jobs;

import java.util.HashMap;
import java.util.Map;
import modori.spark.tables.Warehouse;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Spark runs; the launcher reads the same option and takes {@code spark-submit} for it. */
final class ClusterOption {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Where Spark runs: spark://host:7077, yarn, k8s://…, or local[N] (default: in this process, all cores).")
  private @Nullable String master;

  /** Starts Spark there, with the tables in its catalog. */
  SparkSession session(String name, Warehouse tables) {
    Map<String, String> settings = new HashMap<>(tables.sparkSettings());
    if (master != null) {
      settings.put("spark.master", master);
    }
    return SparkStart.session(name, settings);
  }
}
