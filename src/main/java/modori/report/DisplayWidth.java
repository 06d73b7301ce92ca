package modori.report;

/** Columns that a text takes on a terminal, where East Asian characters take two (UAX #11). */
final class DisplayWidth {
  private static final String ELLIPSIS = "…";

  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /** Fills with spaces on the right, or cuts and marks the cut, to exactly so many columns. */
  static String left(String text, int columns) {
    String cut = cut(text, columns);
    return cut + " ".repeat(columns - of(cut));
  }

  /** Fills with spaces on the left. */
  static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - of(text))) + text;
  }

  /** Cuts and marks the cut where a text takes more columns. */
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int width = 0;
    for (int point : text.codePoints().toArray()) {
      if (width + of(point) > columns - 1) {
        break;
      }
      width += of(point);
      cut.appendCodePoint(point);
    }
    return cut + ELLIPSIS;
  }

  private static int of(int point) {
    if (point < 0x300) {
      return 1;
    }
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return isWide(point) ? 2 : 1;
  }

  // The blocks that EastAsianWidth.txt gives as W or F.
  private static boolean isWide(int point) {
    return point >= 0x1100 && point <= 0x115F
        || point >= 0x2E80 && point <= 0x303E
        || point >= 0x3041 && point <= 0xA4CF
        || point >= 0xA960 && point <= 0xA97C
        || point >= 0xAC00 && point <= 0xD7A3
        || point >= 0xF900 && point <= 0xFAFF
        || point >= 0xFE10 && point <= 0xFE19
        || point >= 0xFE30 && point <= 0xFE6F
        || point >= 0xFF01 && point <= 0xFF60
        || point >= 0xFFE0 && point <= 0xFFE6
        || point >= 0x1F300 && point <= 0x1F64F
        || point >= 0x1F900 && point <= 0x1F9FF
        || point >= 0x20000 && point <= 0x3FFFD;
  }
}
