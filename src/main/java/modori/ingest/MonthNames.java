package modori.ingest;

/**
 * The month names of syslog stamps: the English three letters, and those that localised hosts
 * write.
 */
final class MonthNames {
  private MonthNames() {}

  /** 1 to 12, or 0 where no month's name stands at {@code at}; needs 5 bytes from there. */
  static int month(byte[] b, int at) {
    return switch (packed(b, at)) {
      case 'J' << 16 | 'a' << 8 | 'n' -> 1;
      case 'F' << 16 | 'e' << 8 | 'b' -> 2;
      case 'M' << 16 | 'a' << 8 | 'r', 'M' << 16 | 'r' << 8 | 'z', 'M' << 16 | 0xC3 << 8 | 0xA4 ->
          3;
      case 'A' << 16 | 'p' << 8 | 'r' -> 4;
      case 'M' << 16 | 'a' << 8 | 'y', 'M' << 16 | 'a' << 8 | 'i' -> 5;
      case 'J' << 16 | 'u' << 8 | 'n' -> 6;
      case 'J' << 16 | 'u' << 8 | 'l' -> 7;
      case 'A' << 16 | 'u' << 8 | 'g' -> 8;
      case 'S' << 16 | 'e' << 8 | 'p' -> 9;
      case 'O' << 16 | 'c' << 8 | 't', 'O' << 16 | 'k' << 8 | 't' -> 10;
      case 'N' << 16 | 'o' << 8 | 'v' -> 11;
      case 'D' << 16 | 'e' << 8 | 'c', 'D' << 16 | 'e' << 8 | 'z' -> 12;
      default -> 0;
    };
  }

  /** How many bytes the name takes: 3, or 4 for {@code Mär} in UTF-8. */
  static int length(byte[] b, int at) {
    return (b[at + 1] & 0xFF) == 0xC3 ? 4 : 3;
  }

  private static int packed(byte[] b, int at) {
    return (b[at] & 0xFF) << 16 | (b[at + 1] & 0xFF) << 8 | (b[at + 2] & 0xFF);
  }
}
