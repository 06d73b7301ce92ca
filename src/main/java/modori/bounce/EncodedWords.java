package modori.bounce;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Encoded words of header fields (RFC 2047), as tolerant as mail readers are. */
final class EncodedWords {
  private static final int MAX_CHARS = 8 * 1024;

  private EncodedWords() {}

  /** The text with its encoded words read; what is none stays as it is. */
  static String decode(String value) {
    int start = value.indexOf("=?");
    if (start < 0) {
      return value;
    }
    String text = value.length() > MAX_CHARS ? value.substring(0, MAX_CHARS) : value;
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    boolean afterWord = false;
    ByteArrayOutputStream pending = new ByteArrayOutputStream();
    String pendingCharset = "";
    while (start >= 0) {
      int encoding = text.indexOf('?', start + 2);
      int body = encoding < 0 ? -1 : text.indexOf('?', encoding + 1);
      int end = body < 0 ? -1 : text.indexOf("?=", body + 1);
      if (encoding < 0 || body != encoding + 2 || end < 0) {
        start = encoding < 0 ? -1 : text.indexOf("=?", start + 2);
        continue;
      }
      String between = text.substring(done, start);
      // Blanks between two encoded words do not count (RFC 2047 section 6.2).
      boolean joins = afterWord && between.isBlank();
      String charset = withoutLanguage(text.substring(start + 2, encoding));
      if (!joins || !charset.equals(pendingCharset)) {
        flush(pending, pendingCharset, out);
      }
      if (!joins) {
        out.append(between);
      }
      pendingCharset = charset;
      byte[] word = word(text.charAt(encoding + 1), text.substring(body + 1, end));
      pending.write(word, 0, word.length);
      done = end + 2;
      afterWord = true;
      start = text.indexOf("=?", done);
    }
    flush(pending, pendingCharset, out);
    return out.append(text, done, text.length()).toString();
  }

  private static void flush(ByteArrayOutputStream pending, String charset, StringBuilder out) {
    if (pending.size() > 0) {
      out.append(TextDecoder.labelled(pending.toByteArray(), 0, pending.size(), charset));
      pending.reset();
    }
  }

  // =?charset*language?… (RFC 2231 section 5)
  private static String withoutLanguage(String charset) {
    int star = charset.indexOf('*');
    return star > 0 ? charset.substring(0, star) : charset;
  }

  private static byte[] word(char encoding, String body) {
    byte[] raw = body.getBytes(StandardCharsets.ISO_8859_1);
    if (encoding == 'B' || encoding == 'b') {
      return TransferEncoding.base64(raw, 0, raw.length, raw.length);
    }
    byte[] blanks = body.replace('_', ' ').getBytes(StandardCharsets.ISO_8859_1);
    return TransferEncoding.quotedPrintable(blanks, 0, blanks.length, blanks.length);
  }
}
