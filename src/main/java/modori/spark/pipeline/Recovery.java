package modori.spark.pipeline;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * Puts the tables back to where the last row of the table run says that they stand. There is no
 * commit over several tables, so that row is the truth: what an interrupted night has left beyond
 * it is taken back, and the night is done again. Whoever else changes a table ends with a row of
 * its own.
 */
final class Recovery {
  private static final String TAG = "run_";

  private final Warehouse warehouse;
  private final Set<String> runs = new HashSet<>();
  private final Map<String, Long> snapshots = new HashMap<>();

  private Recovery(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Recovers.
   *
   * @return the tables of which something was taken back, with what that was; empty where the last
   *     night ended well
   * @throws IOException where the table run cannot be read
   */
  static List<String> run(Warehouse warehouse) throws IOException {
    Recovery recovery = new Recovery(warehouse);
    recovery.readRuns();
    List<String> recovered = new ArrayList<>();
    for (TableDefinition definition : MailTables.ALL) {
      String done = recovery.recover(definition);
      if (!done.isEmpty()) {
        recovered.add(definition.name() + " (" + done + ")");
      }
    }
    return recovered;
  }

  private record Told(OffsetDateTime at, String snapshots) {}

  private void readRuns() throws IOException {
    Table table = warehouse.table(MailTables.RUN);
    if (table.currentSnapshot() == null) {
      return;
    }
    List<Told> told = new ArrayList<>();
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(table).select("run_id", "finished_at", "snapshots").build()) {
      for (Record row : rows) {
        runs.add((String) row.getField("run_id"));
        told.add(
            new Told(
                (OffsetDateTime) row.getField("finished_at"), (String) row.getField("snapshots")));
      }
    }
    told.sort(Comparator.comparing(Told::at));
    for (Told one : told) {
      snapshots.putAll(StateRows.snapshots(one.snapshots()));
    }
  }

  private String recover(TableDefinition definition) {
    Table table = warehouse.table(definition);
    List<String> done = new ArrayList<>();
    ManageSnapshots change = table.manageSnapshots();
    if (table.refs().containsKey(Tables.STAGING)) {
      change.removeBranch(Tables.STAGING);
      done.add("staging dropped");
    }
    for (Map.Entry<String, SnapshotRef> ref : table.refs().entrySet()) {
      String name = ref.getKey();
      if (ref.getValue().isTag()
          && name.startsWith(TAG)
          && !runs.contains(name.substring(TAG.length()))) {
        change.removeTag(name);
        done.add("tag " + name + " removed");
      }
    }
    // The row of a run stands in the table run itself as soon as that table is published.
    Long published = snapshots.get(definition.name());
    Snapshot main = table.currentSnapshot();
    boolean beyond =
        definition != MailTables.RUN && main != null && !stands(table, main, published);
    if (beyond && published != null) {
      change.rollbackTo(published);
      done.add("rolled back");
    }
    if (!done.isEmpty()) {
      change.commit();
    }
    if (beyond && published == null) {
      // A branch cannot go back to before its first snapshot.
      table.newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit();
      done.add("emptied");
    }
    return String.join(", ", done);
  }

  private static boolean stands(Table table, Snapshot main, @Nullable Long published) {
    return published == null ? Tables.rowCount(table, main) == 0 : main.snapshotId() == published;
  }
}
