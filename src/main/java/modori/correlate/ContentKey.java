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

  private static final String ABSENT = "\u0001";
  private static final int FIRST_CAPACITY = 256;

  private ContentKey() {}

  /** The key of these parts in this order; null differs from an empty part. */
  public static String of(@Nullable String... parts) {
    StringBuilder joined = new StringBuilder(FIRST_CAPACITY);
    for (String part : parts) {
      joined.append(part == null ? ABSENT : part).append('\0');
    }
    return ofBytes(joined.toString().getBytes(StandardCharsets.UTF_8));
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
