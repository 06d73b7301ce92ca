package modori.parse;

/**
 * What became of a line: every line read has exactly one fate, and the four counts add up to the
 * lines.
 *
 * <p>Parsers make their fates once, as constants; a line then costs no allocation.
 *
 * @param kind which of the four
 * @param detail for ignored lines what they are about, for quarantined lines why; for the others
 *     empty
 */
public record LineFate(Kind kind, String detail) {
  /** The four fates. */
  public enum Kind {
    /** Gives a row of its own. */
    EVENT,
    /** Gives no row but fills the rows of others. */
    CONTEXT,
    /** Known, and says nothing of a message's fate. */
    IGNORED,
    /** Not understood: kept with its text. */
    QUARANTINED
  }

  /** A line that gives a row. */
  public static final LineFate EVENT = new LineFate(Kind.EVENT, "");

  /** A line that fills the rows of others. */
  public static final LineFate CONTEXT = new LineFate(Kind.CONTEXT, "");

  /** A line without a byte. */
  public static final LineFate EMPTY = ignored("empty line");

  /**
   * A known line that says nothing of a message's fate; {@code what} is a short constant in words.
   */
  public static LineFate ignored(String what) {
    return new LineFate(Kind.IGNORED, what);
  }

  /** A line that nobody understood; {@code why} is a short constant in words. */
  public static LineFate quarantined(String why) {
    return new LineFate(Kind.QUARANTINED, why);
  }
}
