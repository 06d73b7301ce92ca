package modori.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import modori.spark.pipeline.ExitCode;

/**
 * A question that comes with modori.
 *
 * @param name of its file, without number and ending
 * @param title the question in words
 * @param parameters names and their defaults
 * @param sql the statement, with the parameters as {@code :name}
 */
record Question(String name, String title, Map<String, String> parameters, String sql) {
  private static final String FOLDER = "/modori/questions/";

  private static final List<String> FILES =
      List.of(
          "01-chronic-mailboxes",
          "02-days-of-a-mailbox",
          "03-domains-by-full-share",
          "04-recovery-by-provider",
          "05-wrong-senders",
          "06-new-texts",
          "07-mail-from-to",
          "08-ours-or-theirs",
          "09-late-files",
          "10-moved-domains");

  // -- :domain = example.co.jp
  private static final Pattern PARAMETER = Pattern.compile("-- :(\\w+) = (.*)");

  Question {
    parameters = Map.copyOf(parameters);
  }

  /** All of them, in order. */
  static List<Question> all() {
    return FILES.stream().map(Question::read).toList();
  }

  /** The one of this name, with or without its number. */
  static Question named(String name) {
    return all().stream()
        .filter(one -> one.name.equals(name) || one.name.substring("01-".length()).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserMistake(
                    ExitCode.USAGE,
                    "there is no question " + name + ": `modori query --questions` lists them"));
  }

  /** The values of the parameters where some are given. */
  Map<String, Object> values(Map<String, String> given) {
    Map<String, Object> values = new LinkedHashMap<>(parameters);
    given.forEach(
        (parameter, value) -> {
          if (!parameters.containsKey(parameter)) {
            throw new UserMistake(
                ExitCode.USAGE,
                name
                    + " has no parameter "
                    + parameter
                    + (parameters.isEmpty()
                        ? ""
                        : ", only " + String.join(", ", parameters.keySet())));
          }
          values.put(parameter, value);
        });
    return values;
  }

  private static Question read(String name) {
    String text;
    try (InputStream in =
        Objects.requireNonNull(Question.class.getResourceAsStream(FOLDER + name + ".sql"))) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      parameters.put(matcher.group(1), matcher.group(2).strip());
    }
    String title = text.substring("-- ".length(), text.indexOf('\n'));
    String sql =
        text.lines().filter(line -> !line.startsWith("--")).reduce("", (a, b) -> a + b + "\n");
    return new Question(name, title, parameters, sql);
  }
}
