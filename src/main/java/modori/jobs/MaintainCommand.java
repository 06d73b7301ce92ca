package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import modori.spark.lock.WarehouseLock;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.Maintenance;
import modori.spark.pipeline.Retention;
import modori.spark.tables.Warehouse;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code modori maintain}. */
@Command(
    name = "maintain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header =
        "Keeps the warehouse small: old rows, small files, old snapshots, files that nobody names.",
    description = {
      "",
      "Run it once a week, after the night. Who reads meanwhile is not disturbed: what was the current state of a",
      "table within the last hours stays. Without --retain no row is removed. A row is as old as its day before the",
      "last finished one; notices, quarantined lines and checks are as old as the run that wrote them.",
      "Keep attempts longer than late logs may come: a day of which lines come later is counted again from what is",
      "there. Bounce messages that still lie where --bounces reads them come back: remove them first.",
      ""
    },
    footer = {
      "",
      "Example:",
      "    jobs/modori maintain --warehouse /var/lib/modori --keep-hours 48 --retain delivery_attempt=35,mailbox_day=400"
    })
final class MaintainCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--keep-hours",
      paramLabel = "N",
      defaultValue = "24",
      description =
          "How long a state that is no more the current one can still be read (default: 24).")
  private int keepHours = 24;

  @Option(
      names = "--retain",
      paramLabel = "TABLE=DAYS",
      split = ",",
      description = "How many days the rows of a table are kept (default: for ever).")
  private Map<String, Integer> retain = new LinkedHashMap<>();

  @Mixin private WarehouseOptions warehouse = new WarehouseOptions();

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Override
  public Integer call() throws IOException {
    CommandSpec self = Objects.requireNonNull(spec);
    PrintWriter out = self.commandLine().getOut();
    if (keepHours < 0) {
      throw new UserMistake(ExitCode.USAGE, "--keep-hours " + keepHours + ": 0 or more");
    }
    Retention retention = retention();
    try (Warehouse tables = warehouse.open();
        WarehouseLock lock = warehouse.lock();
        SparkSession spark = cluster.session("maintain", tables);
        ProgressLine progress = new ProgressLine(self.commandLine().getErr())) {
      Maintenance.Done done =
          new Maintenance(spark, tables, warehouse.directory, progress)
              .run(retention, Duration.ofHours(keepHours));
      if (done.manifest() == null) {
        out.println("Nothing to do: no night has been published yet.");
        return ExitCode.NOTHING;
      }
      new TreeMap<>(done.rows())
          .forEach((table, rows) -> out.printf("Rows removed: %s %,d%n", table, rows));
      out.printf("Files put together: %,d, now %,d%n", done.filesBefore(), done.filesAfter());
      out.printf("Snapshots removed: %,d; files removed: %,d%n", done.snapshots(), done.files());
      out.println("Manifest: " + done.manifest().place());
      return ExitCode.DONE;
    }
  }

  private Retention retention() {
    try {
      return new Retention(retain);
    } catch (IllegalArgumentException wrong) {
      throw new UserMistake(ExitCode.USAGE, "--retain: " + wrong.getMessage());
    }
  }
}
