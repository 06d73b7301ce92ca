package modori.spark.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import modori.spark.tables.Warehouse;
import org.apache.spark.sql.SparkSession;

/** Forgets mailboxes: no file of the warehouse names them afterwards, old snapshots included. */
public final class Forgetting {
  /** What is out of reach; it stands in every receipt. */
  private static final List<String> OUT_OF_REACH =
      List.of(
          "raw logs and bounce messages are not changed: where they are read again, or lines that come later name the address, it comes back",
          "reports, exports, mails and backups that were made before are copies: delete them yourself");

  private final SparkSession spark;
  private final Warehouse warehouse;
  private final String directory;

  /** Works on the tables of a warehouse; the caller holds its lock. */
  public Forgetting(SparkSession spark, Warehouse warehouse, String directory) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.directory = directory;
  }

  /**
   * What was done.
   *
   * @param exitCode {@link ExitCode#DONE}, or {@link ExitCode#NOTHING} where no row named them and
   *     no earlier run was broken off
   * @param rows changed rows by table; a row that names two mailboxes counts twice
   * @param receipt as it was written; it does not hold the addresses
   */
  public record Receipt(int exitCode, Map<String, Long> rows, Manifest receipt) {
    /** Copies. */
    public Receipt {
      rows = Map.copyOf(rows);
    }
  }

  /**
   * Forgets.
   *
   * @param asStored how the tables write an address
   * @throws IllegalArgumentException where an address has no local part or no domain
   * @throws IOException where tables or files cannot be read or written
   */
  public Receipt run(List<String> addresses, UnaryOperator<String> asStored) throws IOException {
    List<ForgottenMailbox> mailboxes =
        addresses.stream().map(asStored).map(ForgottenMailbox::of).toList();
    warehouse.create();
    Recovery.run(warehouse);
    Run run = new Run();
    Upkeep upkeep = new Upkeep(spark, warehouse, run);
    Upkeep.Latest latest = Upkeep.latest(warehouse);
    List<String> broken = Upkeep.brokenOff(warehouse, directory, RunKind.FORGET);
    int manifests = 0;
    for (ForgottenMailbox mailbox : mailboxes) {
      manifests += ForgottenManifests.clean(directory, run.id, mailbox);
    }
    Map<String, Long> rows = new TreeMap<>();
    if (latest != null) {
      Tables tables = new Tables(spark, warehouse);
      for (ForgottenMailbox mailbox : mailboxes) {
        new ForgetStep(tables, mailbox)
            .run()
            .forEach((table, changed) -> rows.merge(table, changed, Long::sum));
      }
      upkeep.end(tables, RunKind.FORGET, latest);
    }
    long everything = System.currentTimeMillis() + 60_000;
    Upkeep.Swept swept = upkeep.sweep(everything, everything);
    boolean nothing = rows.isEmpty() && manifests == 0 && broken.isEmpty();
    int exitCode = nothing ? ExitCode.NOTHING : ExitCode.DONE;
    ObjectNode receipt = receipt(run, addresses, rows, swept, manifests, exitCode);
    // What was published before it was interrupted, and whose files are swept only now.
    broken.forEach(receipt.putArray("completes")::add);
    return new Receipt(exitCode, rows, Manifest.write(directory, run.id, receipt));
  }

  private static ObjectNode receipt(
      Run run,
      List<String> addresses,
      Map<String, Long> rows,
      Upkeep.Swept swept,
      int manifests,
      int exitCode) {
    ObjectNode receipt =
        JsonNodeFactory.instance
            .objectNode()
            .put("run_id", run.id)
            .put("kind", RunKind.FORGET.columnValue())
            .put("exit_code", exitCode)
            .put("version", StateRows.version())
            .put("started_at", run.startedAt.truncatedTo(ChronoUnit.MILLIS).toString())
            .put("finished_at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    ArrayNode hashes = receipt.putArray("address_sha256");
    addresses.forEach(address -> hashes.add(ForgottenMailbox.of(address).sha256()));
    ObjectNode byTable = receipt.putObject("rows");
    rows.forEach(byTable::put);
    receipt
        .put("manifests_changed", manifests)
        .put("snapshots_removed", swept.snapshots())
        .put("files_removed", swept.files() + swept.orphans());
    OUT_OF_REACH.forEach(receipt.putArray("out_of_reach")::add);
    return receipt;
  }
}
