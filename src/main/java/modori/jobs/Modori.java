package modori.jobs;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import modori.spark.pipeline.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code modori}. */
@Command(
    name = "modori",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      NightlyCommand.class,
      ParseCommand.class,
      ClassifyCommand.class,
      ExplainCommand.class,
      QueryCommand.class,
      ExportCommand.class,
      LookupCommand.class,
      WorklistCommand.class,
      ForgetCommand.class,
      MaintainCommand.class,
      DiffCommand.class,
      MailCommand.class,
      CompletionCommand.class,
      ManCommand.class,
      CommandLine.HelpCommand.class
    },
    header =
        "Reads mail logs, decides why each mail failed, and names the mailboxes that are chronically full.",
    description = {
      "",
      "Try the sample night first; it needs no input of yours:",
      "    jobs/modori nightly --sample",
      "Then point it at your own logs:",
      "    jobs/modori nightly --logs /var/log/mail.log* --report /var/www/modori",
      ""
    },
    footer = {
      "",
      "Every option of a command can also stand in jobs/modori.conf, as name = value.",
      "Exit codes: 0 done, 3 done with warnings, 4 nothing to do, 10 expected input is missing, 11 the audit failed and nothing was published, 12 another night holds the lock, 20 temporary trouble, 64 wrong usage, 65 bad data, 70 a bug of modori, 78 bad configuration, 130 and 143 stopped by a signal: nothing is half-published."
    })
public final class Modori implements Runnable {
  /** Starts a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Starts a command; the answer is its exit code. */
  static int run(String... arguments) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    CommandLine line = new CommandLine(new Modori());
    line.setOut(out);
    line.setErr(err);
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    try {
      Configuration settings = Configuration.load();
      settings.check(line);
      line.setDefaultValueProvider(settings);
    } catch (UserMistake mistake) {
      err.println("modori: " + mistake.getMessage());
      return mistake.exitCode();
    }
    line.setParameterExceptionHandler(
        (failure, given) -> {
          err.println(
              "modori: "
                  + failure.getMessage()
                  + hint(failure)
                  + " (see: "
                  + failure.getCommandLine().getCommandSpec().qualifiedName()
                  + " --help)");
          return ExitCode.USAGE;
        });
    line.setExecutionExceptionHandler((failure, command, parsed) -> Failures.explain(failure, err));
    try {
      return line.execute(arguments);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static String hint(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    String option = unmatched.getUnmatched().get(0);
    if (option.startsWith("--")) {
      List<String> names =
          failure.getCommandLine().getCommandSpec().options().stream()
              .map(OptionSpec::longestName)
              .toList();
      return Spelling.nearest(option.replaceFirst("=.*", ""), names)
          .map(meant -> ": did you mean " + meant + "?")
          .orElse("");
    }
    List<String> suggestions = unmatched.getSuggestions();
    if (!suggestions.isEmpty()) {
      return ": did you mean " + suggestions.get(0) + "?";
    }
    boolean path = unmatched.getUnmatched().stream().noneMatch(word -> word.startsWith("-"));
    return path && failure.getCommandLine().getCommandName().equals("nightly")
        ? ": name logs with --logs PATH…"
        : "";
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
