package modori.bounce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a message into its leaves in one pass over its lines (RFC 2046 section 5.1): multiparts
 * are opened, returned mails are not. Depth and number are bounded.
 */
final class MimeParts {
  private static final int MAX_DEPTH = 12;
  private static final int MAX_PARTS = 120;
  private static final int MAX_PREAMBLE_LINES = 6;
  private static final int SNIFFED_BYTES = 8 * 1024;

  private final byte[] bytes;
  private final int to;
  private final List<Part> parts = new ArrayList<>();
  private final List<byte[]> boundaries = new ArrayList<>();
  private boolean statusSeen;

  private MimeParts(byte[] bytes, int to) {
    this.bytes = bytes;
    this.to = to;
  }

  /** The leaves of the message with that header, in their order. */
  static List<Part> of(HeaderBlock header, byte[] bytes, int to) {
    MimeParts split = new MimeParts(bytes, to);
    ContentType type = ContentType.of(header.first("content-type"));
    int body = header.bodyStart();
    if (!split.open(type) && (type.isMultipart() || !header.has("content-type"))) {
      split.openByLook(body);
    }
    if (split.boundaries.isEmpty()) {
      return List.of(
          new Part(header, type.isMultipart() ? ContentType.PLAIN : type, bytes, body, to));
    }
    split.scan(body);
    if (split.parts.isEmpty()) {
      return List.of(new Part(header, ContentType.PLAIN, bytes, body, to));
    }
    return split.parts;
  }

  private boolean open(ContentType type) {
    if (!type.isMultipart() || boundaries.size() == MAX_DEPTH) {
      return false;
    }
    String boundary = type.parameter("boundary");
    if (boundary == null || boundary.isBlank()) {
      return false;
    }
    boundaries.add(("--" + boundary.stripTrailing()).getBytes(StandardCharsets.ISO_8859_1));
    return true;
  }

  // A message that lost its header: "--x" and "Content-…" below it.
  private void openByLook(int from) {
    int end = Math.min(to, from + SNIFFED_BYTES);
    int line = from;
    int filled = 0;
    while (line < end && filled < MAX_PREAMBLE_LINES) {
      int lineEnd = Octets.lineEnd(bytes, line, end);
      int next = Octets.nextLine(bytes, lineEnd, end);
      if (lineEnd - line > 4
          && bytes[line] == '-'
          && bytes[line + 1] == '-'
          && Octets.startsWith(bytes, next, end, "content-")) {
        boundaries.add(java.util.Arrays.copyOfRange(bytes, line, lineEnd));
        return;
      }
      filled += lineEnd > line ? 1 : 0;
      line = next;
    }
  }

  private void scan(int from) {
    int line = from;
    int bodyStart = -1;
    HeaderBlock header = null;
    ContentType type = ContentType.PLAIN;
    int previousEnd = from;
    while (line < to) {
      int end = Octets.lineEnd(bytes, line, to);
      int next = Octets.nextLine(bytes, end, to);
      int level =
          end - line > 2 && bytes[line] == '-' && bytes[line + 1] == '-' ? level(line, end) : -1;
      if (level < 0) {
        previousEnd = end;
        line = next;
        continue;
      }
      if (header != null) {
        add(header, type, bodyStart, previousEnd);
        header = null;
      }
      boolean closes = closes(line, end, boundaries.get(level));
      while (boundaries.size() > level + 1) {
        boundaries.remove(boundaries.size() - 1);
      }
      if (closes) {
        if (boundaries.size() > 1) {
          boundaries.remove(level);
        }
        previousEnd = end;
        line = next;
        continue;
      }
      if (parts.size() >= MAX_PARTS) {
        return;
      }
      HeaderBlock opened = HeaderBlock.read(bytes, next, to);
      ContentType openedType = ContentType.of(opened.first("content-type"));
      line = opened.bodyStart();
      previousEnd = line;
      if (open(openedType)) {
        continue;
      }
      header = opened;
      type = openedType;
      bodyStart = line;
      if (statusSeen && type.isReturnedMail()) {
        // Nothing of interest follows the returned mail of a complete report (RFC 3462).
        parts.add(new Part(header, type, bytes, bodyStart, to));
        return;
      }
    }
    if (header != null) {
      add(header, type, bodyStart, to);
    }
  }

  private void add(HeaderBlock header, ContentType type, int from, int end) {
    statusSeen |= type.isDeliveryStatus() && end - from > 4;
    parts.add(new Part(header, type, bytes, from, Math.max(from, end)));
  }

  private int level(int line, int end) {
    for (int i = boundaries.size() - 1; i >= 0; i--) {
      byte[] boundary = boundaries.get(i);
      if (Octets.startsWith(bytes, line, end, boundary) && delimits(line + boundary.length, end)) {
        return i;
      }
    }
    return -1;
  }

  private boolean delimits(int from, int end) {
    int i = from;
    if (end - i >= 2 && bytes[i] == '-' && bytes[i + 1] == '-') {
      i += 2;
    }
    while (i < end) {
      if (!Octets.blank(bytes[i])) {
        return false;
      }
      i++;
    }
    return true;
  }

  private boolean closes(int line, int end, byte[] boundary) {
    int after = line + boundary.length;
    return end - after >= 2 && bytes[after] == '-' && bytes[after + 1] == '-';
  }
}
