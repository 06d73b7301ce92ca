package modori.spark.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps how many seconds each step of a night has taken by the clock. */
final class StageTimes implements Progress {
  private final Progress next;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private String name = "";
  private long since = System.nanoTime();

  StageTimes(Progress next) {
    this.next = next;
  }

  @Override
  public void step(String newName) {
    end();
    name = newName;
    next.step(newName);
  }

  @Override
  public void read(long bytes, long totalBytes) {
    next.read(bytes, totalBytes);
  }

  @Override
  public void note(String line) {
    next.note(line);
  }

  @Override
  public void done() {
    next.done();
  }

  /** Seconds by step so far, in the order of the steps. */
  Map<String, Double> seconds() {
    end();
    return new LinkedHashMap<>(seconds);
  }

  private void end() {
    long now = System.nanoTime();
    if (!name.isEmpty()) {
      seconds.merge(name, (now - since) / 1e9, Double::sum);
    }
    since = now;
  }
}
