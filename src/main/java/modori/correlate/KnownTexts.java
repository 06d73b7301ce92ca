package modori.correlate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes texts that stand in many facts, such as names of hosts, into one String each. Threads may
 * share it without a lock: what they put there never changes, and a text that another has just
 * pushed out is made once more.
 */
final class KnownTexts {
  private static final int SLOTS = 1 << 13;
  private static final @Nullable Known[] KNOWN = new Known[SLOTS];

  private record Known(byte[] octets, String text) {}

  private KnownTexts() {}

  /** The text of these octets, UTF-8. */
  static String of(byte[] bytes, int from, int size) {
    int hash = size;
    for (int i = from; i < from + size; i++) {
      hash = hash * 31 + bytes[i];
    }
    hash *= 0x9E3779B1;
    int slot = hash >>> 16 & SLOTS - 1;
    Known known = KNOWN[slot];
    if (known == null
        || !Arrays.equals(known.octets(), 0, known.octets().length, bytes, from, from + size)) {
      known =
          new Known(
              Arrays.copyOfRange(bytes, from, from + size),
              new String(bytes, from, size, StandardCharsets.UTF_8));
      KNOWN[slot] = known;
    }
    return known.text();
  }
}
