package modori.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import modori.spark.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code modori parse}: the core without tables and without a cluster. */
@Command(
    name = "parse",
    mixinStandardHelpOptions = true,
    subcommands = {ParseLogsCommand.class, ParseBouncesCommand.class},
    header = "Reads logs or bounces and prints what they say as JSON lines; writes no tables.",
    footer = {
      "",
      "Examples:",
      "    jobs/modori parse --detect /var/log/mail.log",
      "    jobs/modori parse logs /var/log/mail.log | head"
    })
final class ParseCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--detect",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Only tells which dialect each log is in, and the fates of its first lines.")
  private List<String> detect = new ArrayList<>();

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    if (detect.isEmpty()) {
      command.commandLine().usage(command.commandLine().getOut());
      return ExitCode.DONE;
    }
    return Detection.print(detect, command.commandLine().getOut(), command.commandLine().getErr());
  }
}
