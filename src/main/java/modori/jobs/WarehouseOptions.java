package modori.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import modori.spark.pipeline.ExitCode;
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
      split = ",",
      description =
          "Catalog settings of Iceberg instead of the embedded catalog, for example type=rest,uri=https://catalog.example.net.")
  Map<String, String> catalog = new LinkedHashMap<>();

  /** Opens the tables that a night has made; nothing is made where there are none. */
  Warehouse open() throws IOException {
    check();
    return Warehouse.open(directory, catalog, new Configuration());
  }

  /** The same for commands that start no Spark: local tables are read without Hadoop. */
  Warehouse openLightly() throws IOException {
    return check()
        ? Warehouse.open(
            directory, Map.of("io-impl", LocalFileIO.class.getName()), new Configuration(false))
        : Warehouse.open(directory, catalog, new Configuration());
  }

  private boolean check() {
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
