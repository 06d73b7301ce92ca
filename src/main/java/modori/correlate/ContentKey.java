package modori.correlate;

import modori.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Keys made of content alone: 128 bits as 32 hexadecimal digits. The same content gives the same
 * key in every run, on every machine.
 */
public final class ContentKey {
  private ContentKey() {}

  /** The key of these parts in this order; null differs from an empty part. */
  public static String of(@Nullable String... parts) {
    ContentKeys keys = new ContentKeys();
    for (String part : parts) {
      keys.with(part);
    }
    return keys.key();
  }

  /** The key of a mailbox: equal for all spellings of an address that reach it. */
  public static String ofMailbox(MailAddress address) {
    return new ContentKeys().mailbox(address);
  }
}
