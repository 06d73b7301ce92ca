package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import modori.mail.MailAddress;
import modori.spark.lock.WarehouseLock;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.Forgetting;
import modori.spark.tables.Warehouse;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori forget}. */
@Command(
    name = "forget",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header =
        "Takes the address of a mailbox, or of several, out of every file of the warehouse, and gives a receipt.",
    description = {
      "",
      "Rows stay, so that numbers of domains and days do not change; a stand-in drawn by lot takes the address's",
      "place, also in texts, reverse-paths and sub-addresses. Where the mailbox is the sender, login and client go",
      "too. Older snapshots and their files are removed: whoever reads one of them just now is cut off.",
      "Raw logs are not touched: see the receipt, a JSON file beside the tables that holds only the address's SHA-256.",
      "The answer is exit code 4 where nothing names them.",
      ""
    },
    footer = {"", "Example:", "    jobs/modori forget rio@example.org --warehouse /var/lib/modori"})
final class ForgetCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "The mailboxes' addresses.")
  private List<String> addresses = new ArrayList<>();

  @Option(
      names = "--privacy-key",
      paramLabel = "FILE",
      description = "The secret of the pseudonyms, where the tables hold the profile pseudonym.")
  private @Nullable Path keyFile;

  @Mixin private WarehouseOptions warehouse = new WarehouseOptions();

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<String> mailboxes = addresses.stream().map(ForgetCommand::mailbox).toList();
    try (Warehouse tables = warehouse.open();
        WarehouseLock lock = warehouse.lock();
        SparkSession spark = cluster.session("forget", tables)) {
      Forgetting.Receipt done =
          new Forgetting(spark, tables, warehouse.directory)
              .run(mailboxes, PrivacyOptions.asStored(tables, keyFile));
      if (done.exitCode() == ExitCode.NOTHING) {
        out.println("No row names that; older snapshots and their files are removed.");
      } else {
        out.println("Forgotten; rows that named it, by table:");
        new TreeMap<>(done.rows())
            .forEach((table, rows) -> out.printf("  %-20s %,9d%n", table, rows));
      }
      done.receipt()
          .content()
          .get("out_of_reach")
          .forEach(one -> out.println("Note: " + one.asText()));
      out.println("Receipt: " + done.receipt().place());
      return done.exitCode();
    }
  }

  private static String mailbox(String address) {
    MailAddress mailbox = MailAddress.of(address).mailbox();
    if (mailbox.local().isEmpty() || mailbox.domain().isEmpty()) {
      throw new UserMistake(
          ExitCode.USAGE, address + " is no address: write it like rio@example.org");
    }
    return mailbox.text();
  }
}
