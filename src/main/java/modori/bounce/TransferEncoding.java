package modori.bounce;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Content transfer encodings (RFC 2045 section 6), bounded and tolerant of damage. */
final class TransferEncoding {
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      VALUES[alphabet.charAt(i)] = (byte) i;
    }
  }

  private TransferEncoding() {}

  /** The bytes behind an encoding; at most {@code limit} of them. */
  static byte[] decode(byte[] bytes, int from, int to, @Nullable String encoding, int limit) {
    String name = encoding == null ? "" : encoding.toLowerCase(Locale.ROOT).strip();
    if (name.startsWith("base64")) {
      return base64(bytes, from, to, limit);
    }
    if (name.startsWith("quoted-printable")) {
      return quotedPrintable(bytes, from, to, limit);
    }
    return Arrays.copyOfRange(bytes, from, Math.max(from, Math.min(to, from + limit)));
  }

  /** Reads base64; other characters are passed over, padding ends a run. */
  static byte[] base64(byte[] bytes, int from, int to, int limit) {
    byte[] out = new byte[Math.min(limit, Math.max(0, to - from) / 4 * 3 + 3)];
    int n = 0;
    int bits = 0;
    int held = 0;
    for (int i = from; i < to && n < out.length; i++) {
      byte value = VALUES[bytes[i] & 0xff];
      if (value >= 0) {
        bits = bits << 6 | value;
        held += 6;
        if (held >= 8) {
          held -= 8;
          out[n++] = (byte) (bits >> held);
        }
      } else if (bytes[i] == '=') {
        held = 0;
      }
    }
    return Arrays.copyOf(out, n);
  }

  /** Reads quoted-printable; a damaged escape stays as it is. */
  static byte[] quotedPrintable(byte[] bytes, int from, int to, int limit) {
    byte[] out = new byte[Math.min(limit, Math.max(0, to - from))];
    int n = 0;
    int i = from;
    while (i < to && n < out.length) {
      byte b = bytes[i];
      if (b != '=') {
        out[n++] = b;
        i++;
        continue;
      }
      int high = i + 2 < to ? hex(bytes[i + 1]) : -1;
      int low = i + 2 < to ? hex(bytes[i + 2]) : -1;
      if (high >= 0 && low >= 0) {
        out[n++] = (byte) (high << 4 | low);
        i += 3;
      } else {
        int end = i + 1;
        while (end < to && Octets.blank(bytes[end])) {
          end++;
        }
        if (end < to && (bytes[end] == '\r' || bytes[end] == '\n')) {
          i = Octets.nextLine(bytes, end, to);
        } else {
          out[n++] = b;
          i++;
        }
      }
    }
    return Arrays.copyOf(out, n);
  }

  private static int hex(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    if (b >= 'A' && b <= 'F') {
      return b - 'A' + 10;
    }
    return b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
  }
}
