package modori.jobs;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Ends a night cleanly when the process is told to end (SIGTERM, SIGINT, SIGHUP): a publication
 * under way is finished, one that has not begun never begins. The process then answers 128 and the
 * number of the signal, as the Java virtual machine does by itself.
 */
final class StopSignal implements AutoCloseable {
  /** Before Spark, which stops its own work at 40. */
  private static final int PRIORITY = 100;

  private static final int MOST_SECONDS = 60;

  private final BooleanSupplier stop;
  private final PrintWriter err;
  private final Runnable hook = this::end;
  private volatile boolean requested;

  /** Watches; {@code stop} ends the night and tells whether it is published. */
  StopSignal(BooleanSupplier stop, PrintWriter err) {
    this.stop = stop;
    this.err = err;
    ShutdownHookManager.get().addShutdownHook(hook, PRIORITY, MOST_SECONDS, TimeUnit.SECONDS);
  }

  /** Whether the process was told to end: what fails from then on is no trouble. */
  boolean isRequested() {
    return requested;
  }

  private void end() {
    requested = true;
    boolean published = stop.getAsBoolean();
    err.println(
        published
            ? "modori: stopped; the night is published, only its report may be missing"
            : "modori: stopped; nothing of this night is published, the next one does it again");
    err.flush();
  }

  @Override
  public void close() {
    if (!requested) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
