package modori.bounce;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A section of {@code clues.txt}: words in lower case that tell kinds of notices apart. */
final class ClueWords {
  private static final String FILE = "/modori/bounce/clues.txt";

  static final ClueWords SYSTEM_SENDERS = section("system senders");
  static final ClueWords FAILING_SUBJECTS = section("failing subjects");
  static final ClueWords FAILING_WORDS = section("failing words");
  static final ClueWords FAILING_SENTENCES = section("failing sentences");
  static final ClueWords ANSWERING_SUBJECTS = section("answering subjects");
  static final ClueWords CHALLENGES = section("challenges");
  static final ClueWords DELAYS = section("delays");
  static final ClueWords MARKS = section("marks of a returned mail");
  static final ClueWords OPENINGS = section("openings of a returned mail");

  private final String[] words;

  private ClueWords(List<String> words) {
    this.words = words.toArray(new String[0]);
  }

  /** Whether one of the words stands in a text in lower case. */
  boolean standIn(String lowerCase) {
    for (String word : words) {
      if (lowerCase.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text in lower case starts with one of the words. */
  boolean open(String lowerCase) {
    for (String word : words) {
      if (lowerCase.startsWith(word)) {
        return true;
      }
    }
    return false;
  }

  private static ClueWords section(String name) {
    List<String> words = new ArrayList<>();
    boolean open = false;
    for (String line : lines()) {
      if (line.startsWith("[")) {
        open = line.equals("[" + name + "]");
      } else if (open && !line.isBlank() && !line.startsWith("#")) {
        words.add(line);
      }
    }
    if (words.isEmpty()) {
      throw new IllegalStateException(FILE + " has no section [" + name + "]; add it");
    }
    return new ClueWords(words);
  }

  private static List<String> lines() {
    try (InputStream bytes = ClueWords.class.getResourceAsStream(FILE)) {
      if (bytes == null) {
        throw new IllegalStateException(FILE + " is missing; build the program again");
      }
      return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))
          .lines()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
