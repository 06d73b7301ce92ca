package modori.ingest;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Cuts files into splits: plain files by byte range, packed files whole. */
public final class SplitPlanner {
  private final FileStore store;
  private final ZoneId zone;
  private final Instant nightEnd;
  private final long splitBytes;

  /**
   * A planner for one night.
   *
   * @param zone of stamps that name none
   * @param nightEnd no year-less stamp means a time after it
   * @param splitBytes about how many bytes a split of a plain file has
   */
  public SplitPlanner(FileStore store, ZoneId zone, Instant nightEnd, long splitBytes) {
    this.store = store;
    this.zone = zone;
    this.nightEnd = nightEnd;
    this.splitBytes = Math.max(1, splitBytes);
  }

  /**
   * The splits of what a file holds from an offset on.
   *
   * @param head the file's begin
   * @param fromBytes first unpacked byte that is not read yet: the begin of a line
   * @param halfLastLine whether a last line without line end is read too
   * @throws IOException where the file cannot be read
   */
  public List<Split> plan(
      StoredFile file, int fileNumber, FileHead head, long fromBytes, boolean halfLastLine)
      throws IOException {
    Instant named = FileDates.bound(file, nightEnd, zone);
    YearWalk.Walked walked =
        hasYearlessStamps(head.bytes())
            ? new YearWalk(store, zone, named).of(file, head.compression())
            : new YearWalk.Walked(named, List.of());
    List<Split> splits = new ArrayList<>();
    boolean whole = head.compression() != Compression.NONE;
    long end = file.sizeBytes();
    for (long from = fromBytes; whole ? splits.isEmpty() : from < end; from += splitBytes) {
      long to = whole || from + splitBytes >= end ? Long.MAX_VALUE : from + splitBytes;
      ClockStart clock =
          new ClockStart(
              zone,
              walked.bound(),
              lastBefore(walked.lines(), Math.max(0, from - Split.WARM_UP_BYTES)));
      splits.add(new Split(file, fileNumber, head.compression(), from, to, halfLastLine, clock));
    }
    return splits;
  }

  // The dated line at or just before the offset; for the file's begin its first dated line.
  private static long lastBefore(List<YearWalk.Dated> dated, long offset) {
    long last = dated.isEmpty() ? StampClock.NONE : dated.get(0).micros();
    for (YearWalk.Dated line : dated) {
      if (line.offset() > offset) {
        break;
      }
      last = line.micros();
    }
    return last;
  }

  private static boolean hasYearlessStamps(byte[] head) {
    int from = 0;
    for (int i = 0; i <= head.length; i++) {
      if (i == head.length || head[i] == '\n') {
        if (YearWalk.isYearless(head, from, i)) {
          return true;
        }
        from = i + 1;
      }
    }
    return false;
  }
}
