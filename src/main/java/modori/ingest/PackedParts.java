package modori.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a packed file into parts that are read side by side. A part unpacks all that comes before it
 * and passes over it: worth while where reading lines takes much longer than unpacking them.
 */
public final class PackedParts {
  /** The last of many parts would do little else than unpack. */
  private static final int MOST_PARTS = 4;

  private static final int SAMPLE_BYTES = 1 << 20;

  private final FileStore store;
  private final long leastBytes;

  /**
   * A cutter.
   *
   * @param leastBytes about how many unpacked bytes a part has at least
   */
  public PackedParts(FileStore store, long leastBytes) {
    this.store = store;
    this.leastBytes = Math.max(1, leastBytes);
  }

  /** Whether files that are packed so can be cut to advantage. */
  public static boolean isWorthwhile(Compression compression) {
    return compression == Compression.GZIP || compression == Compression.ZSTD;
  }

  /**
   * The parts of a split, in order; together they read the lines that it would read.
   *
   * @param wanted into how many parts, if the file is large enough
   * @throws IOException where the file cannot be read
   */
  public List<Split> of(Split split, int wanted) throws IOException {
    if (!isWorthwhile(split.compression()) || split.to() != Long.MAX_VALUE) {
      return List.of(split);
    }
    long bytes = unpackedBytes(split) - split.from();
    int count = (int) Math.min(Math.min(wanted, MOST_PARTS), bytes / leastBytes);
    if (count < 2) {
      return List.of(split);
    }
    List<Split> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long from = split.from() + bytes / count * i;
      parts.add(split.part(from, i == count - 1 ? split.to() : from + bytes / count));
    }
    return parts;
  }

  // A guess by how its begin is packed. The last part reads whatever there is.
  private long unpackedBytes(Split split) throws IOException {
    byte[] begin;
    try (InputStream in = store.open(split.file().path(), 0)) {
      begin = in.readNBytes(SAMPLE_BYTES);
    }
    long unpacked = 0;
    byte[] block = new byte[1 << 16];
    try (InputStream in = split.compression().unpack(new ByteArrayInputStream(begin))) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        unpacked += n;
      }
    } catch (IOException endOfSample) {
      // What was unpacked before it tells enough; a damaged file is told of when it is read.
    }
    return (long) ((double) unpacked / Math.max(1, begin.length) * split.file().sizeBytes());
  }
}
