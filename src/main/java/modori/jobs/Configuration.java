package modori.jobs;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import modori.spark.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Settings from {@code modori.conf}: what an option's value is when the option is not given. For an
 * option of {@code KEY=VALUE} pairs each pair may stand alone, {@code NAME.KEY = VALUE}. {@code
 * spark.…} is the launcher's.
 */
final class Configuration implements IDefaultValueProvider {
  /** System property that names the file; the launcher sets it. */
  static final String FILE_PROPERTY = "modori.conf";

  private final Properties settings;
  private final String file;

  private Configuration(Properties settings, String file) {
    this.settings = settings;
    this.file = file;
  }

  static Configuration load() {
    Properties settings = new Properties();
    String file = System.getProperty(FILE_PROPERTY, "");
    if (!file.isEmpty()) {
      try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
        settings.load(reader);
      } catch (IOException | IllegalArgumentException failure) {
        throw new UserMistake(
            ExitCode.BAD_CONFIGURATION,
            "cannot read the settings in " + file + ": " + failure.getMessage());
      }
    }
    return new Configuration(settings, file);
  }

  /** Finds the settings that no command has: what is spelt wrong would be left out unseen. */
  void check(CommandLine root) {
    if (settings.isEmpty()) {
      return;
    }
    Set<String> known = new TreeSet<>();
    Set<String> prefixes = new TreeSet<>(Set.of("spark."));
    collect(root, known, prefixes);
    for (String name : new TreeSet<>(settings.stringPropertyNames())) {
      if (!known.contains(name) && prefixes.stream().noneMatch(name::startsWith)) {
        throw new UserMistake(
            ExitCode.BAD_CONFIGURATION,
            file
                + ": there is no setting "
                + name
                + Spelling.nearest(name, known)
                    .map(meant -> ": did you mean " + meant + "?")
                    .orElse("; settings are the commands' options without their dashes"));
      }
    }
  }

  private static void collect(CommandLine command, Set<String> known, Set<String> prefixes) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      String name = option.longestName().replaceFirst("^--", "");
      known.add(name);
      if (Map.class.isAssignableFrom(option.type())) {
        prefixes.add(name + ".");
      }
    }
    command.getSubcommands().values().forEach(inner -> collect(inner, known, prefixes));
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      String name = option.longestName().replaceFirst("^--", "");
      StringJoiner values = new StringJoiner(",").setEmptyValue("");
      add(name, "", values);
      if (Map.class.isAssignableFrom(option.type())) {
        settings.stringPropertyNames().stream()
            .filter(key -> key.startsWith(name + "."))
            .sorted()
            .forEach(key -> add(key, key.substring(name.length() + 1) + "=", values));
      }
      return values.length() == 0 ? null : values.toString();
    }
    return null;
  }

  private void add(String key, String before, StringJoiner values) {
    String value = settings.getProperty(key, "").strip();
    if (!value.isEmpty()) {
      values.add(before + value);
    }
  }
}
