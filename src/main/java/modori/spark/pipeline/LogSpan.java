package modori.spark.pipeline;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import modori.scan.FileCounts;
import modori.spark.tables.RowBuilder;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** From when to when there are log lines, and whether more than a day between is without any. */
final class LogSpan {
  /** A quiet server may say nothing for a day; longer than that, lines are missing. */
  private static final long LONGEST_SILENCE = 26L * 3_600_000_000L;

  private final TreeMap<Long, Long> spans = new TreeMap<>();

  /** Adds the files of earlier runs. */
  LogSpan add(Table inputFile) throws IOException {
    if (inputFile.currentSnapshot() != null) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(inputFile).select("first_line_time", "last_line_time").build()) {
        for (Record row : rows) {
          if (row.getField("first_line_time") != null) {
            add(
                RowBuilder.micros(((OffsetDateTime) row.getField("first_line_time")).toInstant()),
                RowBuilder.micros(((OffsetDateTime) row.getField("last_line_time")).toInstant()));
          }
        }
      }
    }
    return this;
  }

  /** Adds the files of this run. */
  LogSpan add(Map<Integer, FileCounts> counts) {
    counts.values().stream()
        .filter(FileCounts::hasTimes)
        .forEach(file -> add(file.firstMicros(), file.lastMicros()));
    return this;
  }

  /** Adds a time from which on, and to which, there are lines. */
  LogSpan add(long firstMicros, long lastMicros) {
    spans.merge(firstMicros, lastMicros, Math::max);
    return this;
  }

  /** The earliest time of a line; {@link Long#MAX_VALUE} where there is none. */
  long firstMicros() {
    return spans.isEmpty() ? Long.MAX_VALUE : spans.firstKey();
  }

  /** The latest time of a line; {@link Long#MIN_VALUE} where there is none. */
  long lastMicros() {
    return spans.values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
  }

  /** Whether lines are missing between the first and the last. */
  boolean hasGaps() {
    long reached = firstMicros();
    for (Map.Entry<Long, Long> span : spans.entrySet()) {
      if (span.getKey() - reached > LONGEST_SILENCE) {
        return true;
      }
      reached = Math.max(reached, span.getValue());
    }
    return false;
  }
}
