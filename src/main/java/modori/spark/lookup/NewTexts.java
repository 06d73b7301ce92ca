package modori.spark.lookup;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import modori.classify.FailureReason;
import modori.report.TextToLearn;
import modori.spark.tables.MailTables;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** The wordings that no rule knows, and those that are new though a rule knows them. */
public final class NewTexts {
  private final Warehouse warehouse;

  /** A search in these tables. */
  public NewTexts(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Unclassified wordings of all days first, then the wordings that appeared in the last days; each
   * group by its number of failures.
   *
   * @throws IOException where the table cannot be read
   */
  public List<TextToLearn> find(int lastDays) throws IOException {
    Table table = warehouse.table(MailTables.REASON_TEXT_DAY);
    Map<String, TextToLearn> byShape = new HashMap<>();
    LocalDate latest = LocalDate.MIN;
    if (table.currentSnapshot() != null) {
      try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
        for (Record row : rows) {
          TextToLearn one = text(row);
          byShape.merge(one.reason() + ' ' + one.shape(), one, TextToLearn::and);
          latest = one.lastDay().isAfter(latest) ? one.lastDay() : latest;
        }
      }
    }
    LocalDate from = latest.equals(LocalDate.MIN) ? latest : latest.minusDays(lastDays - 1L);
    List<TextToLearn> found = new ArrayList<>();
    for (TextToLearn one : byShape.values()) {
      if (isUnclassified(one) || !one.firstDay().isBefore(from)) {
        found.add(one);
      }
    }
    found.sort(
        Comparator.comparing((TextToLearn one) -> !isUnclassified(one))
            .thenComparing(Comparator.comparingLong(TextToLearn::events).reversed())
            .thenComparing(TextToLearn::shape));
    return found;
  }

  private static boolean isUnclassified(TextToLearn text) {
    return text.reason().equals(FailureReason.UNCLASSIFIED.id());
  }

  private static TextToLearn text(Record row) {
    LocalDate day = (LocalDate) row.getField("day");
    return new TextToLearn(
        (String) row.getField("reason"),
        (String) row.getField("rule_id"),
        (String) row.getField("shape"),
        (String) row.getField("sample_text"),
        (Long) row.getField("events"),
        day,
        day);
  }
}
