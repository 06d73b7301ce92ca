package modori.jobs;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "Prints a script that lets a shell complete commands and options.",
    description = "",
    footer = {
      "",
      "Examples:",
      "    source <(jobs/modori completion bash)",
      "    jobs/modori completion bash > /etc/bash_completion.d/modori",
      "In zsh, run `autoload -U +X bashcompinit && bashcompinit` before."
    })
final class CompletionCommand implements Runnable {
  private enum Shell {
    BASH,
    ZSH
  }

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh; both take the same script.")
  private Shell shell = Shell.BASH;

  @Override
  public void run() {
    CommandSpec self = Objects.requireNonNull(spec);
    PrintWriter out = self.commandLine().getOut();
    out.print(AutoComplete.bash("modori", self.root().commandLine()));
  }
}
