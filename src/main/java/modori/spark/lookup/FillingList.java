package modori.spark.lookup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import modori.spark.tables.MailTables;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Mailboxes that are close to full, before anybody calls them chronic. No log tells how full a
 * mailbox is, but one that refuses for want of room on some hours and takes mail on others has
 * little left.
 */
public final class FillingList {
  /** How many days back a sign counts. */
  private static final int RECENT_DAYS = 14;

  private FillingList() {}

  /**
   * A mailbox with a sign.
   *
   * @param hosted {@code own} or {@code remote}
   * @param sign what shows that there is little room
   * @param days the last {@value #RECENT_DAYS} days, one letter each, as in {@code
   *     mailbox_current.strip}
   */
  public record Filling(String address, String hosted, String sign, String days) {}

  /**
   * Our own mailboxes first, since there something can be done.
   *
   * @throws IOException where the table cannot be read
   */
  public static List<Filling> of(Warehouse warehouse) throws IOException {
    Table table = warehouse.table(MailTables.MAILBOX_CURRENT);
    List<Filling> filling = new ArrayList<>();
    if (table.currentSnapshot() != null) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(table)
              .select("recipient_address", "hosted", "status", "level", "strip")
              .build()) {
        rows.forEach(row -> filling(row).ifPresent(filling::add));
      }
    }
    filling.sort(Comparator.comparing(Filling::hosted).thenComparing(Filling::address));
    return filling;
  }

  private static Optional<Filling> filling(Record row) {
    String strip = (String) row.getField("strip");
    String status = (String) row.getField("status");
    String level = (String) row.getField("level");
    boolean early = level.equals("transient") || level.equals("recurring");
    if (!early || status.equals("gone") || status.equals("lost")) {
      return Optional.empty();
    }
    String days = strip.substring(Math.max(0, strip.length() - RECENT_DAYS));
    return sign(days)
        .map(
            sign ->
                new Filling(
                    (String) row.getField("recipient_address"),
                    (String) row.getField("hosted"),
                    sign,
                    days));
  }

  /** What the days show, each a letter of semantics 3.2; empty where they show nothing. */
  static Optional<String> sign(String days) {
    if (days.indexOf('k') >= 0) {
      return Optional.of("takes small messages and refuses larger ones");
    }
    if (days.indexOf('M') >= 0) {
      return Optional.of("takes and refuses mail on the same day");
    }
    int full = days.indexOf('F');
    int room = full < 0 ? -1 : days.indexOf('K', full);
    return room > full && days.indexOf('F', room) > room
        ? Optional.of("had room and was full again")
        : Optional.empty();
  }
}
