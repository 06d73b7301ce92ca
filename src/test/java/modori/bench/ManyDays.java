package modori.bench;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import modori.correlate.ContentKey;
import modori.mail.MailAddress;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowWriter;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Makes a large warehouse of one that holds a single day, for measuring look-ups: the attempts of
 * that day also happen on the days before it, each day a run of its own with files of its own, and
 * its full mailboxes are many. The newest days are as nights leave them, the others as {@code
 * modori maintain} does, which must have run once.
 *
 * <p>{@code src/test/scripts/bench-lookup.sh} does all that is needed.
 */
public final class ManyDays {
  private final Warehouse warehouse;

  private ManyDays(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** {@code WAREHOUSE DAYS DAYS-THAT-ARE-NOT-MAINTAINED FULL-MAILBOXES}. */
  public static void main(String[] words) throws IOException {
    try (Warehouse warehouse = Warehouse.open(words[0], Map.of(), new Configuration(false))) {
      ManyDays many = new ManyDays(warehouse);
      many.attempts(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      int mailboxes = Integer.parseInt(words[3]);
      many.mailboxes(MailTables.MAILBOX_CURRENT, mailboxes);
      many.mailboxes(MailTables.MAILBOX_EPISODE, mailboxes);
    }
  }

  private void attempts(int days, int loose) throws IOException {
    Table table = warehouse.table(MailTables.DELIVERY_ATTEMPT);
    Snapshot night = table.currentSnapshot();
    for (Snapshot snapshot : table.snapshots()) {
      night = "replace".equals(snapshot.operation()) ? snapshot : night;
    }
    List<DataFile> maintained = files(table, night);
    while ("replace".equals(night.operation())) {
      night = Objects.requireNonNull(table.snapshot(night.parentId()));
    }
    List<DataFile> asWritten = files(table, night);
    table.manageSnapshots().setCurrentSnapshot(night.snapshotId()).commit();
    for (int back = days - 1; back > 0; back--) {
      table.refresh();
      ShiftedFile shifted = new ShiftedFile(table, back);
      AppendFiles append = table.newAppend();
      for (DataFile file : back < loose ? asWritten : maintained) {
        append.appendFile(shifted.of(file));
      }
      append.commit();
    }
  }

  private static List<DataFile> files(Table table, Snapshot snapshot) throws IOException {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot.snapshotId()).includeColumnStats().planFiles()) {
      tasks.forEach(task -> files.add(task.file().copy()));
    }
    return files;
  }

  /** More mailboxes like those that are there, in the same domains. */
  private void mailboxes(TableDefinition definition, int wanted) throws IOException {
    Table table = warehouse.table(definition);
    List<Record> rows = new ArrayList<>();
    try (CloseableIterable<Record> stored = IcebergGenerics.read(table).build()) {
      stored.forEach(rows::add);
    }
    AppendFiles append = table.newAppend();
    try (RowWriter writer = new RowWriter(table, definition, 0, LocalDate.EPOCH.toEpochDay())) {
      for (int i = 0; i < wanted - rows.size(); i++) {
        Record row = rows.get(i % rows.size()).copy();
        String local = "again." + i / rows.size() + ".";
        MailAddress address = MailAddress.of(local + row.getField("recipient_address"));
        row.setField("recipient_address", address.text());
        row.setField("mailbox_key", ContentKey.ofMailbox(address));
        writer.write(row);
      }
      writer.finish().forEach(append::appendFile);
    }
    append.commit();
  }
}
