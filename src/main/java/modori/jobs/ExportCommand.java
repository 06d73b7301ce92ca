package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import modori.spark.export.ExportFormat;
import modori.spark.export.GoldExport;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.Warehouse;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    header = "Copies the tables that people read into Parquet, CSV or SQLite files.",
    description = {
      "",
      "The copy is of one moment: of the last published runs. Of CSV there are two files per table:",
      "NAME.csv for programs, NAME.spreadsheet.csv for spreadsheets, where no text can become a formula.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "    jobs/modori export /srv/mail-tables --format sqlite --warehouse /var/lib/modori",
      "    jobs/modori export /srv/mail-numbers --aggregate --warehouse /var/lib/modori"
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder for the files; made where it is missing.")
  private Path folder = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "PARQUET",
      description = "parquet, csv or sqlite (default: parquet).")
  private ExportFormat format = ExportFormat.PARQUET;

  @Option(
      names = "--aggregate",
      description =
          "Only the tables of domains, senders and reasons: no row and no text of a mailbox (always so where nights have --privacy aggregate).")
  private boolean aggregate;

  @Mixin private WarehouseOptions warehouse = new WarehouseOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Warehouse tables = warehouse.openLightly()) {
      Map<String, Long> rows =
          new GoldExport(
                  tables,
                  folder,
                  aggregate || PrivacyOptions.isAggregate(tables)
                      ? GoldExport.AGGREGATES
                      : GoldExport.TABLES)
              .run(format);
      rows.forEach((table, count) -> out.println(table + "  " + count));
      out.println("Written to " + folder.toAbsolutePath().normalize());
    }
    return ExitCode.DONE;
  }
}
