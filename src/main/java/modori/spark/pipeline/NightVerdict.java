package modori.spark.pipeline;

import java.util.ArrayList;
import java.util.List;
import modori.audit.Audit;
import modori.audit.AuditSettings;
import modori.audit.CheckOutcome;
import modori.audit.MissingHost;
import modori.report.NightReport;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the audit of a night.
 *
 * @param exitCode see {@link ExitCode}
 * @param publishes whether the tables may be seen
 * @param trouble why not, or what is missing, one line each
 * @param warnings one line each
 * @param notes one line each
 */
record NightVerdict(
    int exitCode,
    boolean publishes,
    List<String> trouble,
    List<String> warnings,
    List<String> notes) {

  static NightVerdict of(Audit audit, AuditSettings settings, Run run) {
    List<String> notes = new ArrayList<>(run.notes);
    notes.addAll(audit.lines(CheckOutcome.REPORT));
    run.warnings.addAll(
        audit.checks().stream()
            .filter(check -> check.outcome() == CheckOutcome.WARN)
            // All late days are told in one line.
            .filter(check -> !check.name().equals(Lateness.CHECK))
            // The file's trouble is among the warnings already.
            .filter(check -> run.trouble.values().stream().noneMatch(check.observed()::endsWith))
            .map(check -> check.line())
            .toList());
    List<String> warnings = List.copyOf(run.warnings);
    if (audit.has(CheckOutcome.FAIL)) {
      return new NightVerdict(
          ExitCode.AUDIT_FAILED, false, audit.lines(CheckOutcome.FAIL), warnings, notes);
    }
    if (audit.has(CheckOutcome.MISSING)) {
      return new NightVerdict(
          ExitCode.INPUT_INCOMPLETE,
          settings.missingHost() == MissingHost.PROVISIONAL,
          audit.lines(CheckOutcome.MISSING),
          warnings,
          notes);
    }
    return new NightVerdict(
        warnings.isEmpty() ? ExitCode.DONE : ExitCode.WARNINGS, true, List.of(), warnings, notes);
  }

  NightResult result(Run run, @Nullable NightReport report, Manifest manifest) {
    return new NightResult(
        exitCode, run.id, report, new ArrayList<>(warnings), trouble, notes, manifest);
  }
}
