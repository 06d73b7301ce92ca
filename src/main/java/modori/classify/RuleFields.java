package modori.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The fields of one rule in a file, checked one by one. */
final class RuleFields {
  private static final int USUAL_GAP = 40;
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*");
  private static final Pattern CODE = Pattern.compile("[245x]\\.\\d{1,3}\\.\\d{1,3}");
  private static final Set<String> KEYS =
      Set.of(
          "id",
          "reason",
          "all",
          "any",
          "none",
          "phrases",
          "near",
          "gap",
          "names",
          "regex",
          "reply",
          "enhanced",
          "stage",
          "source",
          "match",
          "no-match");

  private final String file;
  private final int line;
  private final Map<String, YamlNode> fields;
  private final RuleReader reader;
  private String id = "?";

  RuleFields(String file, YamlNode node, RuleReader reader) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw new RuleFileException(file, node.line(), "not a rule", "begin it with '- id: name'");
    }
    this.file = file;
    this.line = node.line();
    this.fields = mapping.entries();
    this.reader = reader;
  }

  Rule rule() {
    id = required("id", "give it a name that stays");
    if (!ID.matcher(id).matches()) {
      throw error("the id is not in lower case", "use a-z, 0-9 and single . _ -");
    }
    for (String key : fields.keySet()) {
      if (!KEYS.contains(key)) {
        throw error("the key '" + key + "' is unknown", "use one of " + sortedKeys());
      }
    }
    String name = required("reason", "name a reason of the taxonomy");
    FailureReason reason =
        FailureReason.of(name)
            .orElseThrow(
                () -> error("the reason '" + name + "' is unknown", "see modori/taxonomy.tsv"));
    List<Rule.Example> match = examples("match");
    List<Rule.Example> noMatch = examples("no-match");
    Rule rule =
        new Rule(
            id,
            reason,
            groups("all"),
            literals("any"),
            literals("none"),
            phrases(),
            number("gap"),
            names(),
            pattern(),
            values("reply").stream().map(this::replyCode).toList(),
            values("enhanced").stream().map(this::enhancedCode).toList(),
            values("stage").stream().map(this::stage).toList(),
            required("source", "name the RFC section, manual, source file or provider page"),
            match,
            noMatch,
            file,
            line);
    if (!rule.readsText()
        && rule.replyCodes().isEmpty()
        && rule.enhancedCodes().isEmpty()
        && rule.stages().isEmpty()) {
      throw error("it has no condition", "add literals, codes or a stage");
    }
    if (!rule.readsText() && (rule.pattern() != null || !rule.none().isEmpty())) {
      throw error("'regex' and 'none' cannot stand alone", "add a literal that must be there");
    }
    return rule;
  }

  private List<Rule.Example> examples(String key) {
    List<Rule.Example> examples = new ArrayList<>();
    YamlNode node = fields.get(key);
    if (node == null) {
      throw error("it has no '" + key + "' example", "add a text that proves it");
    }
    for (YamlNode item : reader.items(file, node)) {
      examples.add(new Rule.Example(diagnostic(item), item.line()));
    }
    return examples;
  }

  private Diagnostic diagnostic(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return new Diagnostic(0, null, scalar.text(), null, Stage.UNKNOWN);
    }
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw error("an example is a text or a mapping", "write 'text:' and what is beside it");
    }
    int replyCode = 0;
    String enhanced = null;
    String text = "";
    String remote = null;
    Stage stage = Stage.UNKNOWN;
    for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
      String value = reader.text(file, entry.getValue());
      switch (entry.getKey()) {
        case "reply" -> replyCode = replyCode(value);
        case "enhanced" -> enhanced = value;
        case "text" -> text = value;
        case "remote" -> remote = value;
        case "stage" -> stage = stage(value);
        default ->
            throw error(
                "the key '" + entry.getKey() + "' is unknown in an example",
                "use text, reply, enhanced, remote or stage");
      }
    }
    return new Diagnostic(replyCode, enhanced, text, remote, stage);
  }

  /** Phrases as written, and both orders of what may stand near each other. */
  private List<List<List<String>>> phrases() {
    List<List<List<String>>> phrases = new ArrayList<>();
    YamlNode written = fields.get("phrases");
    if (written != null) {
      for (YamlNode phrase : reader.items(file, written)) {
        phrases.add(steps(phrase));
      }
    }
    YamlNode near = fields.get("near");
    if (near != null) {
      for (YamlNode pair : reader.items(file, near)) {
        List<List<String>> steps = steps(pair);
        if (steps.size() != 2) {
          throw error("'near' wants two word classes", "use 'phrases' for longer ones");
        }
        phrases.add(steps);
        phrases.add(List.of(steps.get(1), steps.get(0)));
      }
    }
    return phrases;
  }

  private List<List<String>> steps(YamlNode phrase) {
    List<List<String>> steps = new ArrayList<>();
    for (YamlNode step : reader.items(file, phrase)) {
      steps.add(reader.literals(file, "rule " + id + ": ", step));
    }
    if (steps.size() < 2) {
      throw error("a phrase has one step", "write '- [[$class, word], $class]' or use 'any'");
    }
    return steps;
  }

  private List<List<String>> groups(String key) {
    List<List<String>> groups = new ArrayList<>();
    YamlNode node = fields.get(key);
    if (node != null) {
      for (YamlNode item : reader.items(file, node)) {
        groups.add(reader.literals(file, "rule " + id + ": ", item));
      }
    }
    return groups;
  }

  private List<String> literals(String key) {
    YamlNode node = fields.get(key);
    return node == null ? List.of() : reader.literals(file, "rule " + id + ": ", node);
  }

  private List<String> names() {
    YamlNode node = fields.get("names");
    return node == null ? List.of() : reader.nameLiterals(file, node);
  }

  private List<String> values(String key) {
    YamlNode node = fields.get(key);
    return node == null
        ? List.of()
        : reader.items(file, node).stream().map(item -> reader.text(file, item)).toList();
  }

  private int number(String key) {
    YamlNode node = fields.get(key);
    if (node == null) {
      return USUAL_GAP;
    }
    try {
      return Integer.parseInt(reader.text(file, node));
    } catch (NumberFormatException e) {
      throw error("'" + key + "' is no number", "write a number of characters");
    }
  }

  private @Nullable Pattern pattern() {
    YamlNode node = fields.get("regex");
    if (node == null) {
      return null;
    }
    try {
      return Pattern.compile(reader.text(file, node));
    } catch (PatternSyntaxException e) {
      throw error("the regex is wrong: " + e.getDescription(), "see java.util.regex.Pattern");
    }
  }

  private int replyCode(String value) {
    if (!value.matches("[245]\\d\\d")) {
      throw error("'" + value + "' is no reply code", "write three digits");
    }
    return Integer.parseInt(value);
  }

  private String enhancedCode(String value) {
    if (!CODE.matcher(value).matches()) {
      throw error("'" + value + "' is no enhanced code", "write it like 5.2.2 or x.2.2");
    }
    return value;
  }

  private Stage stage(String value) {
    for (Stage stage : Stage.values()) {
      if (stage.name().toLowerCase(Locale.ROOT).equals(value)) {
        return stage;
      }
    }
    throw error("the stage '" + value + "' is unknown", "use connect, ehlo, auth, mail, rcpt, …");
  }

  private String required(String key, String cure) {
    YamlNode node = fields.get(key);
    if (node == null) {
      throw error("it has no '" + key + "'", cure);
    }
    return reader.text(file, node);
  }

  private RuleFileException error(String problem, String cure) {
    return new RuleFileException(file, line, "rule " + id + ": " + problem, cure);
  }

  private static String sortedKeys() {
    return String.join(", ", KEYS.stream().sorted().toList());
  }
}
