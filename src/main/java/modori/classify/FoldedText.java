package modori.classify;

import java.text.Normalizer;
import java.util.Arrays;
import modori.classify.NameFinder.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A text made ready for the rules: folded letters, single spaces, no names and no codes in between;
 * the names stand apart in {@link #names} and the codes in their own fields.
 */
final class FoldedText {
  /** Longer texts are cut: a reason that stands later than this is not a diagnostic text. */
  static final int MAX_LENGTH = 16 * 1024;

  private static final int MAX_CODES = 16;
  private static final int LONGEST_NAME = 255;
  private static final int CJK_FROM = 0x3000;
  private static final int CJK_TO = 0x9fff;

  final char[] words;
  int wordsLength;
  char[] names = new char[64];
  int namesLength;
  final int[] enhancedCodes = new int[MAX_CODES];
  int enhancedCount;
  final int[] replyCodes = new int[MAX_CODES];
  int replyCount;

  private FoldedText(int capacity) {
    words = new char[capacity + 1];
  }

  /** Folds a text and the name of the server that said it. */
  static FoldedText of(String text, @Nullable String remoteMta) {
    char[] source = begin(text, MAX_LENGTH);
    for (char c : source) {
      if (c >= 0xff65 && CharacterFolding.isHalfWidthKatakana(c)) {
        // Two of them may become one.
        String twice = new String(begin(text, 2 * MAX_LENGTH));
        source = Normalizer.normalize(twice, Normalizer.Form.NFKC).toCharArray();
        break;
      }
    }
    int length = Math.min(source.length, MAX_LENGTH);
    FoldedText folded = new FoldedText(length);
    folded.read(source, length);
    if (remoteMta != null) {
      char[] name = begin(remoteMta, LONGEST_NAME);
      folded.addName(name, 0, name.length);
    }
    return folded;
  }

  /** The first characters of a text. */
  static char[] begin(String text, int most) {
    char[] begin = new char[Math.min(text.length(), most)];
    text.getChars(0, begin.length, begin, 0);
    return begin;
  }

  /** Folds a literal of a rule as texts are folded; nothing is taken out of it. */
  static String literal(String literal) {
    FoldedText folded = new FoldedText(literal.length());
    for (int i = 0; i < literal.length(); i++) {
      folded.addWord(literal.charAt(i));
    }
    return new String(folded.words, 0, folded.wordsLength).strip();
  }

  /** An enhanced status code as one number, so that 5.2.2 is 5_002_002. */
  static int packed(int statusClass, int subject, int detail) {
    return statusClass * 1_000_000 + subject * 1_000 + detail;
  }

  String wordsAsString() {
    return new String(words, 0, wordsLength);
  }

  private void read(char[] text, int length) {
    NameFinder finder = new NameFinder(text, length);
    int i = 0;
    while (i < length) {
      char c = text[i];
      int close = -1;
      if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
        Kind kind = finder.tokenAt(i);
        close = finder.end();
        switch (kind) {
          case WORD -> addWords(text, i, close);
          case REPLY_CODE -> addReplyCode(text, i, close);
          case ENHANCED_CODE -> addEnhancedCode(text, i, close);
          case ADDRESS, HOST, IP, URL, PATH, QUOTED -> addName(text, i, close);
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
        addName(text, i, close);
        i = close;
      } else {
        addWord(c);
        i++;
      }
    }
  }

  /** Adds a token, which is ASCII. */
  private void addWords(char[] text, int from, int to) {
    int at = wordsLength;
    for (int i = from; i < to; i++) {
      char c = text[i];
      // E-mail is email, as both are written.
      if (c == '-' && i == from + 1 && (text[from] | 0x20) == 'e') {
        continue;
      }
      char folded = CharacterFolding.foldAscii(c);
      if (folded != ' ' || at > 0 && words[at - 1] != ' ') {
        words[at++] = folded;
      }
    }
    wordsLength = at;
  }

  private void addWord(char c) {
    char folded = CharacterFolding.fold(c);
    if (folded == 0) {
      return;
    }
    if (folded == ' ') {
      addSpace();
      return;
    }
    // A line break between two characters of Chinese or Japanese is no space.
    if (folded >= CJK_FROM
        && folded <= CJK_TO
        && wordsLength > 1
        && words[wordsLength - 1] == ' '
        && words[wordsLength - 2] >= CJK_FROM
        && words[wordsLength - 2] <= CJK_TO) {
      wordsLength--;
    }
    words[wordsLength++] = folded;
  }

  private void addSpace() {
    if (wordsLength > 0 && words[wordsLength - 1] != ' ') {
      words[wordsLength++] = ' ';
    }
  }

  private void addReplyCode(char[] text, int from, int to) {
    int value = (text[from] - '0') * 100 + (text[from + 1] - '0') * 10 + (text[from + 2] - '0');
    if (value >= 600 || value < 300 && from > 0) {
      addWords(text, from, to);
      return;
    }
    if (replyCount < MAX_CODES) {
      replyCodes[replyCount++] = value;
    }
    addSpace();
  }

  private void addEnhancedCode(char[] text, int from, int to) {
    int subject = 0;
    int detail = 0;
    int i = from + 2;
    for (; i < to && text[i] != '.'; i++) {
      subject = subject * 10 + text[i] - '0';
    }
    for (i++; i < to; i++) {
      detail = detail * 10 + text[i] - '0';
    }
    if (subject < 1000 && detail < 1000 && enhancedCount < MAX_CODES) {
      enhancedCodes[enhancedCount++] = packed(text[from] - '0', subject, detail);
    }
    addSpace();
  }

  private void addName(char[] text, int from, int to) {
    if (namesLength + to - from + 1 > names.length) {
      names = Arrays.copyOf(names, (namesLength + to - from + 1) * 2);
    }
    for (int i = from; i < to; i++) {
      char c = text[i];
      names[namesLength++] = c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
    names[namesLength++] = ' ';
    addSpace();
  }
}
