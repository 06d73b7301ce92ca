package modori.spark.pipeline;

import java.util.ArrayList;
import java.util.List;
import modori.report.NightReport;
import org.jspecify.annotations.Nullable;

/**
 * What a night has come to.
 *
 * @param exitCode see {@link ExitCode}
 * @param runId the run; empty where there was none
 * @param report what was found; null where nothing was published
 * @param warnings one line each
 * @param trouble why nothing was published, or what is missing, one line each
 * @param notes what is odd, but no reason for a warning, one line each
 * @param manifest what the run leaves for others; null where there was no run
 */
public record NightResult(
    int exitCode,
    String runId,
    @Nullable NightReport report,
    List<String> warnings,
    List<String> trouble,
    List<String> notes,
    @Nullable Manifest manifest) {
  /** Copies. */
  public NightResult {
    warnings = List.copyOf(warnings);
    trouble = List.copyOf(trouble);
    notes = List.copyOf(notes);
  }

  /** The same night with warnings of what came after it; then it is not done without warnings. */
  public NightResult withWarnings(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    int answer = !more.isEmpty() && exitCode == ExitCode.DONE ? ExitCode.WARNINGS : exitCode;
    return new NightResult(answer, runId, report, all, trouble, notes, manifest);
  }

  /** The same night with notes. */
  NightResult withNotes(List<String> more) {
    return new NightResult(exitCode, runId, report, warnings, trouble, more, manifest);
  }

  /** A night that has changed nothing. */
  public static NightResult nothing(int exitCode, List<String> warnings, List<String> trouble) {
    return new NightResult(exitCode, "", null, warnings, trouble, List.of(), null);
  }
}
