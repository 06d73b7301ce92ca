package modori.spark.lookup;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import modori.correlate.ContentKey;
import modori.ingest.FileStore;
import modori.ingest.RawLine;
import modori.mail.MailAddress;
import modori.report.MailboxAnswer;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** Finds what the tables know of one mailbox. */
public final class MailboxLookup {
  private static final int MOST_TEXTS = 5;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int WINDOWS_PER_DAY = 4;
  private static final long WINDOW_MICROS = MICROS_PER_DAY / WINDOWS_PER_DAY;
  private static final List<String> TEXT_COLUMNS =
      List.of(
          "event_date",
          "event_time",
          "event_type",
          "log_host",
          "queue_id",
          "recipient_address",
          "recipient_domain",
          "mailbox_key",
          "relay_host",
          "reply_text",
          "detected_by",
          "reason",
          "source_file",
          "source_offset");

  private final Warehouse warehouse;
  private final FileStore store;
  private final int days;

  /**
   * A look-up.
   *
   * @param store where the logs may still lie
   * @param days how many days with mail are searched for texts, from the latest back
   */
  public MailboxLookup(Warehouse warehouse, FileStore store, int days) {
    this.warehouse = warehouse;
    this.store = store;
    this.days = days;
  }

  /**
   * All that is known of an address.
   *
   * @throws IOException where a table cannot be read
   */
  public MailboxAnswer find(String address) throws IOException {
    MailAddress asked = MailAddress.of(address);
    String key = ContentKey.ofMailbox(asked);
    Expression mailbox =
        Expressions.and(
            Expressions.equal("recipient_domain", asked.domain()),
            Expressions.equal("mailbox_key", key));
    List<Record> current = new ArrayList<>();
    rows(MailTables.MAILBOX_CURRENT, mailbox, List.of(), current::add);
    List<MailboxAnswer.FullTime> episodes = new ArrayList<>();
    if (!current.isEmpty()) {
      rows(MailTables.MAILBOX_EPISODE, mailbox, List.of(), row -> episodes.add(episode(row)));
      episodes.sort(Comparator.comparing(MailboxAnswer.FullTime::firstFull));
    }
    MailboxAnswer.State state = current.isEmpty() ? null : state(current.get(0));
    List<MailboxAnswer.LastText> texts = new ArrayList<>();
    List<LocalDate> searched = new ArrayList<>();
    int attempts = 0;
    for (Window window : windows(state)) {
      List<Record> found = new ArrayList<>();
      rows(
          MailTables.DELIVERY_ATTEMPT,
          Expressions.and(window.filter(), mailbox),
          TEXT_COLUMNS,
          found::add);
      searched.add(window.day());
      attempts += found.size();
      found.stream()
          .filter(row -> row.getField("reason") != null)
          .map(this::text)
          .forEach(texts::add);
      if (texts.size() >= MOST_TEXTS || state != null && !texts.isEmpty()) {
        break;
      }
    }
    texts.sort(Comparator.comparing(MailboxAnswer.LastText::time).reversed());
    return new MailboxAnswer(
        state == null ? asked.mailbox().text() : state.address(),
        state,
        episodes,
        texts.subList(0, Math.min(MOST_TEXTS, texts.size())),
        attempts,
        searched.isEmpty() ? null : searched.get(searched.size() - 1),
        searched.isEmpty() ? null : searched.get(0));
  }

  /** A part of delivery_attempt that is searched at once. */
  private record Window(LocalDate day, Expression filter) {}

