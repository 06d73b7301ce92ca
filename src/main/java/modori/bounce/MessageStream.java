package modori.bounce;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import modori.ingest.Compression;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one file one after the other, in bounded memory: what the file is (mbox, single
 * message, tar, packed) is told by its first bytes.
 */
public final class MessageStream implements Closeable {
  /** A longer message is cut here: report and header of the returned mail stand before it. */
  public static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

  /** How many bytes before a range must be read to know whether an empty line stands before it. */
  public static final int BYTES_BEFORE_RANGE = 4;

  private static final int MAX_LAYERS = 4;
  private static final int TAR_MAGIC_OFFSET = 257;
  private static final int HEAD_BYTES = 512;

  private final InputStream outermost;
  private @Nullable Splitter splitter;
  private @Nullable TarArchiveInputStream archive;
  private final String name;
  private String memberName = "";
  private @Nullable String problem;

  private MessageStream(String name, InputStream bytes) {
    this.name = name;
    this.outermost = bytes;
  }

  /** Opens a file of any kind. */
  public static MessageStream of(String name, InputStream bytes) {
    MessageStream stream = new MessageStream(name, bytes);
    try {
      stream.open(new PeekedStream(bytes), 0);
    } catch (IOException | RuntimeException damaged) {
      stream.problem = "cannot be unpacked: " + damaged.getMessage();
    }
    return stream;
  }

  /**
   * Opens a byte range of a plain mbox: the messages whose separator line starts in it.
   *
   * @param bytes the file from {@link #BYTES_BEFORE_RANGE} bytes before the range on, or from its
   *     begin
   * @param from offset of the first byte of the range
   * @param to offset after the last byte of the range
   */
  public static MessageStream ofMboxRange(String name, InputStream bytes, long from, long to) {
    MessageStream stream = new MessageStream(name, bytes);
    stream.splitter = Splitter.ofRange(new PeekedStream(bytes), from, to);
    return stream;
  }

  /** The next message; empty at the end, also at the end of what a damaged file gives. */
  public Optional<RawMessage> next() {
    try {
      return advance();
    } catch (IOException | RuntimeException damaged) {
      problem = "damaged: " + damaged.getMessage();
      splitter = null;
      archive = null;
      return Optional.empty();
    }
  }

  /** What was wrong with the file, if anything was. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  @Override
  public void close() throws IOException {
    outermost.close();
  }

  private Optional<RawMessage> advance() throws IOException {
    while (true) {
      Splitter open = splitter;
      if (open != null) {
        RawMessage message = open.next(sourceFile());
        if (message != null) {
          return Optional.of(message);
        }
        splitter = null;
      }
      TarArchiveInputStream tar = archive;
      if (tar == null) {
        return Optional.empty();
      }
      TarArchiveEntry entry = tar.getNextEntry();
      if (entry == null) {
        archive = null;
        return Optional.empty();
      }
      if (entry.isFile() && tar.canReadEntryData(entry)) {
        memberName = entry.getName();
        openMember(new PeekedStream(tar));
      }
    }
  }

  private String sourceFile() {
    return memberName.isEmpty() ? name : name + "!/" + memberName;
  }

  private void open(PeekedStream bytes, int layer) throws IOException {
    byte[] head = bytes.peek(HEAD_BYTES);
    Compression packing = Compression.of(head, head.length);
    if (packing != Compression.NONE && layer < MAX_LAYERS) {
      open(new PeekedStream(new BoundedUnpacking(bytes, packing)), layer + 1);
    } else if (isTar(head)) {
      archive = new TarArchiveInputStream(bytes);
    } else {
      splitter = Splitter.of(bytes);
    }
  }

  // A member may be packed or an mbox, but no archive again.
  private void openMember(PeekedStream bytes) throws IOException {
    byte[] head = bytes.peek(HEAD_BYTES);
    Compression packing = Compression.of(head, head.length);
    splitter =
        Splitter.of(
            packing == Compression.NONE
                ? bytes
                : new PeekedStream(new BoundedUnpacking(bytes, packing)));
  }

  private static boolean isTar(byte[] head) {
    return head.length > TAR_MAGIC_OFFSET + 5
        && Octets.startsWith(head, TAR_MAGIC_OFFSET, head.length, "ustar");
  }
}
