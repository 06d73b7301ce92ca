package modori.scan;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import modori.ingest.ClockStart;
import modori.ingest.FileHead;
import modori.ingest.StampClock;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;

/** Tells by a file's first lines which dialect it is written in. */
public final class DialectDetector {
  private static final int MOST_LINES = 400;

  private DialectDetector() {}

  /**
   * The name of the dialect that understands most lines of the begin; empty where none understands
   * any.
   */
  public static String detect(FileHead head, ZoneId zone, Instant bound) {
    if (head.isBinary()) {
      return "";
    }
    List<int[]> lines = lines(head.bytes());
    String best = "";
    long bestScore = 0;
    for (String name : Dialects.names()) {
      long score =
          score(
              Dialects.of(name, new ClockStart(zone, bound, StampClock.NONE)), head.bytes(), lines);
      if (score > bestScore) {
        best = name;
        bestScore = score;
      }
    }
    return best;
  }

  /** The fates of the first lines, read in this dialect. */
  public static FileCounts begin(FileHead head, String name, ZoneId zone, Instant bound) {
    Dialect dialect = Dialects.of(name, new ClockStart(zone, bound, StampClock.NONE));
    FileCounts counts = new FileCounts();
    LogLine line = new LogLine();
    LogEvent event = new LogEvent();
    for (int[] slice : lines(head.bytes())) {
      line.set(head.bytes(), slice[0], slice[1]);
      counts.add(dialect.parse(line, event), 1);
    }
    return counts;
  }

  private static long score(Dialect dialect, byte[] bytes, List<int[]> lines) {
    LogLine line = new LogLine();
    LogEvent event = new LogEvent();
    long score = 0;
    boolean dated = false;
    boolean strange = false;
    for (int[] slice : lines) {
      line.set(bytes, slice[0], slice[1]);
      LineFate fate = dialect.parse(line, event);
      boolean hasTime = line.timeMicros != LogLine.NO_TIME;
      switch (fate.kind()) {
        case EVENT, CONTEXT -> {
          score += 100;
          dated = true;
        }
        case IGNORED -> {
          score += fate == LineFate.EMPTY ? 0 : hasTime ? 10 : 1;
          dated |= hasTime;
        }
        case QUARANTINED -> {
          score += hasTime ? 1 : 0;
          dated |= hasTime;
          strange = true;
        }
      }
    }
    // Headers alone tell a dialect only where nothing contradicts.
    return dated || !strange ? score : 0;
  }

  private static List<int[]> lines(byte[] bytes) {
    List<int[]> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length && lines.size() < MOST_LINES; i++) {
      if (bytes[i] == '\n') {
        lines.add(new int[] {from, i > from && bytes[i - 1] == '\r' ? i - 1 : i});
        from = i + 1;
      }
    }
    // Of a long file the last line of its begin is cut.
    boolean whole = bytes.length < FileHead.BYTES || lines.isEmpty();
    if (whole && from < bytes.length && lines.size() < MOST_LINES) {
      lines.add(new int[] {from, bytes.length});
    }
    return lines;
  }
}
