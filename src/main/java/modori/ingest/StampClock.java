package modori.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Turns the stamps of log lines into microseconds since 1970 (UTC). One object per file and thread:
 * it remembers the last time, because a stamp of RFC 3164 has no year and one without an offset is
 * ambiguous in the hour when summer time ends.
 *
 * <p>A year is the earliest that does not go back by more than {@link #DISORDER}; the first stamp,
 * and one that would lie beyond the bound, take the latest year within the bound. So New Year is
 * passed in both directions, and 29 February fixes the year to one in four.
 */
public final class StampClock {
  /** The answer for bytes that are no stamp. */
  public static final long NONE = Long.MIN_VALUE;

  /** How far a line may lie before the one above it without being a year later. */
  static final long DISORDER = 2 * 86_400_000_000L;

  /**
   * How late a line may be in the hour that summer time doubles (half an hour on Lord Howe); one
   * that seems to lie further back is of the second time round.
   */
  private static final long LATE_LINE = 5 * 60_000_000L;

  private static final long SECOND = 1_000_000L;
  private static final long MINUTE = 60 * SECOND;

  private final ZoneId zone;
  private final ZoneRules rules;
  private final long bound;
  private long last;
  private int end;

  private int localKey = -1;
  private int localYear;
  private long localMinute;
  private boolean localAmbiguous;
  private long offsetKey = -1;
  private long offsetMinute;

  /**
   * A clock at the begin of a file.
   *
   * @param zone of stamps that name none
   * @param bound the latest time that a year-less stamp can mean
   */
  public StampClock(ZoneId zone, Instant bound) {
    this(zone, bound, NONE);
  }

  /**
   * A clock within a file.
   *
   * @param last time of the line before, microseconds, or {@link #NONE}
   */
  public StampClock(ZoneId zone, Instant bound, long last) {
    this.zone = zone;
    this.rules = zone.getRules();
    this.bound = ChronoUnit.MICROS.between(Instant.EPOCH, bound);
    this.last = last;
  }

  /** Where the last stamp that was read ended, exclusive. */
  public int end() {
    return end;
  }

  /** The last time that was read, microseconds, or {@link #NONE}. */
  public long last() {
    return last;
  }

  /**
   * Reads {@code Mmm dd HH:MM:SS[.fraction]} (RFC 3164 section 4.1.2), also with the year in front.
   */
  public long syslog(byte[] b, int from, int to) {
    int at = from;
    int year = 0;
    if (at + 5 <= to && isDigit(b[at]) && b[at + 4] == ' ') { // 2013 Jun 10 06:27:30.123
      year = digits(b, at, 4);
      at += 5;
    }
    if (to - at < 15) {
      return NONE;
    }
    int month = MonthNames.month(b, at);
    int length = MonthNames.length(b, at);
    if (month == 0 || b[at + length] != ' ') {
      return NONE;
    }
    at += length + 1;
    int day = b[at] == ' ' ? digits(b, at + 1, 1) : digits(b, at, 2);
    int dayLength = 2;
    if (day < 0 && isDigit(b[at]) && b[at + 1] == ' ') { // a day that is not padded
      day = digits(b, at, 1);
      dayLength = 1;
    }
    at += dayLength;
    if (day <= 0 || at + 9 > to || b[at] != ' ') {
      return NONE;
    }
    return local(b, at + 1, to, year, month, day);
  }

  /**
   * Reads {@code YYYY-MM-DDTHH:MM:SS[.fraction][Z|+hh:mm]} (RFC 3339 section 5.6), also with a
   * blank for the T, a comma for the dot, and a blank before an offset without colon (Exim,
   * PowerMTA).
   */
  public long rfc3339(byte[] b, int from, int to) {
    if (to - from < 19
        || b[from + 4] != '-'
        || b[from + 7] != '-'
        || b[from + 10] != 'T' && b[from + 10] != ' ') {
      return NONE;
    }
    int year = digits(b, from, 4);
    int month = digits(b, from + 5, 2);
    int day = digits(b, from + 8, 2);
    if (year <= 0 || month <= 0 || month > 12 || day <= 0) {
      return NONE;
    }
    int hour = digits(b, from + 11, 2);
    int minute = digits(b, from + 14, 2);
    int second = digits(b, from + 17, 2);
    if (hour < 0 || minute < 0 || second < 0 || b[from + 13] != ':' || b[from + 16] != ':') {
      return NONE;
    }
    int at = from + 19;
    long micros = fraction(b, at, to);
    at = end;
    int sign = at < to ? b[at] : 0;
    int blank =
        sign == ' '
                && at + 5 < to
                && (b[at + 1] == '+' || b[at + 1] == '-')
                && isDigit(b[at + 2])
                && isDigit(b[at + 5])
            ? 1
            : 0;
    sign = blank == 1 ? b[at + 1] : sign;
    if (sign == 'Z') {
      end = at + 1;
      return known(offsetMinute(year, month, day, hour, minute, 0), second, micros);
    }
    if (sign == '+' || sign == '-') {
      at += blank + 1;
      int offsetHours = at + 2 <= to ? digits(b, at, 2) : -1;
      int colon = at + 2 < to && b[at + 2] == ':' ? 1 : 0;
      int offsetMinutes = at + 4 + colon <= to ? digits(b, at + 2 + colon, 2) : -1;
      if (offsetHours < 0 || offsetHours > 18 || offsetMinutes < 0 || offsetMinutes > 59) {
        return NONE;
      }
      end = at + 4 + colon;
      int offset = (offsetHours * 60 + offsetMinutes) * (sign == '-' ? -1 : 1);
      return known(offsetMinute(year, month, day, hour, minute, offset), second, micros);
    }
    return local(b, from + 11, to, year, month, day);
  }

  /** A time that the log states as a number: nothing is inferred, only remembered. */
  public long known(long micros) {
    last = micros;
    return micros;
  }

  private long known(long minuteMicros, int second, long micros) {
    return minuteMicros == NONE || second > 60
        ? NONE
        : known(minuteMicros + second * SECOND + micros);
  }

  // HH:MM:SS[.fraction] at `at`, in the zone of the file
  private long local(byte[] b, int at, int to, int year, int month, int day) {
    if (to - at < 8 || b[at + 2] != ':' || b[at + 5] != ':') {
      return NONE;
    }
    int hour = digits(b, at, 2);
    int minute = digits(b, at + 3, 2);
    int second = digits(b, at + 6, 2);
    if (hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 60
        || day > 31) {
      return NONE;
    }
    int key = ((month * 32 + day) * 24 + hour) * 60 + minute;
    if (key != localKey || localAmbiguous || (year != 0 && year != localYear)) {
      long found =
          year != 0
              ? inZone(year, month, day, hour, minute)
              : latestFitting(month, day, hour, minute);
      if (found == NONE) {
        return NONE;
      }
      localKey = key;
      localMinute = found;
      localYear = year;
    }
    long micros = fraction(b, at + 8, to);
    return known(localMinute + second * SECOND + micros);
  }

  private long latestFitting(int month, int day, int hour, int minute) {
    int boundYear = yearOf(bound);
    if (last != NONE) {
      int lastYear = yearOf(last);
      for (int year = lastYear - 1; year <= Math.min(lastYear + 4, boundYear); year++) {
        long t = inZone(year, month, day, hour, minute);
        if (t != NONE && t >= last - DISORDER && t <= bound) {
          return t;
        }
      }
    }
    for (int year = boundYear; year > boundYear - 9; year--) {
      long t = inZone(year, month, day, hour, minute);
      if (t != NONE && t <= bound) {
        return t;
      }
    }
    return NONE;
  }

  private int yearOf(long micros) {
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(Math.floorDiv(micros, SECOND)), zone)
        .getYear();
  }

  // The minute's begin, or NONE where the calendar has no such day.
  private long inZone(int year, int month, int day, int hour, int minute) {
    LocalDateTime local;
    try {
      local = LocalDateTime.of(year, month, day, hour, minute);
    } catch (DateTimeException noSuchDay) {
      return NONE;
    }
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    localAmbiguous = offsets.size() > 1;
    if (offsets.isEmpty()) { // the hour that summer time skips: as if the clock had not been moved
      return local.toEpochSecond(rules.getTransition(local).getOffsetBefore()) * SECOND;
    }
    long first = local.toEpochSecond(offsets.get(0)) * SECOND;
    if (!localAmbiguous || last == NONE) {
      return first;
    }
    return first < last - LATE_LINE ? local.toEpochSecond(offsets.get(1)) * SECOND : first;
  }

  private long offsetMinute(int year, int month, int day, int hour, int minute, int offsetMinutes) {
    if (hour > 23 || minute > 59) {
      return NONE;
    }
    long key =
        ((((year * 13L + month) * 32 + day) * 24 + hour) * 60 + minute) * 4096
            + offsetMinutes
            + 2048;
    if (key != offsetKey) {
      try {
        offsetMinute =
            LocalDateTime.of(year, month, day, hour, minute)
                    .toEpochSecond(ZoneOffset.ofTotalSeconds(offsetMinutes * 60))
                * SECOND;
      } catch (DateTimeException noSuchDay) {
        return NONE;
      }
      offsetKey = key;
    }
    return offsetMinute;
  }

  // Microseconds of an optional fraction at `at`; sets `end` behind it.
  private long fraction(byte[] b, int at, int to) {
    end = at;
    if (at + 1 >= to || b[at] != '.' && b[at] != ',' || !isDigit(b[at + 1])) {
      return 0;
    }
    long micros = 0;
    int places = 0;
    int i = at + 1;
    for (; i < to && isDigit(b[i]); i++) {
      if (places < 6) {
        micros = micros * 10 + (b[i] - '0');
        places++;
      }
    }
    for (; places < 6; places++) {
      micros *= 10;
    }
    end = i;
    return micros;
  }

  private static int digits(byte[] b, int at, int count) {
    int value = 0;
    for (int i = at; i < at + count; i++) {
      if (!isDigit(b[i])) {
        return -1;
      }
      value = value * 10 + (b[i] - '0');
    }
    return value;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
