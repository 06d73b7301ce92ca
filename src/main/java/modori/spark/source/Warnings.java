package modori.spark.source;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of inputs that are passed over, one line each, and at last how many there were. */
final class Warnings implements Consumer<String> {
  private final Logger log;
  private int count;

  /** Warnings of a data source. */
  Warnings(String source) {
    this.log = LoggerFactory.getLogger("modori." + source);
  }

  @Override
  public void accept(String line) {
    count++;
    log.warn(line);
  }

  /** Says how many inputs were passed over, if any were. */
  void finish(int inputs) {
    if (count > 0) {
      log.warn("{} inputs are read, {} passed over", inputs, count);
    }
  }
}
