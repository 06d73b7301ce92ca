package modori.classify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a rule file into nodes that know their lines. */
final class YamlReader {
  private static final YAMLFactory YAML = new YAMLFactory();

  private final String file;
  private final JsonParser parser;

  private YamlReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /** Reads a whole file. */
  static YamlNode read(String file, List<String> lines) {
    try (JsonParser parser = YAML.createParser(String.join("\n", lines))) {
      YamlReader reader = new YamlReader(file, parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new RuleFileException(file, 1, "nothing but comments", "write a list into it");
      }
      return reader.node(first);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new RuleFileException(
          file,
          line,
          "no YAML here: " + e.getOriginalMessage().lines().findFirst().orElse(""),
          "check indentation and quotes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private YamlNode node(JsonToken token) throws IOException {
    int line = parser.currentTokenLocation().getLineNr();
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(parser.currentToken()));
      }
      return new YamlNode.Sequence(line, items);
    }
    if (token == JsonToken.START_OBJECT) {
      Map<String, YamlNode> entries = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        if (entries.put(key, node(parser.nextToken())) != null) {
          throw new RuleFileException(
              file, line, "the key '" + key + "' stands there twice", "keep one of them");
        }
      }
      return new YamlNode.Mapping(line, entries);
    }
    return new YamlNode.Scalar(line, parser.getText());
  }
}
