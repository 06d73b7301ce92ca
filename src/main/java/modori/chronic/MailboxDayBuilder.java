package modori.chronic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers observations and parts of one mailbox's day, in any order, into its row. */
public final class MailboxDayBuilder {
  private static final int PENDING = 64;

  private final LocalDate day;
  private int fullCount;
  private int okCount;
  private int goneCount;
  private int otherCount;
  private @Nullable Instant firstFull;
  private @Nullable Instant lastFull;
  private long minFullSizeBytes = Observation.UNKNOWN_SIZE;
  private boolean fullWithoutSize;
  private @Nullable Instant firstGone;
  private @Nullable Instant lastGone;
  private Acceptances acceptances = Acceptances.NONE;
  private final List<Acceptance> pending = new ArrayList<>(1);

  /** Starts an empty day. */
  public MailboxDayBuilder(LocalDate day) {
    this.day = day;
  }

  /**
   * Adds one event, which must not have been added before.
   *
   * @param sizeBytes size of the message, or {@link Observation#UNKNOWN_SIZE}
   */
  public MailboxDayBuilder add(Observation.Kind kind, Instant eventTime, long sizeBytes) {
    Instant time = eventTime.truncatedTo(ChronoUnit.MICROS);
    switch (kind) {
      case FULL -> {
        fullCount++;
        spanFull(time, time);
        fullWithoutSize |= sizeBytes == Observation.UNKNOWN_SIZE;
        minFullSizeBytes = smaller(minFullSizeBytes, sizeBytes);
      }
      case OK -> {
        okCount++;
        pending.add(new Acceptance(time, sizeBytes));
        if (pending.size() >= PENDING) {
          settle();
        }
      }
      case GONE -> {
        goneCount++;
        spanGone(time, time);
      }
      case OTHER -> otherCount++;
    }
    return this;
  }

  /** Adds a part of the same day, which must not share an event with what was added before. */
  public MailboxDayBuilder add(MailboxDay part) {
    if (!part.day().equals(day)) {
      throw new IllegalArgumentException("a part of " + part.day() + " for " + day);
    }
    fullCount += part.fullCount();
    okCount += part.okCount();
    goneCount += part.goneCount();
    otherCount += part.otherCount();
    if (part.firstFull() != null && part.lastFull() != null) {
      spanFull(part.firstFull(), part.lastFull());
    }
    fullWithoutSize |= part.fullWithoutSize();
    minFullSizeBytes = smaller(minFullSizeBytes, part.minFullSizeBytes());
    if (part.firstGone() != null && part.lastGone() != null) {
      spanGone(part.firstGone(), part.lastGone());
    }
    acceptances = acceptances.merge(part.acceptances());
    return this;
  }

  /** The row; the builder may go on afterwards. */
  public MailboxDay build() {
    settle();
    return new MailboxDay(
        day,
        fullCount,
        okCount,
        goneCount,
        otherCount,
        firstFull,
        lastFull,
        minFullSizeBytes,
        fullWithoutSize,
        firstGone,
        lastGone,
        acceptances);
  }

  private void settle() {
    if (!pending.isEmpty()) {
      acceptances = acceptances.merge(Acceptances.of(pending));
      pending.clear();
    }
  }

  private void spanFull(Instant first, Instant last) {
    firstFull = firstFull == null || first.isBefore(firstFull) ? first : firstFull;
    lastFull = lastFull == null || last.isAfter(lastFull) ? last : lastFull;
  }

  private void spanGone(Instant first, Instant last) {
    firstGone = firstGone == null || first.isBefore(firstGone) ? first : firstGone;
    lastGone = lastGone == null || last.isAfter(lastGone) ? last : lastGone;
  }

  private static long smaller(long a, long b) {
    if (a == Observation.UNKNOWN_SIZE || b == Observation.UNKNOWN_SIZE) {
      return Math.max(a, b);
    }
    return Math.min(a, b);
  }
}
