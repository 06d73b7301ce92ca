package modori.jobs;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import modori.spark.pipeline.Progress;

/**
 * Shows on a terminal how far a night is: a bar, and while logs are read the rate and the time
 * left. Where nobody looks it says one line at the end.
 */
final class ProgressLine implements Progress, AutoCloseable {
  /** System property by which the launcher tells that standard error is a terminal. */
  static final String TERMINAL_PROPERTY = "modori.terminal";

  private static final List<String> STEPS =
      List.of("plan", "read", "merge", "link", "tables", "publish", "report");
  private static final int BAR = 24;
  private static final int COLUMNS = 79;

  private final PrintWriter err;
  private final boolean terminal;
  private final long startedNanos = System.nanoTime();
  private long readStartedNanos = startedNanos;
  private long readNanos;
  private long readBytes;
  private boolean reading;
  private boolean shown;

  ProgressLine(PrintWriter err) {
    this(err, Boolean.getBoolean(TERMINAL_PROPERTY));
  }

  ProgressLine(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public synchronized void step(String name) {
    long now = System.nanoTime();
    if (reading) {
      readNanos = now - readStartedNanos;
    }
    reading = name.equals("read");
    readStartedNanos = reading ? now : readStartedNanos;
    show(Math.max(0, STEPS.indexOf(name)) / (double) STEPS.size(), name, "");
  }

  @Override
  public synchronized void read(long bytes, long totalBytes) {
    readBytes = Math.max(readBytes, bytes);
    if (reading && totalBytes > 0) {
      double seconds = (System.nanoTime() - readStartedNanos) / 1e9;
      show(readBytes / (double) totalBytes, "read", rate(readBytes, totalBytes, seconds));
    }
  }

  /** Megabytes, rate and time left. */
  static String rate(long bytes, long totalBytes, double seconds) {
    double perSecond = bytes / Math.max(seconds, 0.001);
    long left = perSecond < 1 ? 0 : Math.round((totalBytes - bytes) / perSecond);
    return String.format(
        Locale.ROOT,
        "%.1f of %.1f MB, %.1f MB/s, %d:%02d left",
        bytes / 1e6,
        totalBytes / 1e6,
        perSecond / 1e6,
        left / 60,
        left % 60);
  }

  @Override
  public synchronized void note(String line) {
    close();
    err.println("modori: " + line);
  }

  @Override
  public synchronized void done() {
    close();
    if (!terminal && readBytes > 0) {
      err.printf(
          Locale.ROOT,
          "modori: %.1f MB of logs read in %.1f s, done after %.1f s%n",
          readBytes / 1e6,
          readNanos / 1e9,
          (System.nanoTime() - startedNanos) / 1e9);
    }
  }

  @Override
  public synchronized void close() {
    if (shown) {
      err.print("\r" + " ".repeat(COLUMNS) + "\r");
      err.flush();
      shown = false;
    }
  }

  private void show(double part, String step, String detail) {
    if (!terminal) {
      return;
    }
    int full = (int) Math.round(Math.min(1, part) * BAR);
    String line =
        String.format(
            Locale.ROOT,
            "[%s%s] %-7s %4.0f s  %s",
            "#".repeat(full),
            ".".repeat(BAR - full),
            step,
            (System.nanoTime() - startedNanos) / 1e9,
            detail);
    String cut = line.substring(0, Math.min(COLUMNS, line.length()));
    err.print("\r" + cut + " ".repeat(COLUMNS - cut.length()));
    err.flush();
    shown = true;
  }
}
