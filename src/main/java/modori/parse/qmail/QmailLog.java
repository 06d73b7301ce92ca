package modori.parse.qmail;

import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.DetailJoiner;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;

/**
 * qmail's own log: stamps of multilog ({@code @4000000038c3eeb0…}), of tai64nlocal, or of splogger.
 */
public final class QmailLog implements Dialect {
  private static final LineFate NO_STAMP = LineFate.quarantined("no readable time stamp");
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int TAI64N_LENGTH = 25;

  /** multilog adds 2^62 and the ten seconds that TAI was ahead of UTC in 1970 (libtai). */
  private static final long TAI_OF_1970 = 0x4000_0000_0000_000AL;

  private final StampClock clock;
  private final DetailJoiner joiner = new DetailJoiner();

  /** Reads with this clock, whose zone is that of tai64nlocal's stamps. */
  public QmailLog(StampClock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "qmail-log";
  }

  @Override
  public String mta() {
    return QmailText.MTA;
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] b = line.bytes;
    int to = line.to;
    int from = Ascii.startsWith(b, line.from, to, BYTE_ORDER_MARK) ? line.from + 3 : line.from;
    if (from >= to) {
      return LineFate.EMPTY;
    }
    int text;
    long time;
    if (b[from] == '@') {
      time = tai64n(b, from + 1, to);
      text = from + TAI64N_LENGTH;
    } else {
      int splogger = QmailText.afterStamp(b, from, to);
      if (splogger > from) {
        time = seconds(b, from, splogger);
        text = splogger - 1;
      } else {
        boolean own = to - from >= 19 && b[from + 10] == ' '; // syslog writes a T
        time = own ? clock.rfc3339(b, from, to) : StampClock.NONE;
        text = time == StampClock.NONE ? to : clock.end();
      }
    }
    if (time == StampClock.NONE) {
      return NO_STAMP;
    }
    line.timeMicros = time;
    line.textFrom = text < to && b[text] == ' ' ? text + 1 : Math.min(text, to);
    return joiner.join(line, event, QmailText.parse(b, line.textFrom, to, event));
  }

  // sixteen hexadecimal digits of seconds, eight of nanoseconds
  private long tai64n(byte[] b, int from, int to) {
    long seconds = hex(b, from, 16, to);
    long nanos = hex(b, from + 16, 8, to);
    long unix = seconds - TAI_OF_1970;
    if (seconds < 0 || nanos < 0 || unix < 0 || unix > 1L << 40) {
      return StampClock.NONE;
    }
    return clock.known(unix * 1_000_000 + nanos / 1000);
  }

  private long seconds(byte[] b, int from, int to) {
    int dot = QmailText.digits(b, from, to);
    long seconds = Ascii.number(b, from, dot);
    long micros = 0;
    int at = dot + 1;
    for (int place = 100_000; place > 0; place /= 10) {
      micros += at < to && Ascii.isDigit(b[at]) ? (b[at++] - '0') * (long) place : 0;
    }
    return seconds < 0 || seconds > 1L << 40
        ? StampClock.NONE
        : clock.known(seconds * 1_000_000 + micros);
  }

  private static long hex(byte[] b, int from, int digits, int to) {
    if (to - from < digits) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = Character.digit(b[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
