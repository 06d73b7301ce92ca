package modori.spark.source;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/**
 * Lets Spark pull the rows that a scan pushes: the scan runs in a thread of its own, a few batches
 * ahead of the task, so that memory is bounded however long the input is.
 */
final class PushedRows implements PartitionReader<InternalRow> {
  private static final int BATCH_ROWS = 256;
  private static final int BATCHES_AHEAD = 4;
  private static final List<InternalRow> END = List.of();

  private final ArrayBlockingQueue<List<InternalRow>> batches =
      new ArrayBlockingQueue<>(BATCHES_AHEAD);
  private final Thread scan;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private boolean started;
  private boolean ended;
  private List<InternalRow> batch = END;
  private int at;

  /** Unwinds a scan whose rows nobody wants any more. */
  private static final class Abandoned extends RuntimeException {
    private static final long serialVersionUID = 1;

    Abandoned() {
      super("nobody reads on", null, false, false);
    }
  }

  /** Rows of a scan that hands them to the consumer given to it. */
  PushedRows(Consumer<Consumer<InternalRow>> rows) {
    this.scan = new Thread(() -> run(rows), "modori scan");
    this.scan.setDaemon(true);
  }

  @Override
  public boolean next() throws IOException {
    if (!started) {
      started = true;
      scan.start();
    }
    if (at == batch.size()) {
      if (ended) {
        return false;
      }
      try {
        batch = batches.take();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the task was stopped");
      }
      at = 0;
      if (batch.isEmpty()) {
        ended = true;
        Throwable why = failure;
        if (why != null) {
          throw new IOException("the scan failed: " + why, why);
        }
        return false;
      }
    }
    at++;
    return true;
  }

  @Override
  public InternalRow get() {
    return batch.get(at - 1);
  }

  @Override
  public void close() {
    closed = true;
    if (started) {
      scan.interrupt();
      try {
        scan.join();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run(Consumer<Consumer<InternalRow>> rows) {
    Batches sink = new Batches();
    try {
      rows.accept(sink);
      sink.flush();
    } catch (Abandoned unwound) {
      return;
    } catch (Throwable thrown) { // An error of this thread is the task's error.
      failure = thrown;
    }
    try {
      batches.put(END);
    } catch (InterruptedException nobodyWaits) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Batches implements Consumer<InternalRow> {
    private List<InternalRow> rows = new ArrayList<>(BATCH_ROWS);

    @Override
    public void accept(InternalRow row) {
      rows.add(row);
      if (rows.size() == BATCH_ROWS) {
        flush();
      }
    }

    void flush() {
      if (closed) {
        throw new Abandoned();
      }
      if (!rows.isEmpty()) {
        try {
          batches.put(rows);
        } catch (InterruptedException nobodyWaits) {
          Thread.currentThread().interrupt();
          throw new Abandoned();
        }
        rows = new ArrayList<>(BATCH_ROWS);
      }
    }
  }
}
