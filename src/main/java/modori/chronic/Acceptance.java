package modori.chronic;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * One message that came into a mailbox.
 *
 * @param time when it was accepted
 * @param sizeBytes its size, or {@link Observation#UNKNOWN_SIZE}
 */
public record Acceptance(Instant time, long sizeBytes) {
  static final Comparator<Acceptance> BY_TIME =
      comparing(Acceptance::time).thenComparingLong(Acceptance::evidentBytes);
  static final Comparator<Acceptance> BY_EVIDENCE =
      comparingLong(Acceptance::evidentBytes)
          .thenComparing(Acceptance::time, Comparator.reverseOrder());

  /** Checks the size. */
  public Acceptance {
    Objects.requireNonNull(time);
    if (sizeBytes < Observation.UNKNOWN_SIZE) {
      throw new IllegalArgumentException("a size below -1: " + sizeBytes);
    }
  }

  /**
   * Whether this message proves room where messages from {@code refusedBytes} on were refused;
   * unknown sizes on either side pass.
   */
  boolean provesRoom(long refusedBytes) {
    return refusedBytes == Observation.UNKNOWN_SIZE || evidentBytes() >= refusedBytes;
  }

  boolean exceeds(Acceptance other) {
    return evidentBytes() > other.evidentBytes();
  }

  private long evidentBytes() {
    return sizeBytes == Observation.UNKNOWN_SIZE ? Long.MAX_VALUE : sizeBytes;
  }
}
