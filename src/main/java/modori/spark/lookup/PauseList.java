package modori.spark.lookup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import modori.spark.tables.MailTables;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Which addresses a mailing list had better leave out for a while, and which it may use again. */
public final class PauseList {
  private PauseList() {}

  /**
   * An advice.
   *
   * @param action {@code pause} or {@code resume}
   * @param why level and status of the newest time of being full
   */
  public record Advice(String action, String address, String why) {}

  /**
   * Chronically full mailboxes are to be paused; those that were chronically full and have room
   * again are to be resumed.
   *
   * @throws IOException where the table cannot be read
   */
  public static List<Advice> of(Warehouse warehouse) throws IOException {
    Table table = warehouse.table(MailTables.MAILBOX_CURRENT);
    List<Advice> advice = new ArrayList<>();
    if (table.currentSnapshot() != null) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(table).select("recipient_address", "status", "level").build()) {
        rows.forEach(row -> add(row, advice));
      }
    }
    advice.sort(Comparator.comparing(Advice::action).thenComparing(Advice::address));
    return advice;
  }

  private static void add(Record row, List<Advice> advice) {
    String level = (String) row.getField("level");
    String status = (String) row.getField("status");
    String address = (String) row.getField("recipient_address");
    if (level.equals("chronic") || level.equals("abandoned_suspect")) {
      switch (status) {
        case "open", "gone" -> advice.add(new Advice("pause", address, level + ", " + status));
        case "recovered" -> advice.add(new Advice("resume", address, level + ", " + status));
        default -> {
          // Out of sight: nobody knows.
        }
      }
    }
  }
}
