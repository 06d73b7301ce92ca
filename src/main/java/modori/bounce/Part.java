package modori.bounce;

import org.jspecify.annotations.Nullable;

/**
 * A leaf of a message: its header, its type, and where its body lies in the bytes.
 *
 * @param header the header of the part
 * @param type its Content-Type
 * @param bytes the bytes that it lies in
 * @param from first byte of the body
 * @param to first byte after the body
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes of the message, shared by its parts.
record Part(HeaderBlock header, ContentType type, byte[] bytes, int from, int to) {

  /** The text, read by transfer encoding and charset; at most {@code limit} bytes of it. */
  String text(int limit) {
    String encoding = header.first("content-transfer-encoding");
    String charset = type.parameter("charset");
    int end = Math.max(from, to);
    if (isEncoded(encoding)) {
      byte[] decoded = TransferEncoding.decode(bytes, from, end, encoding, limit);
      return TextDecoder.labelled(decoded, 0, decoded.length, charset);
    }
    return TextDecoder.labelled(bytes, from, Math.min(end, from + limit), charset);
  }

  /** The body without its transfer encoding; at most {@code limit} bytes of it. */
  byte[] decoded(int limit) {
    return TransferEncoding.decode(
        bytes, from, Math.max(from, to), header.first("content-transfer-encoding"), limit);
  }

  /** Whether the part is to be saved, not shown (RFC 2183 section 2.2). */
  boolean isAttached() {
    String disposition = header.first("content-disposition");
    return disposition != null && disposition.regionMatches(true, 0, "attachment", 0, 10);
  }

  /** The name under which the part would be saved. */
  @Nullable String fileName() {
    String name = type.parameter("name");
    if (name != null) {
      return EncodedWords.decode(name);
    }
    String disposition = header.first("content-disposition");
    if (disposition == null) {
      return null;
    }
    String saved = new ContentType("x/x", disposition).parameter("filename");
    return saved == null ? null : EncodedWords.decode(saved);
  }

  private static boolean isEncoded(@Nullable String encoding) {
    return encoding != null
        && (encoding.regionMatches(true, 0, "base64", 0, 6)
            || encoding.regionMatches(true, 0, "quoted-printable", 0, 16));
  }
}
