package modori.correlate;

import java.nio.charset.StandardCharsets;

/** Keys of 32 hexadecimal digits, the 128 bits of a hash, as two numbers. */
public final class HexKey {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int HALF = 16;

  private HexKey() {}

  /** The first half: enough to tell keys of one kind apart. */
  public static long first(String key) {
    return number(key, 0);
  }

  /** The second half. */
  public static long second(String key) {
    return number(key, HALF);
  }

  /** The key of both halves. */
  public static String of(long first, long second) {
    byte[] text = new byte[2 * HALF];
    long left = first;
    long right = second;
    for (int i = HALF - 1; i >= 0; i--) {
      text[i] = DIGITS[(int) left & 15];
      text[HALF + i] = DIGITS[(int) right & 15];
      left >>>= 4;
      right >>>= 4;
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static long number(String key, int from) {
    long number = 0;
    for (int i = from; i < from + HALF; i++) {
      int digit = key.charAt(i);
      number = number << 4 | (digit & 15) + (digit >> 6) * 9; // 0 to 9, a to f
    }
    return number;
  }
}
