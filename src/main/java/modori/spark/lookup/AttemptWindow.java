package modori.spark.lookup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import modori.spark.tables.RowBuilder;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/**
 * A part of delivery_attempt that is searched at once.
 *
 * @param first day, in UTC or in the zone of the tables
 * @param last day
 * @param filter of files
 * @param after its times, in microseconds
 * @param until its last time
 */
record AttemptWindow(LocalDate first, LocalDate last, Expression filter, long after, long until) {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int PER_DAY = 4;
  private static final long MICROS = MICROS_PER_DAY / PER_DAY;

  /** Whether the time lies in it. */
  boolean holds(long micros) {
    return micros > after && micros <= until;
  }

  /**
   * The hours before a time, the latest first; files hold some hours each, so that most are left
   * out. The day in the zone of the tables is one of three.
   */
  static List<AttemptWindow> before(Instant time, int days) {
    long to = RowBuilder.micros(time);
    List<AttemptWindow> windows = new ArrayList<>();
    for (int back = 0; back < days * PER_DAY; back++) {
      int day = (int) Math.floorDiv(to, MICROS_PER_DAY);
      Expression filter =
          Expressions.and(
              Expressions.greaterThanOrEqual("event_date", day - 1),
              Expressions.lessThanOrEqual("event_date", day + 1),
              Expressions.greaterThan("event_time", to - MICROS),
              Expressions.lessThanOrEqual("event_time", to));
      LocalDate date = LocalDate.ofEpochDay(day);
      windows.add(new AttemptWindow(date, date, filter, to - MICROS, to));
      to -= MICROS;
    }
    return windows;
  }

  /**
   * The latest days with mail. Only the table's metadata is read, and of that little where mail
   * comes every day.
   *
   * @throws IOException where it cannot be read
   */
  static List<AttemptWindow> latestDays(Table table, int days) throws IOException {
    if (table.currentSnapshot() == null) {
      return List.of();
    }
    NavigableSet<Integer> found = daysFrom(table, latest(table) - days + 1);
    if (found.size() < days) {
      found = daysFrom(table, Integer.MIN_VALUE);
    }
    while (found.size() > days) {
      found.pollFirst();
    }
    return found.isEmpty()
        ? List.of()
        : List.of(
            new AttemptWindow(
                LocalDate.ofEpochDay(found.first()),
                LocalDate.ofEpochDay(found.last()),
                Expressions.in("event_date", found.toArray()),
                Long.MIN_VALUE,
                Long.MAX_VALUE));
  }

  private static int latest(Table table) {
    int latest = 0;
    for (ManifestFile manifest : table.currentSnapshot().dataManifests(table.io())) {
      ByteBuffer upper = manifest.partitions().get(0).upperBound();
      if (upper != null) {
        latest = Math.max(latest, Conversions.<Integer>fromByteBuffer(Types.DateType.get(), upper));
      }
    }
    return latest;
  }

  private static NavigableSet<Integer> daysFrom(Table table, int first) throws IOException {
    NavigableSet<Integer> found = new TreeSet<>();
    try (CloseableIterable<FileScanTask> files =
        table.newScan().filter(Expressions.greaterThanOrEqual("event_date", first)).planFiles()) {
      files.forEach(
          file -> found.add(Objects.requireNonNull(file.file().partition().get(0, Integer.class))));
    }
    return found;
  }
}
