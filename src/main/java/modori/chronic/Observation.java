package modori.chronic;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;

/**
 * What one delivery attempt, or one bounce that stands for it, says about a mailbox.
 *
 * @param time the time of the event, to the microsecond
 * @param kind what it says about room
 * @param sizeBytes size of the message, or {@link #UNKNOWN_SIZE}
 * @param key identity of the event: observations of one key are one
 */
public record Observation(Instant time, Kind kind, long sizeBytes, String key) {
  /** The size of a message that no source states. */
  public static final long UNKNOWN_SIZE = -1;

  /** Any total order would do: it decides which of several observations of one key counts. */
  static final Comparator<Observation> ORDER =
      comparing(Observation::time)
          .thenComparing(Observation::kind)
          .thenComparing(Observation::sizeBytes)
          .thenComparing(Observation::key);

  /** What an attempt says about room. */
  public enum Kind {
    /** Refused, because the mailbox is full. */
    FULL,
    /** Accepted by the final server or delivered locally. */
    OK,
    /** Refused, because the mailbox or its host is unknown or switched off. */
    GONE,
    /** Failed for a reason that says nothing about room. */
    OTHER
  }

  /** Cuts the time to the microsecond, the resolution of tables. */
  public Observation {
    time = time.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(key);
    if (sizeBytes < UNKNOWN_SIZE) {
      throw new IllegalArgumentException("a size below -1: " + sizeBytes);
    }
  }
}
