package modori.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are known by how they begin and say nothing of a message's fate; looked up by first
 * byte.
 */
public final class KnownLines {
  private record Beginning(byte[] word, LineFate fate) {}

  private static final Beginning[] NONE = new Beginning[0];

  private final Beginning[][] byFirstByte = new Beginning[128][];

  /** A table without a line. */
  public KnownLines() {
    Arrays.fill(byFirstByte, NONE);
  }

  /**
   * Adds lines; those added first are tried first.
   *
   * @param what what the lines are about, in words
   * @param beginnings ASCII texts that such lines begin with
   */
  public KnownLines ignored(String what, String... beginnings) {
    LineFate fate = LineFate.ignored(what);
    for (String beginning : beginnings) {
      byte[] word = Ascii.word(beginning);
      Beginning[] old = byFirstByte[word[0]];
      Beginning[] longer = Arrays.copyOf(old, old.length + 1);
      longer[old.length] = new Beginning(word, fate);
      byFirstByte[word[0]] = longer;
    }
    return this;
  }

  /** The fate of the text that begins at {@code from}, or null where no known line begins so. */
  public @Nullable LineFate find(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] < 0) {
      return null;
    }
    for (Beginning beginning : byFirstByte[bytes[from]]) {
      if (Ascii.startsWith(bytes, from, to, beginning.word)) {
        return beginning.fate;
      }
    }
    return null;
  }
}
