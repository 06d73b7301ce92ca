package modori.spark.pipeline;

import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import modori.classify.FailureReason;
import modori.mail.MailAddress;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowWriter;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Makes sender_day: failures of the days made again, silent failures and complaints of these and of
 * the earlier days that this night's notices speak of.
 */
final class SenderStep {
  // A notice tells of failures of the days before it: as far as SilentStep reaches back.
  private static final int DAYS_BACK = 7;

  private final Tables tables;
  private final ZoneId zone;

  SenderStep(Tables tables, ZoneId zone) {
    this.tables = tables;
    this.zone = zone;
  }

  /**
   * Makes the days again.
   *
   * @param first the first of them
   * @param last the last of them
   * @param counts their failures
   * @param heldUntil of the earlier days, those up to this one stay as they are; null for none
   * @return the days that would be others if they did not stay
   */
  Set<LocalDate> run(
      LocalDate first, LocalDate last, List<SenderCount> counts, @Nullable LocalDate heldUntil)
      throws IOException {
    LocalDate from = first.minusDays(DAYS_BACK);
    Map<String, SenderCount> rows = new TreeMap<>();
    TreeSet<LocalDate> changed = new TreeSet<>();
    counts.forEach(count -> add(rows, count));
    Map<String, SenderCount> stored = stored(from, first.minusDays(1));
    // Their failures stay; what was silent or complained about is counted again.
    stored
        .values()
        .forEach(
            row ->
                add(
                    rows,
                    new SenderCount(
                        row.day(),
                        row.domain(),
                        row.reason(),
                        row.failures(),
                        row.messages(),
                        row.recipients(),
                        0,
                        0)));
    silent(from, last, rows);
    complaints(from, last, rows);
    rows.forEach(
        (key, row) -> {
          if (!row.day().isBefore(first) || !row.equals(stored.get(key))) {
            changed.add(row.day());
          }
        });
    TreeSet<LocalDate> held = new TreeSet<>(changed);
    held.removeIf(day -> !day.isBefore(first) || heldUntil == null || day.isAfter(heldUntil));
    changed.removeAll(held);
    try (RowWriter writer =
        new RowWriter(
            tables.staged(MailTables.SENDER_DAY), MailTables.SENDER_DAY, 0, System.nanoTime())) {
      rows.values().stream()
          .filter(row -> changed.contains(row.day()) && !row.isEmpty())
          .forEach(row -> writer.write(row.row()));
      tables.replacePartitions(MailTables.SENDER_DAY, writer.finish());
    }
    return held;
  }

  private static void add(Map<String, SenderCount> rows, SenderCount count) {
    rows.merge(count.key(), count, SenderCount::add);
  }

  private Map<String, SenderCount> stored(LocalDate from, LocalDate to) throws IOException {
    Map<String, SenderCount> rows = new TreeMap<>();
    tables.each(
        MailTables.SENDER_DAY,
        between("day", from, to),
        List.of(),
        row -> add(rows, SenderCount.of(row)));
    return rows;
  }

  private void silent(LocalDate from, LocalDate last, Map<String, SenderCount> rows)
      throws IOException {
    tables.each(
        MailTables.SILENT_FAILURE,
        between("event_date", from, last),
        List.of("event_date", "sender_address", "reason"),
        row -> {
          String reason = (String) row.getField("reason");
          add(
              rows,
              new SenderCount(
                  (LocalDate) row.getField("event_date"),
                  domain((String) row.getField("sender_address")),
                  reason == null ? FailureReason.UNCLASSIFIED.id() : reason,
                  0,
                  0,
                  0,
                  1,
                  0));
        });
  }

  private void complaints(LocalDate from, LocalDate last, Map<String, SenderCount> rows)
      throws IOException {
    Expression wanted =
        Expressions.and(
            Expressions.equal("notice_kind", "complaint"),
            Expressions.greaterThanOrEqual("notice_date", micros(from)),
            Expressions.lessThan("notice_date", micros(last.plusDays(1))));
    tables.each(
        MailTables.BOUNCE_NOTICE,
        wanted,
        List.of("notice_kind", "notice_date", "returned_sender"),
        row -> complaint(row, rows));
  }

  private void complaint(Record row, Map<String, SenderCount> rows) {
    OffsetDateTime date = (OffsetDateTime) row.getField("notice_date");
    add(
        rows,
        new SenderCount(
            date.atZoneSameInstant(zone).toLocalDate(),
            domain((String) row.getField("returned_sender")),
            FailureReason.COMPLAINT.id(),
            0,
            0,
            0,
            0,
            1));
  }

  private static String domain(@Nullable String sender) {
    return sender == null ? "" : MailAddress.of(sender).domain();
  }

  private long micros(LocalDate day) {
    return Math.multiplyExact(day.atStartOfDay(zone).toEpochSecond(), 1_000_000L);
  }

  private static Expression between(String column, LocalDate from, LocalDate to) {
    return Expressions.and(
        Expressions.greaterThanOrEqual(column, (int) from.toEpochDay()),
        Expressions.lessThanOrEqual(column, (int) to.toEpochDay()));
  }
}
