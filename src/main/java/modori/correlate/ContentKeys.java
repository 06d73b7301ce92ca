package modori.correlate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import modori.mail.MailAddress;
import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;

/**
 * Makes many keys as {@link ContentKey} does, one after the other in the same memory. One object
 * per thread.
 */
public final class ContentKeys {
  private static final byte[] MAILBOX = "mailbox\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MESSAGE_ID = "message-id\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ABSENT = {1, 0};

  private byte[] bytes = new byte[256];
  private int size;

  /** The next part of the key; null differs from an empty part. */
  public ContentKeys with(@Nullable String part) {
    if (part == null) {
      add(ABSENT);
      return this;
    }
    byte[] encoded = part.getBytes(StandardCharsets.UTF_8);
    ensure(encoded.length + 1);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
    bytes[size++] = 0;
    return this;
  }

  /** The key of the parts since the last key. */
  public String key() {
    long[] hash = MurmurHash3.hash128x64(bytes, 0, size, 0);
    size = 0;
    return HexKey.of(hash[0], hash[1]);
  }

  /** The key of a mailbox: equal for all spellings of an address that reach it. */
  public String mailbox(MailAddress address) {
    MailAddress mailbox = address.mailbox();
    add(MAILBOX);
    return with(mailbox.local()).with(mailbox.domain()).key();
  }

  /** The key of a message across hops, by its Message-ID. */
  String messageId(String messageId) {
    add(MESSAGE_ID);
    return with(messageId).key();
  }

  private void add(byte[] encoded) {
    ensure(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
