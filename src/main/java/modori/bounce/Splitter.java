package modori.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Splits an mbox at its separator lines (RFC 4155), in one pass and bounded memory; any other
 * stream is one message.
 */
final class Splitter {
  private static final int BUFFER_BYTES = 128 * 1024;
  private static final int LOOK_AHEAD_BYTES = 512;

  private final InputStream input;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private boolean exhausted;
  private boolean mbox;
  private boolean range;
  private boolean byOffset;
  private int number;
  private long offset;
  private long rangeStart;
  private long rangeEnd = Long.MAX_VALUE;
  private byte[] message = new byte[32 * 1024];
  private int length;

  private Splitter(InputStream input) {
    this.input = input;
  }

  static Splitter of(InputStream input) throws IOException {
    Splitter splitter = new Splitter(input);
    splitter.fill();
    splitter.mbox = splitter.isSeparator(true);
    return splitter;
  }

  /** The same input, with messages named by the offset of their separator line. */
  static Splitter byOffset(InputStream input) throws IOException {
    Splitter splitter = of(input);
    splitter.byOffset = true;
    return splitter;
  }

  /** Whether the input is an mbox. */
  boolean isMbox() {
    return mbox;
  }

  static Splitter ofRange(InputStream input, long from, long to) {
    Splitter splitter = new Splitter(input);
    splitter.mbox = true;
    splitter.range = true;
    splitter.byOffset = true;
    splitter.offset = Math.max(0, from - MessageStream.BYTES_BEFORE_RANGE);
    splitter.rangeStart = from;
    splitter.rangeEnd = to;
    return splitter;
  }

  @Nullable RawMessage next(String name) throws IOException {
    if (range && number == 0 && !skipToRange()) {
      return null;
    }
    fill();
    if (at == end || mbox && offset >= rangeEnd) {
      return null;
    }
    length = 0;
    boolean cut = false;
    long start = offset;
    boolean first = true;
    boolean blankBefore = false;
    while (true) {
      fill();
      if (at == end || mbox && !first && isSeparator(blankBefore)) {
        break;
      }
      int from = at;
      int lineEnd = Octets.lineEnd(buffer, at, end);
      int next = Octets.nextLine(buffer, lineEnd, end);
      if (lineEnd < end) {
        blankBefore = lineEnd == from && !first;
      } else {
        blankBefore = false;
      }
      cut |= !append(from, next);
      at = next;
      offset += next - from;
      first = false;
      if (lineEnd == end) {
        cut |= !copyRestOfLine();
      }
    }
    number++;
    String source = !mbox ? name : byOffset ? name + "#@" + start : name + "#" + number;
    byte[] bytes = message;
    message = new byte[32 * 1024];
    return new RawMessage(source, bytes, length, cut);
  }

  // A line longer than the buffer.
  private boolean copyRestOfLine() throws IOException {
    boolean whole = true;
    while (true) {
      fill();
      if (at == end) {
        return whole;
      }
      int from = at;
      int lineEnd = Octets.lineEnd(buffer, at, end);
      int next = Octets.nextLine(buffer, lineEnd, end);
      whole &= append(from, next);
      at = next;
      offset += next - from;
      if (lineEnd < end) {
        return whole;
      }
    }
  }

  private boolean skipToRange() throws IOException {
    fill();
    boolean blankBefore = offset == 0;
    boolean lineStart = offset == 0;
    while (at < end) {
      if (lineStart && offset >= rangeEnd) {
        return false;
      }
      if (lineStart && offset >= rangeStart && isSeparator(blankBefore)) {
        return true;
      }
      int from = at;
      int lineEnd = Octets.lineEnd(buffer, at, end);
      int next = Octets.nextLine(buffer, lineEnd, end);
      blankBefore = lineStart && lineEnd == from;
      lineStart = lineEnd < end;
      at = next;
      offset += next - from;
      fill();
    }
    return false;
  }

  private boolean append(int from, int to) {
    int count = to - from;
    if (length + count > MessageStream.MAX_MESSAGE_BYTES) {
      count = MessageStream.MAX_MESSAGE_BYTES - length;
    }
    if (length + count > message.length) {
      message =
          Arrays.copyOf(
              message,
              Math.min(
                  MessageStream.MAX_MESSAGE_BYTES, Math.max(message.length * 2, length + count)));
    }
    System.arraycopy(buffer, from, message, length, count);
    length += count;
    return count == to - from;
  }

  // "From sender Thu Apr 29 23:34:45 2010" after an empty line, or above a header field.
  private boolean isSeparator(boolean blankBefore) {
    if (!Octets.startsWith(buffer, at, end, FROM)) {
      return false;
    }
    int lineEnd = Octets.lineEnd(buffer, at, Math.min(end, at + LOOK_AHEAD_BYTES));
    return holdsClock(at, lineEnd) && (blankBefore || fieldFollows(lineEnd));
  }

  private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

  private boolean holdsClock(int from, int to) {
    for (int i = from + 7; i + 2 < to; i++) {
      if (buffer[i] == ':'
          && digit(buffer[i - 1])
          && digit(buffer[i + 1])
          && digit(buffer[i + 2])) {
        return true;
      }
    }
    return false;
  }

  private boolean fieldFollows(int lineEnd) {
    int i = Octets.nextLine(buffer, lineEnd, end);
    int limit = Math.min(end, i + 60);
    int start = i;
    while (i < limit && buffer[i] > ' ' && buffer[i] != ':') {
      i++;
    }
    return i > start && i < limit && buffer[i] == ':';
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  private void fill() throws IOException {
    if (end - at > LOOK_AHEAD_BYTES * 2 || exhausted) {
      return;
    }
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    while (end < buffer.length) {
      int count = input.read(buffer, end, buffer.length - end);
      if (count < 0) {
        exhausted = true;
        return;
      }
      end += count;
    }
  }
}
