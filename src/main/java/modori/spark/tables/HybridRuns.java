package modori.spark.tables;

/**
 * Numbers of few bits as Parquet packs levels and the places in a dictionary: runs of one number,
 * and between them groups of eight (Parquet format, "Run Length Encoding / Bit-Packing Hybrid").
 */
final class HybridRuns {
  private static final int GROUP = 8;

  private HybridRuns() {}

  /** How many bits hold the numbers below this one. */
  static int bitWidth(int bound) {
    return bound <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(bound - 1);
  }

  /** One number, many times. */
  static void constant(int value, int count, int bitWidth, PageBytes out) {
    out.putVarint(count << 1);
    for (int bits = 0; bits < bitWidth; bits += 8) {
      out.putByte(value >> bits);
    }
  }

  /** The first {@code count} numbers. */
  static void write(int[] values, int count, int bitWidth, PageBytes out) {
    int at = 0;
    while (at < count) {
      int run = run(values, at, count);
      if (run >= GROUP) {
        constant(values[at], run, bitWidth, out);
        at += run;
        continue;
      }
      int end = at;
      while (end < count && run(values, end, Math.min(count, end + GROUP)) < GROUP) {
        end += GROUP; // whole groups only; the last is filled with zeros
      }
      packed(values, at, Math.min(end, count), bitWidth, out);
      at = Math.min(end, count);
    }
  }

  private static int run(int[] values, int from, int count) {
    int end = from + 1;
    while (end < count && values[end] == values[from]) {
      end++;
    }
    return end - from;
  }

  private static void packed(int[] values, int from, int to, int bitWidth, PageBytes out) {
    int groups = (to - from + GROUP - 1) / GROUP;
    out.putVarint(groups << 1 | 1);
    long bits = 0;
    int filled = 0;
    for (int i = from; i < from + groups * GROUP; i++) {
      bits |= (i < to ? (long) values[i] : 0) << filled;
      filled += bitWidth;
      while (filled >= 8) {
        out.putByte((int) bits);
        bits >>>= 8;
        filled -= 8;
      }
    }
  }
}
