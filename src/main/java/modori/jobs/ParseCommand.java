package modori.jobs;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code modori parse}: the core without tables and without a cluster. */
@Command(
    name = "parse",
    mixinStandardHelpOptions = true,
    subcommands = {ParseLogsCommand.class, ParseBouncesCommand.class},
    header = "Reads logs or bounces and prints what they say as JSON lines; writes no tables.")
final class ParseCommand implements Runnable {
  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
