package modori.correlate;

import java.nio.charset.StandardCharsets;
import modori.mail.MailAddress;
import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;

/**
 * Keys made of content alone: 128 bits as 32 hexadecimal digits. The same content gives the same
 * key in every run, on every machine.
 */
public final class ContentKey {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private ContentKey() {}

  /** The key of these parts in this order; null differs from an empty part. */
  public static String of(@Nullable String... parts) {
    int length = parts.length;
    for (String part : parts) {
      length += part == null ? 1 : part.length();
    }
    byte[] bytes = new byte[length];
    int at = 0;
    for (String part : parts) {
      if (part == null) {
        bytes[at++] = 1;
      } else {
        for (int i = 0; i < part.length(); i++) {
          char c = part.charAt(i);
          if (c >= 128) {
            return ofBytes(utf8(parts));
          }
          bytes[at++] = (byte) c;
        }
      }
      bytes[at++] = 0;
    }
    return ofBytes(bytes);
  }

  private static byte[] utf8(@Nullable String... parts) {
    StringBuilder all = new StringBuilder(160);
    for (String part : parts) {
      all.append(part == null ? "\1" : part).append('\0');
    }
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String ofBytes(byte[] bytes) {
    long[] hash = MurmurHash3.hash128x64(bytes, 0, bytes.length, 0);
    byte[] hex = new byte[32];
    for (int i = 0; i < 16; i++) {
      hex[i] = HEX[(int) (hash[0] >>> 60 - 4 * i) & 15];
      hex[16 + i] = HEX[(int) (hash[1] >>> 60 - 4 * i) & 15];
    }
    return new String(hex, StandardCharsets.ISO_8859_1);
  }

  /** The key of a mailbox: equal for all spellings of an address that reach it. */
  public static String ofMailbox(MailAddress address) {
    MailAddress mailbox = address.mailbox();
    return of("mailbox", mailbox.local(), mailbox.domain());
  }
}
