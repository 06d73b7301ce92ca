package modori.classify;

import java.util.List;
import java.util.Map;

/** A part of a rule file, with the line where it begins. */
sealed interface YamlNode {
  int line();

  /** A single text. */
  record Scalar(int line, String text) implements YamlNode {}

  /** A list. */
  record Sequence(int line, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Keys and values, in the order of the file. */
  record Mapping(int line, Map<String, YamlNode> entries) implements YamlNode {}
}