  // Of a mailbox that was full the hours before its last refusal; files hold some hours each, so
  // that most are left out. The day in the zone of the tables is one of three.
  private List<Window> windows(MailboxAnswer.@Nullable State state) throws IOException {
    if (state == null) {
      return latestDays();
    }
    long to = ChronoUnit.MICROS.between(Instant.EPOCH, state.lastFull());
    List<Window> windows = new ArrayList<>();
    for (int back = 0; back < days * WINDOWS_PER_DAY; back++) {
      int day = (int) Math.floorDiv(to, MICROS_PER_DAY);
      windows.add(
          new Window(
              LocalDate.ofEpochDay(day),
              Expressions.and(
                  Expressions.greaterThanOrEqual("event_date", day - 1),
                  Expressions.lessThanOrEqual("event_date", day + 1),
                  Expressions.greaterThan("event_time", to - WINDOW_MICROS),
                  Expressions.lessThanOrEqual("event_time", to))));
      to -= WINDOW_MICROS;
    }
    return windows;
  }

  // Latest first. Only the table's metadata is read.
  private List<Window> latestDays() throws IOException {
    Table table = warehouse.table(MailTables.DELIVERY_ATTEMPT);
    if (table.currentSnapshot() == null) {
      return List.of();
    }
    TreeSet<Integer> found = new TreeSet<>(Comparator.reverseOrder());
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      files.forEach(
          file -> found.add(Objects.requireNonNull(file.file().partition().get(0, Integer.class))));
    }
    return found.stream()
        .limit(days)
        .map(day -> new Window(LocalDate.ofEpochDay(day), Expressions.equal("event_date", day)))
        .toList();
  }

  private void rows(
      TableDefinition definition, Expression filter, List<String> columns, Consumer<Record> sink)
      throws IOException {
    Table table = warehouse.table(definition);
    if (table.currentSnapshot() == null) {
      return;
    }
    IcebergGenerics.ScanBuilder scan = IcebergGenerics.read(table).where(filter);
    try (CloseableIterable<Record> found =
        (columns.isEmpty() ? scan : scan.select(columns)).build()) {
      found.forEach(sink);
    }
  }

  private static MailboxAnswer.State state(Record row) {
    return new MailboxAnswer.State(
        text(row, "recipient_address"),
        "own".equals(text(row, "hosted")),
        (String) row.getField("provider"),
        text(row, "level"),
        text(row, "status"),
        (LocalDate) row.getField("as_of"),
        time(row, "first_full"),
        time(row, "last_full"),
        timeOrNull(row, "recovered_at"),
        number(row, "full_days"),
        number(row, "attempt_days"),
        number(row, "senders_affected"),
        number(row, "messages_lost"),
        text(row, "strip"),
        number(row, "score"));
  }

  private static MailboxAnswer.FullTime episode(Record row) {
    return new MailboxAnswer.FullTime(
        time(row, "first_full"),
        time(row, "last_full"),
        text(row, "status"),
        text(row, "level"),
        timeOrNull(row, "recovered_at"),
        number(row, "full_days"),
        number(row, "senders_affected"),
        number(row, "messages_lost"));
  }

  private MailboxAnswer.LastText text(Record row) {
    String file = text(row, "source_file");
    long offset = (Long) row.getField("source_offset");
    String queueId = (String) row.getField("queue_id");
    String sign = queueId == null ? text(row, "recipient_address") : queueId;
    return new MailboxAnswer.LastText(
        time(row, "event_time"),
        text(row, "event_type"),
        text(row, "reason"),
        (String) row.getField("reply_text"),
        (String) row.getField("relay_host"),
        "remote".equals(row.getField("detected_by")),
        text(row, "log_host"),
        file,
        offset,
        RawLine.at(store, file, offset, sign).orElse(null));
  }

  private static String text(Record row, String column) {
    return Objects.requireNonNull((String) row.getField(column), column);
  }

  private static int number(Record row, String column) {
    return (Integer) Objects.requireNonNull(row.getField(column), column);
  }

  private static Instant time(Record row, String column) {
    return Objects.requireNonNull(timeOrNull(row, column), column);
  }

  private static @Nullable Instant timeOrNull(Record row, String column) {
    OffsetDateTime time = (OffsetDateTime) row.getField(column);
    return time == null ? null : time.toInstant();
  }
}
