package modori.chronic;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one mailbox's observations of one day say, in bounded space; parts of a day join to exactly
 * the row of the whole day.
 *
 * @param day calendar day in the zone of the report
 * @param fullCount observations that refused for want of room
 * @param okCount messages that came in
 * @param goneCount refusals of an unknown or switched-off mailbox
 * @param otherCount other failures
 * @param firstFull the earliest refusal for want of room
 * @param lastFull the latest one
 * @param minFullSizeBytes size of the smallest refused message, of those whose size is known
 * @param fullWithoutSize whether a message of unknown size was refused
 * @param firstGone the earliest refusal of an unknown mailbox
 * @param lastGone the latest one
 * @param acceptances the messages that came in
 */
public record MailboxDay(
    LocalDate day,
    int fullCount,
    int okCount,
    int goneCount,
    int otherCount,
    @Nullable Instant firstFull,
    @Nullable Instant lastFull,
    long minFullSizeBytes,
    boolean fullWithoutSize,
    @Nullable Instant firstGone,
    @Nullable Instant lastGone,
    Acceptances acceptances) {
  private static final int MOST_RECORDS = 8;

  /** Checks that counts and times agree. */
  public MailboxDay {
    Objects.requireNonNull(day);
    if (fullCount < 0 || okCount < 0 || goneCount < 0 || otherCount < 0) {
      throw new IllegalArgumentException("a negative count on " + day);
    }
    requireSpan(day, fullCount, firstFull, lastFull, "full");
    requireSpan(day, goneCount, firstGone, lastGone, "gone");
    if (minFullSizeBytes < Observation.UNKNOWN_SIZE
        || (fullCount > 0) != (fullWithoutSize || minFullSizeBytes >= 0)) {
      throw new IllegalArgumentException("refusals and their sizes disagree on " + day);
    }
    if ((okCount > 0) == acceptances.kept().isEmpty()) {
      throw new IllegalArgumentException("messages and their count disagree on " + day);
    }
  }

  /** One row per day with an observation, in order; repeated keys count once. */
  public static List<MailboxDay> of(Collection<Observation> observations, ZoneId zone) {
    Collection<Observation> events =
        observations.stream()
            .collect(toMap(Observation::key, o -> o, BinaryOperator.minBy(Observation.ORDER)))
            .values();
    TreeMap<LocalDate, MailboxDayBuilder> byDay = new TreeMap<>();
    for (Observation event : events) {
      LocalDate day = LocalDate.ofInstant(event.time(), zone);
      byDay
          .computeIfAbsent(day, MailboxDayBuilder::new)
          .add(event.kind(), event.time(), event.sizeBytes());
    }
    return byDay.values().stream().map(MailboxDayBuilder::build).toList();
  }

  /** The row of both parts of the same day together; the parts must not share an event. */
  public MailboxDay merge(MailboxDay other) {
    return new MailboxDayBuilder(day).add(this).add(other).build();
  }

  /**
   * From which size on messages were refused; {@link Observation#UNKNOWN_SIZE} where a refusal
   * without a size leaves that open, or where nothing was refused.
   */
  public long refusedBytes() {
    return fullWithoutSize ? Observation.UNKNOWN_SIZE : minFullSizeBytes;
  }

  /** When the last message came in before the first refusal, or on a day without any refusal. */
  public Optional<Instant> lastOkBefore() {
    return acceptances
        .lastBefore(firstFull == null ? Instant.MAX : firstFull)
        .map(Acceptance::time);
  }

  /**
   * Each message after the last refusal that was larger than all before it, at most eight: when and
   * of what size room was proved.
   */
  public List<Acceptance> okAfter() {
    List<Acceptance> records = new ArrayList<>();
    for (Acceptance message : acceptances.kept()) {
      boolean after = lastFull == null || message.time().isAfter(lastFull);
      if (after
          && records.size() < MOST_RECORDS
          && (records.isEmpty() || message.exceeds(records.get(records.size() - 1)))) {
        records.add(message);
      }
    }
    return List.copyOf(records);
  }

  private static void requireSpan(
      LocalDate day, int count, @Nullable Instant first, @Nullable Instant last, String what) {
    boolean spans = first != null && last != null && !last.isBefore(first);
    if (count > 0 ? !spans : first != null || last != null) {
      throw new IllegalArgumentException("count and times of " + what + " disagree on " + day);
    }
  }
}
