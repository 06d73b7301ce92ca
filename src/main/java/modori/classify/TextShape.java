package modori.classify;

import modori.classify.NameFinder.Kind;

/** The shape of a text: what is left when addresses, hosts, numbers, ids and URLs are masked. */
public final class TextShape {
  static final int LONGEST = 1024;

  private TextShape() {}

  /** Two texts that differ only in whom and what they name have the same shape. */
  public static String of(String source) {
    char[] text = FoldedText.begin(source, LONGEST);
    int length = text.length;
    NameFinder finder = new NameFinder(text, length);
    StringBuilder shape = new StringBuilder(length);
    int i = 0;
    while (i < length) {
      char c = text[i];
      int close = -1;
      if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
        Kind kind = finder.tokenAt(i);
        close = finder.end();
        switch (kind) {
          case ADDRESS -> shape.append("<address>");
          case HOST -> shape.append("<host>");
          case IP -> shape.append("<ip>");
          case URL -> shape.append("<url>");
          case REPLY_CODE, ENHANCED_CODE -> shape.append(text, i, close - i);
          case PATH, QUOTED, WORD -> appendWord(text, i, close, shape);
        }
        i = close;
        continue;
      }
      if (c == '<') {
        close = finder.endOfQuoted(i, '>');
      } else if (c == '"') {
        close = finder.endOfQuoted(i, '"');
      } else if (c == '/') {
        close = finder.endOfPath(i);
      }
      if (close > 0) {
        shape.append(c == '/' ? "<path>" : c == '"' ? "<name>" : "<address>");
        i = close;
      } else if (c <= ' ') {
        if (shape.length() > 0 && shape.charAt(shape.length() - 1) != ' ') {
          shape.append(' ');
        }
        i++;
      } else {
        shape.append(c);
        i++;
      }
    }
    return shape.toString().strip();
  }

  /** A word with digits in it is an id or a number. */
  private static void appendWord(char[] text, int from, int to, StringBuilder shape) {
    boolean digit = false;
    boolean letter = false;
    for (int i = from; i < to; i++) {
      digit |= Character.isDigit(text[i]);
      letter |= Character.isLetter(text[i]);
    }
    if (!digit) {
      shape.append(text, from, to - from);
    } else {
      shape.append(letter ? "<id>" : "<number>");
    }
  }
}
