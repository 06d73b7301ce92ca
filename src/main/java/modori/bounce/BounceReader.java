package modori.bounce;

import java.util.List;
import modori.classify.Classifier;

/**
 * Reads one message into rows, one per recipient that it speaks of; time and memory are bounded by
 * its size and no message makes it fail. Thread-confined, to be used again.
 */
public final class BounceReader {
  private static final int MAX_NESTING = 3;

  private final ReasonFinder reasons;

  /** A reader that asks a classifier, which may be shared between readers, for reasons. */
  public BounceReader(Classifier classifier) {
    this.reasons = new ReasonFinder(classifier);
  }

  /** Reads a message; the list is never empty. */
  public List<BounceNotice> read(String sourceFile, byte[] bytes) {
    return read(sourceFile, bytes, 0, bytes.length);
  }

  /** Reads the message in the bytes from {@code from} to {@code to}; the list is never empty. */
  public List<BounceNotice> read(String sourceFile, byte[] bytes, int from, int to) {
    return read(sourceFile, bytes, from, to, 0);
  }

  private List<BounceNotice> read(String sourceFile, byte[] bytes, int from, int to, int depth) {
    NoticeMessage message = NoticeMessage.read(bytes, from, to);
    byte[] inner = depth < MAX_NESTING ? message.wrapped() : null;
    if (inner != null) {
      List<BounceNotice> found = read(sourceFile, inner, 0, inner.length, depth + 1);
      NoticeKind kind = found.get(0).kind();
      if (kind == NoticeKind.BOUNCE || kind == NoticeKind.DELAY) {
        return found;
      }
    }
    return new NoticeRows(sourceFile, message, reasons).read();
  }
}
