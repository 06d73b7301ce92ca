package modori.spark.tables;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * Days of a time zone; remembers the last one, since neighbours in a log are mostly of one day. One
 * object per thread.
 */
final class ZoneDays {
  private static final long SECOND = 1_000_000L;

  private final ZoneId zone;
  private LocalDate day = LocalDate.EPOCH;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  ZoneDays(ZoneId zone) {
    this.zone = zone;
  }

  /** The day of a time in microseconds since 1970. */
  LocalDate day(long micros) {
    if (micros >= from && micros < to) {
      return day;
    }
    Instant time = Instant.ofEpochSecond(Math.floorDiv(micros, SECOND));
    LocalDate found = LocalDate.ofInstant(time, zone);
    Instant begin = found.atStartOfDay(zone).toInstant();
    Instant end = found.plusDays(1).atStartOfDay(zone).toInstant();
    ZoneOffsetTransition change = zone.getRules().nextTransition(begin.minusSeconds(1));
    // A day on which the clocks are changed may come in two pieces: it is not remembered.
    if (change == null || change.getInstant().isAfter(end)) {
      day = found;
      from = begin.getEpochSecond() * SECOND;
      to = end.getEpochSecond() * SECOND;
    }
    return found;
  }
}
