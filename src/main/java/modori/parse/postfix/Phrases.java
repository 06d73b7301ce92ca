package modori.parse.postfix;

import java.util.ArrayList;
import java.util.List;
import modori.parse.Ascii;
import modori.parse.LineFate;
import org.jspecify.annotations.Nullable;

/** Known beginnings of texts and the fate of each, found by their first byte. */
final class Phrases {
  private static final class Phrase {
    private final byte[] words;
    private final LineFate fate;

    Phrase(String words, LineFate fate) {
      this.words = Ascii.word(words);
      this.fate = fate;
    }
  }

  private static final Phrase[] NONE = {};

  private final Phrase[][] byFirstByte;

  private Phrases(List<Phrase> phrases) {
    byFirstByte = new Phrase[128][];
    for (int c = 0; c < byFirstByte.length; c++) {
      int first = c;
      byFirstByte[c] = phrases.stream().filter(p -> p.words[0] == first).toList().toArray(NONE);
    }
  }

  static Builder builder() {
    return new Builder();
  }

  /** The fate of a text that begins with one of the phrases, or null. */
  @Nullable LineFate fate(byte[] bytes, int from, int to) {
    if (from >= to || bytes[from] < 0) {
      return null;
    }
    for (Phrase phrase : byFirstByte[bytes[from]]) {
      if (Ascii.startsWith(bytes, from, to, phrase.words)) {
        return phrase.fate;
      }
    }
    return null;
  }

  /** Collects phrases; within one first byte the earlier one is tried first. */
  static final class Builder {
    private final List<Phrase> phrases = new ArrayList<>();

    Builder add(LineFate fate, String... beginnings) {
      for (String beginning : beginnings) {
        phrases.add(new Phrase(beginning, fate));
      }
      return this;
    }

    Phrases build() {
      return new Phrases(phrases);
    }
  }
}
