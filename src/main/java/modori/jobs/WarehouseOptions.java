package modori.jobs;

import java.util.LinkedHashMap;
import java.util.Map;
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
}
