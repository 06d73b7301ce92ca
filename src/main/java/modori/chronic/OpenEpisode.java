package modori.chronic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An episode while it goes on. */
final class OpenEpisode {
  private final Instant firstFull;
  private final LocalDate firstDay;
  private final @Nullable Instant lastOkBefore;

  private Instant lastFull;
  private LocalDate lastDay;
  private LocalDate lastAttemptDay;
  private int fullDays;
  private int attemptDays = 1;
  private int fullCount;
  private int acceptedTooSmall;
  private int flapCount;
  private long refusedBytes = Observation.UNKNOWN_SIZE;
  private @Nullable Room room;

  OpenEpisode(Instant firstFull, LocalDate firstDay, @Nullable Instant lastOkBefore) {
    this.firstFull = firstFull;
    this.firstDay = firstDay;
    this.lastOkBefore = lastOkBefore;
    this.lastFull = firstFull;
    this.lastDay = firstDay;
    this.lastAttemptDay = firstDay;
  }

  LocalDate lastAttemptDay() {
    return lastAttemptDay;
  }

  @Nullable LocalDate roomProvedOn() {
    return room == null ? null : room.day;
  }

  void refused(MailboxDay row) {
    takeBackRoom();
    attempted(row.day());
    fullDays++;
    fullCount += row.fullCount();
    lastFull = Objects.requireNonNull(row.lastFull());
    lastDay = row.day();
    if (row.refusedBytes() != Observation.UNKNOWN_SIZE) {
      refusedBytes =
          refusedBytes == Observation.UNKNOWN_SIZE
              ? row.refusedBytes()
              : Math.min(refusedBytes, row.refusedBytes());
    }
  }

  void takeBackRoom() {
    if (room != null) {
      flapCount++;
      room = null;
    }
  }

  void accepted(Acceptance message, LocalDate day, ChronicRules rules) {
    attempted(day);
    if (!rules.provesRoom(message, refusedBytes)) {
      acceptedTooSmall++;
    } else if (room == null) {
      room = new Room(message.time(), day, attemptDays, acceptedTooSmall);
    }
  }

  Episode asOpen(ChronicRules rules) {
    return episode(EpisodeStatus.OPEN, null, null, rules);
  }

  Episode asEnded(EpisodeStatus status, LocalDate day, ChronicRules rules) {
    return episode(status, day, null, rules);
  }

  /** Counts stand as they were when room was proved: what came later is no part of the episode. */
  Episode asRecovered(LocalDate day, ChronicRules rules) {
    Room proved = Objects.requireNonNull(room);
    attemptDays = proved.attemptDays;
    acceptedTooSmall = proved.acceptedTooSmall;
    return episode(EpisodeStatus.RECOVERED, day, proved.time, rules);
  }

  private void attempted(LocalDate day) {
    if (!day.equals(lastAttemptDay)) {
      attemptDays++;
      lastAttemptDay = day;
    }
  }

  private Episode episode(
      EpisodeStatus status,
      @Nullable LocalDate closedOn,
      @Nullable Instant recoveredAt,
      ChronicRules rules) {
    long spanDays = ChronoUnit.DAYS.between(firstDay, lastDay) + 1;
    return new Episode(
        firstFull,
        lastFull,
        firstDay,
        lastDay,
        status,
        closedOn,
        recoveredAt,
        lastOkBefore,
        fullDays,
        attemptDays,
        fullCount,
        acceptedTooSmall,
        flapCount,
        rules.level(fullDays, spanDays, flapCount));
  }

  private record Room(Instant time, LocalDate day, int attemptDays, int acceptedTooSmall) {}
}
