package modori.spark.lock;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lock that lasts as long as its owner gives signs of life. One whose owner has ended on this
 * host, or has been silent for ten minutes elsewhere, is broken open.
 */
final class LeasedLock implements WarehouseLock {
  /** An owner that has said nothing for so long is taken for dead. */
  static final long SILENT_SECONDS = 600;

  private static final long RENEWED_SECONDS = 30;

  private final LockPlace place;
  private final String owner;
  private final ScheduledExecutorService clock;
  private volatile @Nullable Runnable stop;
  private volatile boolean lost;
  private long lastSign = System.nanoTime();

  private LeasedLock(LockPlace place, String owner) {
    this.place = place;
    this.owner = owner;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lock of the warehouse");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleWithFixedDelay(this::renew, RENEWED_SECONDS, RENEWED_SECONDS, TimeUnit.SECONDS);
  }

  static LeasedLock take(LockPlace place) throws IOException {
    String owner = LockOwner.self().toString();
    try {
      // Twice: it may become free, or be broken open, between one look and the next.
      for (int i = 0; i < 2; i++) {
        if (place.make(owner)) {
          return new LeasedLock(place, owner);
        }
        LockPlace.Held held = place.held();
        if (held != null && isLive(held) || held != null && !place.breakOpen(held)) {
          throw new LockedException(place.name(), held.owner());
        }
      }
      throw new LockedException(place.name(), "");
    } catch (IOException | RuntimeException failure) {
      place.close();
      throw failure;
    }
  }

  private static boolean isLive(LockPlace.Held held) {
    return held.silentSeconds() < SILENT_SECONDS && !LockOwner.isGone(held.owner());
  }

  /** Gives a sign of life; finds out whether the lock is lost. */
  synchronized void renew() {
    try {
      if (place.renew(owner)) {
        lastSign = System.nanoTime();
      } else {
        lose();
      }
    } catch (IOException | RuntimeException trouble) {
      // Others may break it open by now.
      if (System.nanoTime() - lastSign > TimeUnit.SECONDS.toNanos(SILENT_SECONDS)) {
        lose();
      }
    }
  }

  private void lose() {
    Runnable told = stop;
    lost = true;
    if (told != null) {
      told.run();
    }
  }

  @Override
  public void onLoss(Runnable task) {
    stop = task;
    if (lost) {
      task.run();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (clock.isShutdown()) {
      return;
    }
    clock.shutdownNow();
    try (place) {
      LockPlace.Held held = place.held();
      if (held != null && held.owner().equals(owner)) {
        place.breakOpen(held);
      }
    }
  }
}
