package modori.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import modori.spark.lock.WarehouseLock;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.HadoopSettings;
import modori.spark.tables.LocalFileIO;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** Where the tables lie. */
final class WarehouseOptions {
  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      defaultValue = "warehouse",
      description = "Folder or URI of the tables (default: ${DEFAULT-VALUE}).")
  String directory = "warehouse";

  @Option(
      names = "--catalog",
      paramLabel = "KEY=VALUE",
      split = ",(?=[A-Za-z0-9._-]+=)",
      splitSynopsisLabel = ",",
      description =
          "Catalog settings of Iceberg instead of the embedded catalog, for example type=rest,uri=https://catalog.example.net; in modori.conf also one by one: catalog.uri = ….")
  Map<String, String> catalog = new LinkedHashMap<>();

  /**
   * Finds out whether there can be tables at all.
   *
   * @throws UserMistake where a warehouse elsewhere has no catalog
   */
  void checkCatalog() {
    boolean named = catalog.containsKey("type") || catalog.containsKey("catalog-impl");
    if (!named && directory.matches("[a-z][a-z0-9+.-]+:.*")) {
      throw new UserMistake(
          ExitCode.BAD_CONFIGURATION,
          "a warehouse in "
              + directory
              + " needs a catalog: name one with --catalog type=… (hadoop for HDFS alone; jdbc, rest, hive, glue)");
    }
  }

  /** Opens the tables that a night has made; nothing is made where there are none. */
  Warehouse open() throws IOException {
    check();
    return Warehouse.open(directory, catalog, HadoopSettings.load());
  }

  /** The right to change the tables. */
  WarehouseLock lock() throws IOException {
    return WarehouseLock.take(directory, catalog, HadoopSettings.load());
  }

  /** Opens them for commands that start no Spark: local tables are read without Hadoop. */
  Warehouse openLightly() throws IOException {
    return check()
        ? Warehouse.open(
            directory, Map.of("io-impl", LocalFileIO.class.getName()), new Configuration(false))
        : Warehouse.open(directory, catalog, HadoopSettings.load());
  }

  private boolean check() {
    checkCatalog();
    boolean local = catalog.isEmpty() && !directory.contains(":");
    if (local && !Files.exists(Path.of(directory, "catalog.sqlite"))) {
      throw new UserMistake(
          ExitCode.USAGE,
          "no tables in "
              + directory
              + ": run `modori nightly` first, or name the folder with --warehouse");
    }
    return local;
  }
}
