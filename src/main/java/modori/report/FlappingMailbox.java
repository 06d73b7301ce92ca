package modori.report;

import java.util.Objects;
import modori.chronic.Hosting;

/**
 * A mailbox that fills up again and again, each time with room in between.
 *
 * @param address the mailbox
 * @param hosting whose it is
 * @param times how often it filled up within the days of a strip
 */
public record FlappingMailbox(String address, Hosting hosting, int times) {
  /** From so many times on a mailbox flaps. */
  public static final int FEWEST_TIMES = 3;

  /** Checks the count. */
  public FlappingMailbox {
    Objects.requireNonNull(address);
    Objects.requireNonNull(hosting);
    if (times < FEWEST_TIMES) {
      throw new IllegalArgumentException("not again and again: " + address);
    }
  }
}
