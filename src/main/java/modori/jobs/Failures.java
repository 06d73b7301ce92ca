package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import modori.spark.lock.LockedException;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.TableVersionException;
import org.apache.spark.sql.AnalysisException;

/** What a failed command tells, and its exit code. */
final class Failures {
  private Failures() {}

  static int explain(Throwable failure, PrintWriter err) {
    if (failure instanceof UserMistake mistake) {
      err.println("modori: " + mistake.getMessage());
      return mistake.exitCode();
    }
    if (failure instanceof LockedException locked) {
      err.println("modori: " + locked.getMessage());
      return ExitCode.LOCKED;
    }
    if (failure instanceof TableVersionException other) {
      err.println("modori: " + other.getMessage());
      return ExitCode.BAD_CONFIGURATION;
    }
    if (failure instanceof AnalysisException sql) {
      err.println("modori: the query is not right: " + firstLine(String.valueOf(sql.getMessage())));
      return ExitCode.USAGE;
    }
    if (failure instanceof AccessDeniedException denied) {
      err.println("modori: no permission to write " + denied.getFile());
      return ExitCode.BAD_CONFIGURATION;
    }
    if (failure instanceof FileAlreadyExistsException there) {
      err.println("modori: " + there.getFile() + " is a file, but a folder is needed");
      return ExitCode.BAD_CONFIGURATION;
    }
    if (failure instanceof IOException || failure instanceof UncheckedIOException) {
      err.println(
          "modori: storage trouble: "
              + firstLine(String.valueOf(failure.getMessage()))
              + "; nothing half-done is visible, try again");
      return ExitCode.TEMPORARY;
    }
    err.println("modori: this is a bug of modori, please report it with the lines below");
    failure.printStackTrace(err);
    return ExitCode.BUG;
  }

  private static String firstLine(String message) {
    String text = message.strip();
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
