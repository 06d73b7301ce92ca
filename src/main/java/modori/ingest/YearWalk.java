package modori.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Fixes the years of a file of year-less stamps by walking back from its end: the last stamp takes
 * the latest year within the bound, each one before it the latest year that is not after the next.
 *
 * <p>Looks at the first line of each day of a small file and at one line per {@link #STEP} bytes of
 * a large one; so a stretch of that length must not span a whole year.
 */
final class YearWalk {
  /** How far the looked-at lines of a large file lie apart. */
  static final int STEP = 1 << 20;

  private static final int STAMP_BYTES = 40;
  private static final int DAY_BYTES = "Mmm dd".length();
  private static final int LONGEST_LINE = 1 << 16;

  private final FileStore store;
  private final ZoneId zone;
  private final Instant bound;

  YearWalk(FileStore store, ZoneId zone, Instant bound) {
    this.store = store;
    this.zone = zone;
    this.bound = bound;
  }

  /** A looked-at line: where it begins and what its stamp says, without year. */
  private record Probe(long offset, byte[] stamp) {}

  /** The time of a line with its year, by the line's offset. */
  record Dated(long offset, long micros) {}

  /** Whether a line begins with a stamp that has no year; a priority before it does not count. */
  static boolean isYearless(byte[] b, int from, int to) {
    int at = afterPriority(b, from, to);
    return to - at >= 16 && MonthNames.month(b, at) != 0;
  }

  /**
   * What a walk has found.
   *
   * @param bound the latest time that a stamp of the file can mean
   * @param lines the looked-at lines in order, dated; empty where no line has a year-less stamp
   */
  record Walked(Instant bound, List<Dated> lines) {}

  /** Walks through the file. */
  Walked of(StoredFile file, Compression compression) throws IOException {
    List<Probe> probes = new ArrayList<>();
    if (compression != Compression.NONE || file.sizeBytes() <= STEP) {
      if (file.sizeBytes() <= STEP) {
        try (InputStream in = compression.unpack(store.open(file.path(), 0))) {
          everyLine(in, probes);
        }
      }
    } else {
      for (long offset = 0; offset < file.sizeBytes(); offset += STEP) {
        at(file, offset, probes);
      }
      lastLine(file, probes);
    }
    Instant fileBound = FileDates.boundByFileTime(file, bound, under -> lastLine(probes, under));
    return new Walked(fileBound, walkBack(probes, fileBound));
  }

  private Optional<Instant> lastLine(List<Probe> probes, Instant under) {
    for (int i = probes.size() - 1; i >= 0; i--) {
      byte[] stamp = probes.get(i).stamp();
      long time = new StampClock(zone, under).syslog(stamp, 0, stamp.length);
      if (time != StampClock.NONE) {
        return Optional.of(Instant.EPOCH.plus(time, ChronoUnit.MICROS));
      }
    }
    return Optional.empty();
  }

  private List<Dated> walkBack(List<Probe> probes, Instant fileBound) {
    List<Dated> dated = new ArrayList<>(probes.size());
    Instant next = fileBound;
    for (int i = probes.size() - 1; i >= 0; i--) {
      byte[] stamp = probes.get(i).stamp();
      long time = new StampClock(zone, next).syslog(stamp, 0, stamp.length);
      if (time != StampClock.NONE) {
        dated.add(new Dated(probes.get(i).offset(), time));
        Instant slack = Instant.EPOCH.plus(time + StampClock.DISORDER, ChronoUnit.MICROS);
        next = slack.isBefore(fileBound) ? slack : fileBound;
      }
    }
    Collections.reverse(dated);
    return dated;
  }

  private static void everyLine(InputStream in, List<Probe> probes) throws IOException {
    byte[] bytes;
    try {
      bytes = in.readNBytes(64 * STEP);
    } catch (IOException damaged) {
      return; // the scan itself will tell
    }
    int from = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        int before = probes.size();
        probe(bytes, from, i, 0, probes);
        if (before > 0 && probes.size() > before && sameDay(probes, before)) {
          probes.remove(before); // a packed file may hold millions of lines: its days are enough
        }
        from = i + 1;
      }
    }
  }

  private static boolean sameDay(List<Probe> probes, int at) {
    return Arrays.equals(
        probes.get(at - 1).stamp(), 0, DAY_BYTES, probes.get(at).stamp(), 0, DAY_BYTES);
  }

  private void at(StoredFile file, long offset, List<Probe> probes) throws IOException {
    byte[] block;
    try (InputStream in = store.open(file.path(), offset)) {
      block = in.readNBytes(LONGEST_LINE);
    }
    int from = 0;
    if (offset > 0) {
      while (from < block.length && block[from] != '\n') {
        from++;
      }
      from++;
    }
    int before = probes.size();
    while (from < block.length && probes.size() == before) {
      int to = from;
      while (to < block.length && block[to] != '\n') {
        to++;
      }
      probe(block, from, to, offset, probes);
      from = to + 1;
    }
  }

  private void lastLine(StoredFile file, List<Probe> probes) throws IOException {
    long offset = Math.max(0, file.sizeBytes() - LONGEST_LINE);
    byte[] block;
    try (InputStream in = store.open(file.path(), offset)) {
      block = in.readNBytes(LONGEST_LINE);
    }
    int to = block.length;
    int before = probes.size();
    for (int i = block.length - 1; i >= 0 && probes.size() == before; i--) {
      if (block[i] == '\n') {
        probe(block, i + 1, to, offset, probes);
        to = i;
      }
    }
  }

  private static void probe(byte[] b, int from, int to, long base, List<Probe> probes) {
    if (isYearless(b, from, to)) {
      int at = afterPriority(b, from, to);
      byte[] stamp = Arrays.copyOfRange(b, at, Math.min(to, at + STAMP_BYTES));
      probes.add(new Probe(base + from, stamp));
    }
  }

  private static int afterPriority(byte[] b, int from, int to) {
    if (from < to && b[from] == '<') {
      for (int i = from + 1; i < Math.min(to, from + 5); i++) {
        if (b[i] == '>') {
          return i + 1;
        }
      }
    }
    return from;
  }
}
