package modori.chronic;

/** What one day says of one mailbox, in one letter. */
public enum DayLetter {
  /** Only refused. */
  REFUSED('F'),
  /** Refused and, at another hour, room was proved. */
  MIXED('M'),
  /** Room was proved. */
  ROOM('K'),
  /** Only messages smaller than every refused one came in: that proves nothing. */
  TOO_SMALL('k'),
  /** The mailbox is unknown or switched off. */
  GONE('G'),
  /** Nobody tried. */
  SILENT('.'),
  /** Our input for this day is missing. */
  MISSING('?');

  private final char symbol;

  DayLetter(char symbol) {
    this.symbol = symbol;
  }

  /** The letter in strips and tables. */
  public char symbol() {
    return symbol;
  }

  /** Whether mail was refused for want of room. */
  public boolean isFull() {
    return this == REFUSED || this == MIXED;
  }

  /** The day with this letter. */
  public static DayLetter of(char symbol) {
    for (DayLetter letter : values()) {
      if (letter.symbol == symbol) {
        return letter;
      }
    }
    throw new IllegalArgumentException("not a letter of a strip: " + symbol);
  }
}
