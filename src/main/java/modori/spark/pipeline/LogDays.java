package modori.spark.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import modori.ingest.FileStore;
import modori.ingest.Split;
import modori.scan.FileCounts;
import modori.scan.LocalScan;
import org.jspecify.annotations.Nullable;

/**
 * From which day to which the unread part of a log tells: by its first and last lines, where it is
 * packed or a table of records by all of them.
 */
final class LogDays {
  /** Size of the parts that are looked at, bytes. */
  static final long PART_BYTES = 1 << 20;

  private final FileStore store;
  private final ZoneId zone;

  LogDays(FileStore store, ZoneId zone) {
    this.store = store;
    this.zone = zone;
  }

  /** The days of parts in their order; null where no line has a time. */
  @Nullable DayRange of(List<Split> parts, String dialect) {
    FileCounts first = null;
    int at = 0;
    while (first == null && at < parts.size()) {
      first = counts(parts.get(at++), dialect);
    }
    if (first == null) {
      return null;
    }
    FileCounts last = null;
    for (int i = parts.size() - 1; i >= at && last == null; i--) {
      last = counts(parts.get(i), dialect);
    }
    FileCounts end = last == null ? first : last;
    return new DayRange(
        day(Math.min(first.firstMicros(), end.firstMicros())),
        day(Math.max(first.lastMicros(), end.lastMicros())));
  }

  private @Nullable FileCounts counts(Split part, String dialect) {
    LocalScan scan = new LocalScan(store, attempt -> {});
    scan.scan(part, dialect, LogPlanner.DEFAULT_HOST); // the night itself tells trouble
    FileCounts counts = scan.counts(part.fileNumber());
    return counts.hasTimes() ? counts : null;
  }

  private LocalDate day(long micros) {
    return LocalDate.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), zone);
  }
}
