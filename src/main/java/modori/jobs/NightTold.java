package modori.jobs;

import java.io.PrintWriter;
import java.util.List;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.Manifest;
import modori.spark.pipeline.NightResult;

/** What a night says on standard error: warnings, and why nothing was published. */
final class NightTold {
  private NightTold() {}

  static void tell(NightResult result, PrintWriter err) {
    result.warnings().forEach(warning -> err.println("modori: warning: " + warning));
    result.notes().forEach(note -> err.println("modori: note: " + note));
    String line = line(result);
    if (!line.isEmpty()) {
      err.println("modori: " + line);
    }
  }

  /** Why a night did not do all that it was asked to, in one line; empty where it did. */
  static String line(NightResult result) {
    return switch (result.exitCode()) {
      case ExitCode.USAGE ->
          "none of the paths can be read: nothing was done; name files or folders that this user may read";
      case ExitCode.NOTHING -> "nothing new since the last night: nothing was changed";
      case ExitCode.BAD_DATA -> "nothing was changed: " + first(result);
      case ExitCode.AUDIT_FAILED -> "the audit failed and nothing was published: " + first(result);
      case ExitCode.INPUT_INCOMPLETE ->
          "an expected host is missing, "
              + (result.report() == null
                  ? "nothing was published: "
                  : "what there is was published: ")
              + first(result);
      default -> "";
    };
  }

  private static String first(NightResult result) {
    List<String> trouble = result.trouble();
    Manifest manifest = result.manifest();
    return trouble.get(0)
        + (trouble.size() == 1
            ? ""
            : " (and "
                + (trouble.size() - 1)
                + " more"
                + (manifest == null ? "" : ", see " + manifest.place())
                + ")");
  }
}
