package modori.jobs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code modori parse}: the core without tables and without a cluster. */
@Command(
    name = "parse",
    mixinStandardHelpOptions = true,
    subcommands = {ParseLogsCommand.class, ParseBouncesCommand.class},
    header = "Reads logs or bounces and prints what they say as JSON lines; writes no tables.")
final class ParseCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    line.usage(line.getOut());
  }
}
