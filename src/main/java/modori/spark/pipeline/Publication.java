package modori.spark.pipeline;

import java.util.concurrent.CancellationException;

/** The one moment of a night that is done whole or not at all. */
final class Publication {
  private boolean stopped;
  private boolean published;

  /**
   * Publishes.
   *
   * @throws CancellationException where the night was stopped before
   */
  synchronized void whole(Runnable publish) {
    if (stopped) {
      throw new CancellationException("the night was stopped before it was published");
    }
    publish.run();
    published = true;
  }

  /** Lets no later publication begin, once one under way has ended; whether there was one. */
  synchronized boolean stop() {
    stopped = true;
    return published;
  }
}
