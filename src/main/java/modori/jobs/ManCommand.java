package modori.jobs;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code modori man}. */
@Command(
    name = "man",
    mixinStandardHelpOptions = true,
    header = "Prints the manual page of all commands, for man(1).",
    description = "",
    footer = {
      "",
      "Examples:",
      "    jobs/modori man > /usr/local/share/man/man1/modori.1",
      "    jobs/modori man > modori.1 && man ./modori.1"
    })
final class ManCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandSpec self = Objects.requireNonNull(spec);
    self.commandLine().getOut().print(ManPage.of(self.root()));
  }
}
