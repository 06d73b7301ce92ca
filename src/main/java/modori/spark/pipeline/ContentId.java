package modori.spark.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import modori.ingest.FileStore;
import modori.ingest.StoredFile;
import org.apache.commons.codec.digest.DigestUtils;

/** What a file is, by its bytes: names change when logs are rotated. */
final class ContentId {
  /** How many bytes before an offset stand for all before it. */
  static final int TAIL_BYTES = 4096;

  private ContentId() {}

  static String ofHead(byte[] head, int length) {
    return DigestUtils.sha256Hex(Arrays.copyOf(head, length)).substring(0, 32);
  }

  /** The bytes of a plain file that lie before the offset, at most {@link #TAIL_BYTES}. */
  static String ofTail(FileStore store, StoredFile file, long offset) throws IOException {
    long from = Math.max(0, offset - TAIL_BYTES);
    try (InputStream in = store.open(file.path(), from)) {
      return DigestUtils.sha256Hex(in.readNBytes((int) (offset - from))).substring(0, 32);
    }
  }
}
