package modori.spark.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import modori.bounce.MessageStream;
import modori.ingest.FileStore;

/**
 * A file of messages, or a byte range of a large mbox.
 *
 * @param file path, or a URI with a scheme
 * @param from first byte of the range; 0 with an endless {@code to} for a whole file of any kind
 * @param to messages whose separator line begins at or after it belong to the next range; {@link
 *     Long#MAX_VALUE} for the file's end
 * @param sizeBytes how much there is to read
 */
public record MessagePart(String file, long from, long to, long sizeBytes) implements Serializable {
  /** What opening a file costs, as bytes that could be read instead. */
  private static final long OPEN_BYTES = 32 << 10;

  /** How much work the part is, about, in bytes. */
  public long weightBytes() {
    return sizeBytes + OPEN_BYTES;
  }

  /** Opens it; messages of an mbox are named by the offset of their separator line. */
  public MessageStream open(FileStore store) throws IOException {
    if (from == 0 && to == Long.MAX_VALUE) {
      return MessageStream.byOffset(file, store.open(file, 0));
    }
    InputStream bytes = store.open(file, Math.max(0, from - MessageStream.BYTES_BEFORE_RANGE));
    return MessageStream.ofMboxRange(file, bytes, from, to);
  }
}
