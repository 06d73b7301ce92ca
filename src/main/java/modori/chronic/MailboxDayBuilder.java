package modori.chronic;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers observations and parts of one mailbox's day, in any order, into its row. Numbers alone
 * are held, and one message that came in: most days are no more than that.
 */
public final class MailboxDayBuilder {
  private static final int PENDING = 64;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int FULL = 1;
  private static final int FULL_WITHOUT_SIZE = 2;
  private static final int GONE = 4;
  private static final int OTHER = 8;
  private static final int ONE_MESSAGE = 16;
  private static final int MESSAGES = 32;

  private final LocalDate day;
  private int fullCount;
  private int okCount;
  private int goneCount;
  private int otherCount;
  private long firstFull;
  private long lastFull;
  private long minFullSizeBytes = Observation.UNKNOWN_SIZE;
  private boolean fullWithoutSize;
  private long firstGone;
  private long lastGone;

  /** Whether a single message came in: then it is not among the others, but here. */
  private boolean oneMessage;

  private long messageMicros;
  private long messageBytes;
  private Acceptances acceptances = Acceptances.NONE;
  private @Nullable List<Acceptance> pending;

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
    return add(kind, micros(eventTime), sizeBytes);
  }

  /**
   * Adds one event, which must not have been added before.
   *
   * @param eventMicros its time in microseconds since 1970
   * @param sizeBytes size of the message, or {@link Observation#UNKNOWN_SIZE}
   */
  public MailboxDayBuilder add(Observation.Kind kind, long eventMicros, long sizeBytes) {
    switch (kind) {
      case FULL -> {
        spanFull(1, eventMicros, eventMicros);
        fullWithoutSize |= sizeBytes == Observation.UNKNOWN_SIZE;
        minFullSizeBytes = smaller(minFullSizeBytes, sizeBytes);
      }
      case OK -> accept(eventMicros, sizeBytes);
      case GONE -> spanGone(1, eventMicros, eventMicros);
      case OTHER -> otherCount++;
    }
    return this;
  }

  /** Adds a part of the same day, which must not share an event with what was added before. */
  public MailboxDayBuilder add(MailboxDay part) {
    if (!part.day().equals(day)) {
      throw new IllegalArgumentException("a part of " + part.day() + " for " + day);
    }
    otherCount += part.otherCount();
    if (part.firstFull() != null && part.lastFull() != null) {
      spanFull(part.fullCount(), micros(part.firstFull()), micros(part.lastFull()));
    }
    fullWithoutSize |= part.fullWithoutSize();
    minFullSizeBytes = smaller(minFullSizeBytes, part.minFullSizeBytes());
    if (part.firstGone() != null && part.lastGone() != null) {
      spanGone(part.goneCount(), micros(part.firstGone()), micros(part.lastGone()));
    }
    accept(part.okCount(), part.acceptances());
    return this;
  }

  /**
   * Packs what was gathered, as numbers from zero, small ones where little happened.
   *
   * @see #unpack
   */
  public void pack(LongConsumer numbers) {
    settle();
    numbers.accept(
        (fullCount > 0 ? FULL : 0)
            | (fullWithoutSize ? FULL_WITHOUT_SIZE : 0)
            | (goneCount > 0 ? GONE : 0)
            | (otherCount > 0 ? OTHER : 0)
            | (oneMessage ? ONE_MESSAGE : okCount > 0 ? MESSAGES : 0));
    if (fullCount > 0) {
      numbers.accept(fullCount);
      packTime(numbers, firstFull);
      packTime(numbers, lastFull);
      numbers.accept(minFullSizeBytes - Observation.UNKNOWN_SIZE);
    }
    if (goneCount > 0) {
      numbers.accept(goneCount);
      packTime(numbers, firstGone);
      packTime(numbers, lastGone);
    }
    if (otherCount > 0) {
      numbers.accept(otherCount);
    }
    if (oneMessage) {
      packTime(numbers, messageMicros);
      numbers.accept(messageBytes - Observation.UNKNOWN_SIZE);
    } else if (okCount > 0) {
      numbers.accept(okCount);
      numbers.accept(acceptances.slotMinutes());
      numbers.accept(acceptances.kept().size());
      for (Acceptance kept : acceptances.kept()) {
        packTime(numbers, micros(kept.time()));
        numbers.accept(kept.sizeBytes() - Observation.UNKNOWN_SIZE);
      }
    }
  }

  /** Adds what another builder of the same day has packed. */
  public MailboxDayBuilder unpack(LongSupplier numbers) {
    int what = (int) numbers.getAsLong();
    if ((what & FULL) != 0) {
      spanFull((int) numbers.getAsLong(), time(numbers), time(numbers));
      fullWithoutSize |= (what & FULL_WITHOUT_SIZE) != 0;
      minFullSizeBytes = smaller(minFullSizeBytes, size(numbers));
    }
    if ((what & GONE) != 0) {
      spanGone((int) numbers.getAsLong(), time(numbers), time(numbers));
    }
    if ((what & OTHER) != 0) {
      otherCount += (int) numbers.getAsLong();
    }
    if ((what & ONE_MESSAGE) != 0) {
      accept(time(numbers), size(numbers));
    } else if ((what & MESSAGES) != 0) {
      int count = (int) numbers.getAsLong();
      int slotMinutes = (int) numbers.getAsLong();
      int kept = (int) numbers.getAsLong();
      List<Acceptance> messages = new ArrayList<>(kept);
      for (int i = 0; i < kept; i++) {
        messages.add(new Acceptance(instant(time(numbers)), size(numbers)));
      }
      accept(count, new Acceptances(slotMinutes, messages));
    }
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
        fullCount == 0 ? null : instant(firstFull),
        fullCount == 0 ? null : instant(lastFull),
        minFullSizeBytes,
        fullWithoutSize,
        goneCount == 0 ? null : instant(firstGone),
        goneCount == 0 ? null : instant(lastGone),
        oneMessage
            ? new Acceptances(0, List.of(new Acceptance(instant(messageMicros), messageBytes)))
            : acceptances);
  }

  private void accept(long micros, long sizeBytes) {
    if (okCount++ == 0) {
      oneMessage = true;
      messageMicros = micros;
      messageBytes = sizeBytes;
      return;
    }
    List<Acceptance> messages = pending();
    messages.add(new Acceptance(instant(micros), sizeBytes));
    if (messages.size() >= PENDING) {
      settle();
    }
  }

  private void accept(int count, Acceptances more) {
    if (count == 1) {
      Acceptance message = more.kept().get(0);
      accept(micros(message.time()), message.sizeBytes());
    } else if (count > 0) {
      if (oneMessage) {
        pending();
      }
      settle();
      okCount += count;
      acceptances = acceptances.merge(more);
    }
  }

  // The first message goes with the others as soon as there are any.
  private List<Acceptance> pending() {
    List<Acceptance> messages = pending;
    if (messages == null) {
      messages = pending = new ArrayList<>(4);
    }
    if (oneMessage) {
      oneMessage = false;
      messages.add(new Acceptance(instant(messageMicros), messageBytes));
    }
    return messages;
  }

  private void settle() {
    if (pending != null && !pending.isEmpty()) {
      acceptances = acceptances.merge(Acceptances.of(pending));
      pending.clear();
    }
  }

  private void spanFull(int count, long first, long last) {
    firstFull = fullCount == 0 ? first : Math.min(firstFull, first);
    lastFull = fullCount == 0 ? last : Math.max(lastFull, last);
    fullCount += count;
  }

  private void spanGone(int count, long first, long last) {
    firstGone = goneCount == 0 ? first : Math.min(firstGone, first);
    lastGone = goneCount == 0 ? last : Math.max(lastGone, last);
    goneCount += count;
  }

  // A day in the zone of the report begins some hours before or after the day of UTC.
  private void packTime(LongConsumer numbers, long micros) {
    long ofDay = micros - day.toEpochDay() * MICROS_PER_DAY;
    numbers.accept(ofDay << 1 ^ ofDay >> 63);
  }

  private long time(LongSupplier numbers) {
    long number = numbers.getAsLong();
    return (number >>> 1 ^ -(number & 1)) + day.toEpochDay() * MICROS_PER_DAY;
  }

  private static long size(LongSupplier numbers) {
    return numbers.getAsLong() + Observation.UNKNOWN_SIZE;
  }

  private static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  private static long smaller(long a, long b) {
    if (a == Observation.UNKNOWN_SIZE || b == Observation.UNKNOWN_SIZE) {
      return Math.max(a, b);
    }
    return Math.min(a, b);
  }
}
