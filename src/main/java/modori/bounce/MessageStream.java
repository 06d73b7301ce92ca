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

  /** How the messages of an mbox are named. */
  private enum Naming {
    COUNT,
    OFFSET
  }

  private final InputStream outermost;
  private final Naming naming;
  private @Nullable Splitter splitter;
  private @Nullable TarArchiveInputStream archive;
  private final String name;
  private String memberName = "";
  private @Nullable String problem;

  private MessageStream(String name, InputStream bytes, Naming naming) {
    this.name = name;
    this.naming = naming;
    this.outermost = bytes;
  }

  /** Opens a file of any kind; {@code #n} names the n-th message of an mbox. */
  public static MessageStream of(String name, InputStream bytes) {
    return opened(new MessageStream(name, bytes, Naming.COUNT), bytes);
  }

  /**
   * Opens a file of any kind; {@code #@n} names the message of an mbox whose separator line begins
   * at the unpacked byte n. {@link #ofMboxRange} gives the same names, wherever ranges are cut.
   */
  public static MessageStream byOffset(String name, InputStream bytes) {
    return opened(new MessageStream(name, bytes, Naming.OFFSET), bytes);
  }

  /** Whether the file is an mbox that can be read in ranges, told by its first bytes. */
  public static boolean isPlainMbox(InputStream bytes) throws IOException {
    PeekedStream peeked = new PeekedStream(bytes);
    byte[] head = peeked.peek(HEAD_BYTES);
    return Compression.of(head, head.length) == Compression.NONE
        && !isTar(head)
        && Splitter.of(peeked).isMbox();
  }

  private static MessageStream opened(MessageStream stream, InputStream bytes) {
    try {
      stream.open(new PeekedStream(bytes), 0);
    } catch (IOException | RuntimeException damaged) {
      stream.problem = "cannot be unpacked: " + why(damaged);
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
    MessageStream stream = new MessageStream(name, bytes, Naming.OFFSET);
    stream.splitter = Splitter.ofRange(new PeekedStream(bytes), from, to);
    return stream;
  }

  /** The next message; empty at the end, also at the end of what a damaged file gives. */
  public Optional<RawMessage> next() {
    try {
      return advance();
    } catch (IOException | RuntimeException damaged) {
      problem = "damaged: " + why(damaged);
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

  private static String why(Exception damaged) {
    String message = damaged.getMessage();
    return message == null ? damaged.getClass().getSimpleName() : message;
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
      splitter = split(bytes);
    }
  }

  private Splitter split(InputStream bytes) throws IOException {
    return switch (naming) {
      case COUNT -> Splitter.of(bytes);
      case OFFSET -> Splitter.byOffset(bytes);
    };
  }

  // A member may be packed or an mbox, but no archive again.
  private void openMember(PeekedStream bytes) throws IOException {
    byte[] head = bytes.peek(HEAD_BYTES);
    Compression packing = Compression.of(head, head.length);
    splitter =
        split(
            packing == Compression.NONE
                ? bytes
                : new PeekedStream(new BoundedUnpacking(bytes, packing)));
  }

  private static boolean isTar(byte[] head) {
    return head.length > TAR_MAGIC_OFFSET + 5
        && Octets.startsWith(head, TAR_MAGIC_OFFSET, head.length, "ustar");
  }
}
