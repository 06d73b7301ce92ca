package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Callable;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori query}. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    header = "Asks the tables in SQL.",
    description = {
      "",
      "Tables are named without a prefix; SHOW TABLES lists them, DESCRIBE TABLE mailbox_current explains one.",
      ""
    },
    footer = {
      "",
      "Example:",
      "    jobs/modori query \"SELECT recipient_address, first_full, full_days FROM mailbox_current WHERE level = 'chronic'\""
    })
final class QueryCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SQL", description = "One statement of Spark SQL.")
  private String sql = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TABLE",
      description = "table, csv or json, one object a line (default: table).")
  private ResultFormat format = ResultFormat.TABLE;

  @Mixin private WarehouseOptions warehouse = new WarehouseOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Warehouse tables = open();
        SparkSession spark = SparkStart.session("query", tables.sparkSettings())) {
      spark.sql("USE " + Warehouse.CATALOG + "." + Warehouse.MAIL);
      Dataset<Row> rows = spark.sql(sql);
      Iterator<Row> iterator = rows.toLocalIterator();
      format.print(out, rows.schema(), iterator);
    }
    return ExitCode.DONE;
  }

  private Warehouse open() throws IOException {
    boolean local = warehouse.catalog.isEmpty() && !warehouse.directory.contains(":");
    if (local
        && !java.nio.file.Files.exists(
            java.nio.file.Path.of(warehouse.directory, "catalog.sqlite"))) {
      throw new UserMistake(
          ExitCode.USAGE,
          "no tables in "
              + warehouse.directory
              + ": run `modori nightly` first, or name the folder with --warehouse");
    }
    return Warehouse.open(warehouse.directory, warehouse.catalog, new Configuration());
  }
}
