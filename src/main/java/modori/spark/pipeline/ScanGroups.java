package modori.spark.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import modori.ingest.Compression;
import modori.ingest.FileStore;
import modori.ingest.PackedParts;
import modori.ingest.Split;
import modori.scan.Dialects;
import modori.spark.source.LogSplit;

/**
 * Shares the splits of a night out among tasks; cuts packed files that would keep others waiting.
 */
final class ScanGroups {
  private static final long GROUP_BYTES = 256L << 20;

  /** Mail logs pack to about an eighth. */
  private static final long UNPACKED = 8;

  private final List<ArrayList<LogSplit>> groups = new ArrayList<>();
  private long storedBytes;

  /**
   * A split with what is to be done for it.
   *
   * @param work about how many bytes of lines are read
   * @param storedBytes how many bytes of the file are read for them
   */
  private record Piece(LogSplit split, long work, long storedBytes) {}

  /**
   * Groups of about the same work, as many for each core.
   *
   * @param leastBytes about how many unpacked bytes a part of a packed file has at least
   */
  ScanGroups(List<LogSplit> splits, int cores, FileStore store, long leastBytes) {
    List<Piece> pieces = pieces(splits, cores, new PackedParts(store, leastBytes));
    storedBytes = pieces.stream().mapToLong(Piece::storedBytes).sum();
    long total = pieces.stream().mapToLong(Piece::work).sum();
    long rounds = Math.max(1, (total - 1) / (GROUP_BYTES * cores) + 1);
    int count = (int) Math.min(pieces.size(), rounds * cores);
    long[] work = new long[count];
    for (int i = 0; i < count; i++) {
      groups.add(new ArrayList<>());
    }
    // Largest first, each to the group that has least to do.
    pieces.sort(
        Comparator.comparingLong(Piece::work)
            .reversed()
            .thenComparing(piece -> piece.split().split().fileNumber())
            .thenComparing(piece -> piece.split().split().from()));
    for (Piece piece : pieces) {
      int least = 0;
      for (int i = 1; i < count; i++) {
        least = work[i] < work[least] ? i : least;
      }
      groups.get(least).add(piece.split());
      work[least] += piece.work();
    }
  }

  List<ArrayList<LogSplit>> groups() {
    return groups;
  }

  /** How many stored bytes the groups read. */
  long storedBytes() {
    return storedBytes;
  }

  private static List<Piece> pieces(List<LogSplit> splits, int cores, PackedParts packed) {
    long fair = splits.stream().mapToLong(ScanGroups::work).sum() / cores;
    List<Piece> pieces = new ArrayList<>();
    for (LogSplit one : splits) {
      Split split = one.split();
      int wanted = (int) Math.min(cores, fair == 0 ? 1 : (work(one) + fair / 2) / fair);
      if (wanted < 2
          || !PackedParts.isWorthwhile(split.compression())
          || Dialects.isOneSplit(one.dialect())) {
        pieces.add(new Piece(one, work(one), split.weightBytes()));
        continue;
      }
      List<Split> parts = parts(packed, split, wanted);
      for (int i = 0; i < parts.size(); i++) {
        pieces.add(
            new Piece(
                new LogSplit(parts.get(i), one.dialect(), one.host()),
                work(one) / parts.size(),
                split.file().sizeBytes() * (i + 1) / parts.size()));
      }
    }
    return pieces;
  }

  private static List<Split> parts(PackedParts packed, Split split, int wanted) {
    try {
      return packed.of(split, wanted);
    } catch (IOException unreadable) {
      return List.of(split); // whoever reads it will tell
    }
  }

  private static long work(LogSplit one) {
    boolean plain = one.split().compression() == Compression.NONE;
    return one.split().weightBytes() * (plain ? 1 : UNPACKED);
  }
}
