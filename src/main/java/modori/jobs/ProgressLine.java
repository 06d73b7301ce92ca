package modori.jobs;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import modori.spark.pipeline.Progress;

/** Shows on a terminal how far a night is; says nothing where nobody looks. */
final class ProgressLine implements Progress, AutoCloseable {
  /** System property by which the launcher tells that standard error is a terminal. */
  static final String TERMINAL_PROPERTY = "modori.terminal";

  private static final List<String> STEPS =
      List.of("plan", "read", "merge", "link", "tables", "publish", "report");
  private static final int WIDTH = 24;

  private final PrintWriter err;
  private final boolean terminal = Boolean.getBoolean(TERMINAL_PROPERTY);
  private final long startedNanos = System.nanoTime();
  private boolean shown;

  ProgressLine(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void step(String name) {
    if (terminal) {
      int done = Math.max(0, STEPS.indexOf(name)) * WIDTH / STEPS.size();
      String bar = "#".repeat(done) + ".".repeat(WIDTH - done);
      err.printf(
          Locale.ROOT, "\r[%s] %-8s %5.0f s", bar, name, (System.nanoTime() - startedNanos) / 1e9);
      err.flush();
      shown = true;
    }
  }

  @Override
  public void done() {
    close();
  }

  @Override
  public void close() {
    if (shown) {
      err.print("\r" + " ".repeat(WIDTH + 24) + "\r");
      err.flush();
      shown = false;
    }
  }
}
