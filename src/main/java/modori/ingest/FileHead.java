package modori.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The begin of a file: how it is packed, and its first unpacked bytes.
 *
 * @param compression told by the first stored bytes
 * @param bytes up to {@link #BYTES} unpacked bytes
 */
public record FileHead(Compression compression, byte[] bytes) {
  /** How many unpacked bytes are looked at. */
  public static final int BYTES = 1 << 16;

  /** How many stored bytes are read for it. */
  private static final int STORED_BYTES = 1 << 16;

  /**
   * Reads the begin of a file.
   *
   * @throws IOException where it cannot be read, or is damaged from its begin
   */
  public static FileHead of(FileStore store, StoredFile file) throws IOException {
    byte[] stored;
    try (InputStream in = store.open(file.path(), 0)) {
      stored = in.readNBytes(STORED_BYTES);
    }
    Compression compression = Compression.of(stored, stored.length);
    if (compression == Compression.NONE) {
      return new FileHead(compression, stored);
    }
    try (InputStream in = compression.unpack(store.open(file.path(), 0))) {
      return new FileHead(compression, upTo(in, BYTES));
    }
  }

  /** Whether the bytes cannot be text. */
  public boolean isBinary() {
    int odd = 0;
    for (byte b : bytes) {
      if (b == 0) {
        odd += 8;
      } else if (b >= 0 && b < 32 && b != '\n' && b != '\r' && b != '\t' && b != 27 && b != '\f') {
        odd++;
      }
    }
    return odd * 16L > bytes.length;
  }

  // What a damaged stream gives before it breaks is enough here.
  private static byte[] upTo(InputStream in, int most) throws IOException {
    byte[] bytes = new byte[most];
    int length = 0;
    try {
      for (int n = in.read(bytes, 0, most); n > 0; n = in.read(bytes, length, most - length)) {
        length += n;
      }
    } catch (IOException damaged) {
      if (length == 0) {
        throw damaged;
      }
    }
    return Arrays.copyOf(bytes, length);
  }
}
