package modori.spark.pipeline;

import java.util.List;
import modori.report.NightReport;
import org.jspecify.annotations.Nullable;

/**
 * What a night has come to.
 *
 * @param exitCode see {@link ExitCode}
 * @param runId the run; empty where there was none
 * @param report what was found; null where there was nothing to do
 * @param warnings one line each
 */
public record NightResult(
    int exitCode, String runId, @Nullable NightReport report, List<String> warnings) {
  /** Copies. */
  public NightResult {
    warnings = List.copyOf(warnings);
  }
}
