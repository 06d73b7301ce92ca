package modori.classify;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers shapes of texts, as far as they come again soon: texts that differ only in what stands
 * in angle brackets have the same shape. For one thread.
 */
public final class ShapeMemo {
  private static final int SHAPES = 1 << 12;

  /** Stands for what is in brackets, so that {@code <a>} is not taken for {@code <>}. */
  private static final char NAME = '\uffff';

  private final @Nullable Shape[] shapes = new Shape[SHAPES];
  private final char[] frame = new char[TextShape.LONGEST];

  /** The shape of the texts with this frame: what is outside of their brackets. */
  private record Shape(char[] frame, String shape) {}

  /** The same as {@link TextShape#of}. */
  public String of(String text) {
    int length = text.length();
    if (length > TextShape.LONGEST) {
      return TextShape.of(text);
    }
    text.getChars(0, length, frame, 0);
    int kept = 0;
    int hash = 0;
    for (int i = 0; i < length; i++) {
      char c = frame[i];
      if (c == '<') {
        int close = endOfName(i, length);
        if (close > 0) {
          frame[kept++] = c;
          c = NAME;
          i = close - 1;
        }
      }
      frame[kept++] = c;
      hash = hash * 31 + c;
    }
    int slot = (hash ^ hash >>> 16) & SHAPES - 1;
    Shape known = shapes[slot];
    if (known == null
        || known.frame.length != kept
        || !Arrays.equals(known.frame, 0, kept, frame, 0, kept)) {
      known = new Shape(Arrays.copyOf(frame, kept), TextShape.of(text));
      shapes[slot] = known;
    }
    return known.shape;
  }

  // Where the bracket is closed that NameFinder#endOfQuoted takes for an address, or -1. Nothing
  // that is found in front of a bracket or behind it depends on what is in it.
  private int endOfName(int open, int length) {
    int limit = Math.min(length, open + NameFinder.LONGEST);
    for (int i = open + 1; i < limit; i++) {
      char c = frame[i];
      if (c == '>') {
        return i > open + 1 ? i : -1;
      }
      if (c <= ' ' || c == '<') {
        return -1;
      }
    }
    return -1;
  }
}
