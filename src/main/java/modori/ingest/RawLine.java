package modori.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A line of a log that was read before. */
public final class RawLine {
  private static final int LONGEST_BYTES = 4096;

  private RawLine() {}

  /**
   * The line at a place, as it lies in its file today.
   *
   * @param offset in unpacked bytes
   * @param sign what the line holds; without it the file is another one now
   * @return empty where the file is gone, cannot be read, or is another one; cut at 4096 bytes
   */
  public static Optional<String> at(FileStore store, String path, long offset, String sign) {
    try {
      Compression compression;
      try (InputStream head = store.open(path, 0)) {
        byte[] magic = head.readNBytes(Compression.MAGIC_BYTES);
        compression = Compression.of(magic, magic.length);
      }
      boolean plain = compression == Compression.NONE;
      try (InputStream stored =
              new java.io.BufferedInputStream(store.open(path, plain ? offset : 0));
          InputStream bytes = compression.unpack(stored)) {
        if (!plain) {
          bytes.skipNBytes(offset);
        }
        String line = line(bytes);
        return line.contains(sign) ? Optional.of(line) : Optional.empty();
      }
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static String line(InputStream bytes) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = bytes.read();
        b >= 0 && b != '\n' && line.size() < LONGEST_BYTES;
        b = bytes.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
