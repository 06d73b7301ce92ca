package modori.chronic;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One time of being full of one mailbox.
 *
 * @param firstFull the refusal that started it
 * @param lastFull the latest refusal
 * @param firstDay day of the first refusal
 * @param lastDay day of the latest refusal
 * @param status whether and how it ended
 * @param closedOn the day at whose end it first counts as ended; null while open
 * @param recoveredAt the message that proved room; only of a recovered one
 * @param lastOkBefore the last message that came in before; null where none is known
 * @param fullDays days with a refusal
 * @param attemptDays days with a refusal or with a message that came in
 * @param fullCount refusals
 * @param acceptedTooSmall messages that came in but were too small to prove room
 * @param flapCount proofs of room that a new refusal took back
 * @param level how serious it is
 */
public record Episode(
    Instant firstFull,
    Instant lastFull,
    LocalDate firstDay,
    LocalDate lastDay,
    EpisodeStatus status,
    @Nullable LocalDate closedOn,
    @Nullable Instant recoveredAt,
    @Nullable Instant lastOkBefore,
    int fullDays,
    int attemptDays,
    int fullCount,
    int acceptedTooSmall,
    int flapCount,
    Level level)
    implements java.io.Serializable {

  /** Checks that times, counts and status agree. */
  public Episode {
    Objects.requireNonNull(level);
    if (lastFull.isBefore(firstFull) || lastDay.isBefore(firstDay)) {
      throw new IllegalArgumentException("ends before it starts: " + firstFull);
    }
    if ((status == EpisodeStatus.OPEN) != (closedOn == null)) {
      throw new IllegalArgumentException("status and end disagree: " + firstFull);
    }
    if ((status == EpisodeStatus.RECOVERED) != (recoveredAt != null)) {
      throw new IllegalArgumentException("status and recovery disagree: " + firstFull);
    }
    if (fullDays < 1 || attemptDays < fullDays || fullCount < fullDays) {
      throw new IllegalArgumentException("counts disagree: " + firstFull);
    }
    if (acceptedTooSmall < 0 || flapCount < 0) {
      throw new IllegalArgumentException("a negative count: " + firstFull);
    }
  }

  /** Whether it has not ended. */
  public boolean isOpen() {
    return status == EpisodeStatus.OPEN;
  }

  /** Whether it was open at the end of that day, as seen from the day of this judgement. */
  public boolean wasOpenOn(LocalDate day) {
    return !firstDay.isAfter(day) && (closedOn == null || closedOn.isAfter(day));
  }

  /** Days from first to last refusal, both counted. */
  public int spanDays() {
    return Math.toIntExact(ChronoUnit.DAYS.between(firstDay, lastDay) + 1);
  }

  /** Share of the days with an attempt on which mail was refused: above 0, at most 1. */
  public double regularity() {
    return (double) fullDays / attemptDays;
  }

  /** It lasted at least so long: from first to last refusal. */
  public Duration atLeast() {
    return Duration.between(firstFull, lastFull);
  }

  /** It lasted at most so long; empty where its start or its end is not bounded. */
  public Optional<Duration> atMost() {
    return recoveredAt == null || lastOkBefore == null
        ? Optional.empty()
        : Optional.of(Duration.between(lastOkBefore, recoveredAt));
  }
}
