package modori.jobs;

import java.util.ArrayList;
import java.util.List;
import modori.scan.DialectChoice;
import modori.spark.pipeline.ExitCode;
import picocli.CommandLine.Option;

/** The option {@code --dialect} of all commands that read logs. */
final class DialectOption {
  @Option(
      names = "--dialect",
      paramLabel = "GLOB=NAME",
      description =
          "How files that fit GLOB are read, whatever their content tells; may be repeated (names: parse --detect FILE).")
  private List<String> dialects = new ArrayList<>();

  DialectChoice choice() {
    try {
      return DialectChoice.of(dialects);
    } catch (IllegalArgumentException mistake) {
      throw new UserMistake(ExitCode.USAGE, "--dialect " + mistake.getMessage());
    }
  }
}
