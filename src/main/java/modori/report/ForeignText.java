package modori.report;

/** Text that strangers chose. */
final class ForeignText {
  private ForeignText() {}

  /**
   * Shows what would move the cursor, break the line or turn the direction of writing as an escape:
   * control and format characters, line separators, private and unpaired ones.
   */
  static String visible(String text) {
    if (text.codePoints().allMatch(ForeignText::isHarmless)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 8);
    text.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point)) {
                shown.appendCodePoint(point);
              } else {
                shown.append(String.format("\\u{%x}", point));
              }
            });
    return shown.toString();
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
