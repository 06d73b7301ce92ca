package modori.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import modori.parse.LogLine;

/**
 * Lines of a stream as slices of one buffer. A line may be as long as {@link #LONGEST_LINE}; of a
 * longer one the first bytes are given and the rest is passed over.
 */
final class LineReader {
  /** The longest line that is kept whole. */
  static final int LONGEST_LINE = 1 << 20;

  private static final int BLOCK = 1 << 18;

  private final InputStream in;
  private byte[] buffer = new byte[BLOCK * 2];
  private int at;
  private int filled;
  private long base;
  private boolean atEnd;
  private long lineOffset;
  private long nextOffset;
  private boolean hasLineEnd;
  private boolean tooLong;

  /**
   * A reader of this stream.
   *
   * @param offset of the stream's first byte in the file
   */
  LineReader(InputStream in, long offset) {
    this.in = in;
    this.base = offset;
    this.nextOffset = offset;
  }

  /** Offset of the line that {@link #next} gave, in unpacked bytes of the file. */
  long lineOffset() {
    return lineOffset;
  }

  /** Offset behind the line and its line end. */
  long nextOffset() {
    return nextOffset;
  }

  /** Whether the line ended with a line feed; the last one of a stream may not. */
  boolean hasLineEnd() {
    return hasLineEnd;
  }

  /** Whether the line was longer than is kept. */
  boolean tooLong() {
    return tooLong;
  }

  /**
   * Points {@code line} at the next line, without its line end.
   *
   * @return false at the end of the stream
   * @throws IOException where the stream breaks; the lines before it were given
   */
  boolean next(LogLine line) throws IOException {
    lineOffset = base + at;
    tooLong = false;
    int scan = at;
    while (true) {
      for (int end = filled; scan < end; scan++) {
        if (buffer[scan] == '\n') {
          give(line, scan, true);
          return true;
        }
      }
      if (atEnd) {
        if (at == filled) {
          return false;
        }
        give(line, filled, false);
        return true;
      }
      if (filled - at > LONGEST_LINE + 1) { // one more may be a carriage return
        line.set(buffer, at, at + LONGEST_LINE);
        skipToLineEnd();
        return true;
      }
      int moved = at;
      fill();
      scan -= moved - at;
    }
  }

  private void give(LogLine line, int end, boolean lineEnd) {
    int to = lineEnd && end > at && buffer[end - 1] == '\r' ? end - 1 : end;
    tooLong = to - at > LONGEST_LINE;
    line.set(buffer, at, tooLong ? at + LONGEST_LINE : to);
    at = lineEnd ? end + 1 : end;
    hasLineEnd = lineEnd;
    nextOffset = base + at;
  }

  // Moves what is left to the front and reads a block behind it.
  private void fill() throws IOException {
    if (at > 0) {
      System.arraycopy(buffer, at, buffer, 0, filled - at);
      base += at;
      filled -= at;
      at = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int n = in.read(buffer, filled, Math.min(BLOCK, buffer.length - filled));
    if (n < 0) {
      atEnd = true;
    } else {
      filled += n;
    }
  }

  // The kept begin stays where the line points; what follows is read into a buffer of its own.
  private void skipToLineEnd() throws IOException {
    tooLong = true;
    hasLineEnd = false;
    long offset = base + filled;
    byte[] block = new byte[BLOCK];
    int found = -1;
    int n = 0;
    while (found < 0) {
      n = in.read(block, 0, block.length);
      if (n < 0) {
        atEnd = true;
        n = 0;
        break;
      }
      for (int i = 0; i < n && found < 0; i++) {
        found = block[i] == '\n' ? i : -1;
      }
      offset += found < 0 ? n : found + 1;
    }
    hasLineEnd = found >= 0;
    int rest = found < 0 ? 0 : n - found - 1;
    byte[] next = new byte[Math.max(BLOCK * 2, rest)];
    System.arraycopy(block, found + 1, next, 0, rest);
    buffer = next;
    at = 0;
    filled = rest;
    base = offset;
    nextOffset = offset;
  }
}
