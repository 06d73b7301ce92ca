package modori.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page (roff with the macros of man(7)), from what the commands say of themselves. */
final class ManPage {
  private final StringBuilder out = new StringBuilder(16_384);

  private ManPage() {}

  /** The page of a command and all commands below it. */
  static String of(CommandSpec root) {
    ManPage page = new ManPage();
    page.page(root);
    return page.out.toString();
  }

  private void page(CommandSpec root) {
    String[] version = root.version();
    macro(
        "TH",
        root.name().toUpperCase(java.util.Locale.ROOT),
        "1",
        "",
        version.length == 0 ? "" : version[0]);
    // A text that is broken between letters is no option any more.
    out.append(".nh\n.ad l\n");
    macro("SH", "NAME");
    text(root.name() + " - " + joined(root.usageMessage().header()).replaceFirst("\\.$", ""));
    macro("SH", "SYNOPSIS");
    out.append(".B ").append(escaped(root.name())).append("\n.I COMMAND\n[\\fIOPTION\\fR ...]\n");
    macro("SH", "DESCRIPTION");
    lines(root.usageMessage().description());
    macro("SH", "COMMANDS");
    for (CommandSpec command : commands(root)) {
      command(command);
    }
    macro("SH", "NOTES");
    lines(root.usageMessage().footer());
  }

  /** All commands below one, each before its own. */
  static List<CommandSpec> commands(CommandSpec root) {
    List<CommandSpec> all = new ArrayList<>();
    root.subcommands().values().stream()
        .map(line -> line.getCommandSpec())
        .distinct()
        .forEach(
            command -> {
              all.add(command);
              all.addAll(commands(command));
            });
    return all;
  }

  private void command(CommandSpec command) {
    macro("SS", command.qualifiedName() + words(command));
    lines(command.usageMessage().header());
    lines(command.usageMessage().description());
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      entry("\\fI" + escaped(parameter.paramLabel()) + "\\fR", parameter);
    }
    command.options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp() && !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(option -> entry(named(option), option));
    lines(command.usageMessage().footer());
  }

  private static String words(CommandSpec command) {
    return command.positionalParameters().stream()
        .map(parameter -> " " + parameter.paramLabel())
        .collect(Collectors.joining());
  }

  private static String named(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> "\\fB" + escaped(name) + "\\fR")
            .collect(Collectors.joining(", "));
    return option.arity().max() == 0
        ? names
        : names + " \\fI" + escaped(option.paramLabel()) + "\\fR";
  }

  private void entry(String name, ArgSpec argument) {
    out.append(".TP\n").append(name).append('\n');
    text(
        joined(argument.description())
            .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue())));
  }

  /** Indented lines are examples and stay as they are; the others flow. */
  private void lines(String[] lines) {
    for (String line : lines) {
      if (line.isBlank()) {
        out.append(".PP\n");
      } else if (line.startsWith("    ")) {
        out.append(".RS 4\n.nf\n");
        text(line.strip());
        out.append(".fi\n.RE\n");
      } else {
        text(line);
      }
    }
  }

  private void text(String line) {
    String escaped = escaped(line.strip());
    // A dot or quote at the begin of a line would be a macro.
    out.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "")
        .append(escaped)
        .append('\n');
  }

  private void macro(String name, String... arguments) {
    out.append('.').append(name);
    for (String argument : arguments) {
      out.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    out.append('\n');
  }

  private static String joined(String[] lines) {
    return String.join(" ", lines);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...");
  }
}
