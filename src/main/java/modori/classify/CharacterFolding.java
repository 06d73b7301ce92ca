package modori.classify;

import java.text.Normalizer;

/** Makes letters comparable: case, accents of the Latin alphabet, full and half width. */
final class CharacterFolding {
  private static final char[] LATIN = latin();

  private CharacterFolding() {}

  /** The folded character; 0 for a character that has no width or meaning of its own. */
  static char fold(char c) {
    if (c < 0x250) {
      return LATIN[c];
    }
    if (c >= 0x1e00 && c < 0x1f00) {
      return base(c);
    }
    if (c >= 0xff01 && c <= 0xff5e) {
      return LATIN[c - 0xff01 + '!'];
    }
    return switch (c) {
      case '\u2018', '\u2019', '\u02bc' -> '\'';
      case '\u201c', '\u201d', '\u201e', '\u300c', '\u300d', '\u300e', '\u300f' -> ' ';
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014' -> ' ';
      case '\u2026', '\u3002', '\uff61' -> '.';
      case '\u3001' -> ',';
      case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\ufffd' -> 0;
      default -> c >= 0x2000 && c <= 0x200a || c == '\u3000' ? ' ' : Character.toLowerCase(c);
    };
  }

  /** The folded character of a character below 0x80. */
  static char foldAscii(char c) {
    return LATIN[c];
  }

  /** Whether the text holds half-width katakana, which need a whole normalisation. */
  static boolean isHalfWidthKatakana(char c) {
    return c >= 0xff65 && c <= 0xff9f;
  }

  private static char[] latin() {
    char[] table = new char[0x250];
    for (char c = 0; c < table.length; c++) {
      table[c] = c < 0x80 ? ascii(c) : base(c);
    }
    table[0xa0] = ' ';
    table[0xab] = ' ';
    table[0xbb] = ' ';
    table[0xad] = 0;
    table['\u00df'] = 's';
    table['\u00f8'] = table['\u00d8'] = 'o';
    table['\u0142'] = table['\u0141'] = 'l';
    table['\u0111'] = table['\u0110'] = 'd';
    table['\u0131'] = table['\u0130'] = 'i';
    table['\u00e6'] = table['\u00c6'] = 'a';
    return table;
  }

  /** Marks that only set words apart become a space; those that end a clause stay. */
  private static char ascii(char c) {
    if (c < ' ' || c == 0x7f || "\"*<>[]{}|#~^=`_-+\\".indexOf(c) >= 0) {
      return ' ';
    }
    return c == '!' || c == '?' ? '.' : Character.toLowerCase(c);
  }

  private static char base(char c) {
    String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
    return Character.toLowerCase(parts.charAt(0));
  }
}
