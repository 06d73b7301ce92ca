package modori.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads the part of YAML 1.2 that rule files are written in: block and flow sequences, block
 * mappings, plain and quoted scalars of one line. Everything else is refused with its line, so each
 * file is also YAML to any other reader.
 */
final class YamlReader {
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9-]*:(?: .*)?");
  private static final String NOT_PLAIN = "{}&*!|>%@,?`\"'#";

  private final String file;
  private final List<String> lines;
  private int at;

  private YamlReader(String file, List<String> lines) {
    this.file = file;
    this.lines = new ArrayList<>(lines);
  }

  /** Reads a whole file. */
  static YamlNode read(String file, List<String> lines) {
    YamlReader reader = new YamlReader(file, lines);
    reader.skipEmpty();
    if (reader.at >= lines.size()) {
      throw reader.error("nothing but comments", "write a list or remove the file");
    }
    YamlNode node = reader.block(reader.indent());
    if (reader.at < lines.size()) {
      throw reader.error("does not fit in here", "check its indentation");
    }
    return node;
  }

  private YamlNode block(int indent) {
    String content = content();
    return content.startsWith("- ") || content.equals("-") ? sequence(indent) : mapping(indent);
  }

  private YamlNode sequence(int indent) {
    int line = at + 1;
    List<YamlNode> items = new ArrayList<>();
    while (at < lines.size() && indent() == indent && content().startsWith("- ")) {
      String content = content().substring(2).strip();
      if (KEY.matcher(content).matches()) {
        lines.set(at, " ".repeat(indent + 2) + content);
        items.add(mapping(indent + 2));
      } else {
        items.add(inline(content));
      }
    }
    return new YamlNode.Sequence(line, items);
  }

  private YamlNode mapping(int indent) {
    int line = at + 1;
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    while (at < lines.size() && indent() == indent && !content().startsWith("- ")) {
      String content = content();
      if (!KEY.matcher(content).matches()) {
        throw error("'" + content + "' is no 'key: value'", "write a key and a colon");
      }
      int colon = content.indexOf(':');
      String key = content.substring(0, colon);
      String value = content.substring(colon + 1).strip();
      if (entries.containsKey(key)) {
        throw error("the key '" + key + "' stands here twice", "keep one of them");
      }
      if (value.isEmpty()) {
        int keyLine = at;
        next();
        if (at >= lines.size() || indent() <= indent) {
          at = keyLine;
          throw error("the key '" + key + "' has no value", "write one or remove the key");
        }
        entries.put(key, block(indent()));
      } else {
        entries.put(key, inline(value));
      }
    }
    return new YamlNode.Mapping(line, entries);
  }

  /** A value on the current line, which a flow sequence may leave for the following ones. */
  private YamlNode inline(String content) {
    int line = at + 1;
    if (!content.startsWith("[")) {
      YamlNode node = scalar(content, line);
      next();
      return node;
    }
    Flow flow = new Flow(content, line);
    YamlNode node = flow.sequence();
    flow.expectEnd();
    next();
    return node;
  }

  private YamlNode scalar(String content, int line) {
    char first = content.charAt(0);
    if (first == '"' || first == '\'') {
      Flow flow = new Flow(content, line);
      YamlNode node = new YamlNode.Scalar(line, flow.quoted());
      flow.expectEnd();
      return node;
    }
    return new YamlNode.Scalar(line, plain(content));
  }

  private String plain(String text) {
    if (NOT_PLAIN.indexOf(text.charAt(0)) >= 0
        || text.contains(": ")
        || text.contains(" #")
        || text.endsWith(":")) {
      throw error("'" + text + "' cannot stand without quotes", "put it into double quotes");
    }
    return text;
  }

  private void skipEmpty() {
    while (at < lines.size() && (content().isEmpty() || content().startsWith("#"))) {
      at++;
    }
  }

  private void next() {
    at++;
    skipEmpty();
  }

  private String content() {
    return lines.get(at).strip();
  }

  private int indent() {
    String line = lines.get(at);
    int i = 0;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  private RuleFileException error(String problem, String cure) {
    return new RuleFileException(file, Math.min(at, lines.size() - 1) + 1, problem, cure);
  }

  /** A cursor within a flow sequence or a quoted scalar. */
  private final class Flow {
    private String rest;
    private int position;
    private int line;

    Flow(String rest, int line) {
      this.rest = rest;
      this.line = line;
    }

    YamlNode sequence() {
      int start = line;
      position++;
      List<YamlNode> items = new ArrayList<>();
      while (true) {
        char c = peek();
        if (c == ']') {
          position++;
          return new YamlNode.Sequence(start, items);
        }
        if (c == '[') {
          items.add(sequence());
        } else if (c == '"' || c == '\'') {
          items.add(new YamlNode.Scalar(line, quoted()));
        } else {
          int from = position;
          while (position < rest.length() && ",[]{}".indexOf(rest.charAt(position)) < 0) {
            position++;
          }
          if (from == position) {
            throw error("'" + c + "' is not expected here", "quote the item");
          }
          items.add(new YamlNode.Scalar(line, plain(rest.substring(from, position).strip())));
        }
        c = peek();
        if (c == ',') {
          position++;
        } else if (c != ']') {
          throw error("'" + c + "' between two items", "part them with a comma");
        }
      }
    }

    String quoted() {
      char quote = rest.charAt(position++);
      StringBuilder text = new StringBuilder();
      while (position < rest.length()) {
        char c = rest.charAt(position++);
        if (c == quote) {
          if (quote == '\'' && position < rest.length() && rest.charAt(position) == quote) {
            position++;
          } else {
            return text.toString();
          }
        } else if (c == '\\' && quote == '"' && position < rest.length()) {
          c = rest.charAt(position++);
          if ("\"\\nt".indexOf(c) < 0) {
            throw error("the escape \\" + c + " is not known", "use single quotes");
          }
          c = c == 'n' ? '\n' : c == 't' ? '\t' : c;
        }
        text.append(c);
      }
      throw error("a quotation does not end on its line", "close it with " + quote);
    }

    void expectEnd() {
      String left = rest.substring(position).strip();
      if (!left.isEmpty() && !left.startsWith("#")) {
        throw error("'" + left + "' stands behind the value", "quote the whole value");
      }
    }

    /** The next character that is no space; a list may go on in the next line. */
    private char peek() {
      while (true) {
        while (position < rest.length() && rest.charAt(position) == ' ') {
          position++;
        }
        if (position < rest.length()) {
          return rest.charAt(position);
        }
        int open = at;
        next();
        if (at >= lines.size()) {
          at = open;
          throw error("a list in brackets does not end", "close it with ]");
        }
        rest = content();
        position = 0;
        line = at + 1;
      }
    }
  }
}
