package modori.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the rules in their order: {@code order.yaml} lists the files, {@code words.yaml} the word
 * classes that rules name with a dollar sign.
 */
final class RuleReader {
  private static final String FOLDER = "/modori/rules/";
  private static final String ORDER = "order.yaml";
  private static final String WORDS = "words.yaml";

  /** From here on one character is a word: Chinese, Japanese, Korean. */
  private static final char CJK = 0x3000;

  private final Function<String, List<String>> files;
  private final Map<String, List<String>> words = new HashMap<>();
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  private RuleReader(Function<String, List<String>> files) {
    this.files = files;
  }

  /** The rules that come with the program. */
  static List<Rule> standard() {
    return read(RuleReader::resource);
  }

  /** The rules of another set of files; the function gives the lines of a file. */
  static List<Rule> read(Function<String, List<String>> files) {
    RuleReader reader = new RuleReader(files);
    reader.readWords();
    for (YamlNode file : reader.items(ORDER, YamlReader.read(ORDER, files.apply(ORDER)))) {
      reader.readFile(reader.text(ORDER, file));
    }
    return List.copyOf(reader.rules);
  }

  private void readWords() {
    YamlNode node = YamlReader.read(WORDS, files.apply(WORDS));
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw new RuleFileException(WORDS, node.line(), "not a mapping", "write 'name: [words]'");
    }
    for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
      words.put(entry.getKey(), literals(WORDS, entry.getKey() + ": ", entry.getValue()));
    }
  }

  private void readFile(String file) {
    for (YamlNode item : items(file, YamlReader.read(file, files.apply(file)))) {
      Rule rule = new RuleFields(file, item, this).rule();
      if (!ids.add(rule.id())) {
        throw new RuleFileException(
            file, rule.line(), "rule " + rule.id() + ": the id is taken", "choose another id");
      }
      rules.add(rule);
    }
  }

  /** The items of a list, or the single value as a list of one. */
  List<YamlNode> items(String file, YamlNode node) {
    if (node instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    if (node instanceof YamlNode.Scalar) {
      return List.of(node);
    }
    throw new RuleFileException(file, node.line(), "a list is wanted here", "write '- item' lines");
  }

  String text(String file, YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    throw new RuleFileException(file, node.line(), "a single value is wanted here", "write one");
  }

  /** Folded literals, word classes resolved; {@code where} stands in errors. */
  List<String> literals(String file, String where, YamlNode node) {
    List<String> literals = new ArrayList<>();
    for (YamlNode item : items(file, node)) {
      String text = text(file, item);
      if (text.startsWith("$")) {
        List<String> known = words.get(text.substring(1));
        if (known == null) {
          throw new RuleFileException(
              file,
              item.line(),
              where + "the word class " + text + " is unknown",
              "define it in " + WORDS);
        }
        literals.addAll(known);
      } else {
        literals.add(folded(file, where, item.line(), text));
      }
    }
    return literals;
  }

  /** What stands in names is compared in lower case only. */
  List<String> nameLiterals(String file, YamlNode node) {
    return items(file, node).stream()
        .map(item -> text(file, item).toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String folded(String file, String where, int line, String text) {
    boolean starts = text.startsWith("|");
    boolean ends = text.length() > 1 && text.endsWith("|");
    String bare =
        FoldedText.literal(text.substring(starts ? 1 : 0, text.length() - (ends ? 1 : 0)));
    if (bare.isEmpty() || bare.length() < 2 && bare.charAt(0) < CJK) {
      throw new RuleFileException(
          file,
          line,
          where + "the literal '" + text + "' is too short",
          "use two characters or more");
    }
    return (starts ? "|" : "") + bare + (ends ? "|" : "");
  }

  static List<String> resource(String file) {
    InputStream stream = RuleReader.class.getResourceAsStream(FOLDER + file);
    if (stream == null) {
      throw new RuleFileException(FOLDER + file, 1, "the file is missing", "add it or unlist it");
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
