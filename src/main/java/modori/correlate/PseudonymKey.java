package modori.correlate;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The secret that pseudonyms are made with (HMAC-SHA-256); it never stands in a table. */
public final class PseudonymKey implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 32;

  private final byte[] secret;
  private final boolean strict;

  private PseudonymKey(byte[] secret, boolean strict) {
    this.secret = secret;
    this.strict = strict;
  }

  /**
   * Reads a key file: all its bytes, without white space at the end, are the secret.
   *
   * @throws IllegalArgumentException where it has fewer than 32 bytes
   * @throws IOException where it cannot be read
   */
  public static PseudonymKey read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] <= ' ' && bytes[length - 1] >= 0) {
      length--;
    }
    if (length < LEAST_BYTES) {
      throw new IllegalArgumentException(
          file + " holds " + length + " bytes, a key needs " + LEAST_BYTES + " or more");
    }
    return new PseudonymKey(Arrays.copyOf(bytes, length), false);
  }

  /** The same secret for tables that are to tell of domains only; it names people alike. */
  public PseudonymKey strict() {
    return new PseudonymKey(secret, true);
  }

  /** What puts pseudonyms in the place of names. */
  public Pseudonyms pseudonyms() {
    return strict ? new StrictPseudonyms(this) : new Pseudonyms(this);
  }

  /** The profile that it stands for: aggregate or pseudonym. */
  public String profile() {
    return strict ? "aggregate" : "pseudonym";
  }

  /** Names the key without telling it: 8 hexadecimal digits. */
  public String id() {
    return digest(mac(), "modori:key-id", "").substring(0, 8);
  }

  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** 128 bits as 32 hexadecimal digits; the domain keeps the same text of another kind apart. */
  static String digest(Mac mac, String domain, String text) {
    mac.update(domain.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    byte[] all = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(all, 0, 16);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PseudonymKey key
        && strict == key.strict
        && Arrays.equals(secret, key.secret);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(secret);
  }

  @Override
  public String toString() {
    return "key " + id();
  }
}
