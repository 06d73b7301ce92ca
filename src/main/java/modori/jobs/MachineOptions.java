package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.Manifest;
import modori.spark.pipeline.NightResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a night leaves for machines. */
final class MachineOptions {
  /** How the result is told beside the report. */
  enum Result {
    /** By the exit code alone. */
    NONE,
    /** As one JSON object in the last line of standard output, also where the night fails. */
    JSON
  }

  @Option(
      names = "--result",
      paramLabel = "FORM",
      defaultValue = "NONE",
      description =
          "json: the last line on standard output is the result as one JSON object, also where the night fails.")
  private Result result = Result.NONE;

  @Option(
      names = "--prometheus",
      paramLabel = "FILE",
      description =
          "File for node_exporter's textfile collector, its name ends in .prom; replaced when a night is published.")
  private @Nullable Path prometheus;

  /** Tells of a night that ran to its end. */
  void tell(NightResult night, PrintWriter out) throws IOException {
    Manifest manifest = night.manifest();
    boolean complete = night.report() != null && night.exitCode() != ExitCode.INPUT_INCOMPLETE;
    if (prometheus != null && manifest != null && complete) {
      PrometheusFile.write(prometheus, manifest.content());
    }
    if (result == Result.JSON) {
      out.println(ResultLine.of(night));
    }
  }

  /** Tells of one that did not. */
  void tell(int exitCode, Throwable failure, PrintWriter out) {
    if (result == Result.JSON) {
      String message = String.valueOf(failure.getMessage());
      out.println(ResultLine.of(exitCode, message.lines().findFirst().orElse("")));
    }
  }
}
