package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.isDigit;

/** Exim's own stamp, {@code YYYY-MM-DD HH:MM:SS[.mmm][ +ZZZZ]}, and {@code [pid]} behind it. */
final class EximStamp {
  private EximStamp() {}

  private static final long QUARTER = 900_000_000L;

  /**
   * The time of a stamp that {@link #skip} has found, in UTC: the nearest to when the line was
   * logged. Zones differ by quarters of an hour, so the minutes tell.
   */
  static long near(byte[] b, int from, int to, long loggedMicros) {
    int minute = (b[from + 14] - '0') * 10 + b[from + 15] - '0';
    int second = (b[from + 17] - '0') * 10 + b[from + 18] - '0';
    long own = (minute % 15 * 60L + second) * 1_000_000L;
    if (from + 19 < to && b[from + 19] == '.') {
      long unit = 100_000L;
      for (int i = from + 20; i < to && isDigit(b[i]); i++, unit /= 10) {
        own += (b[i] - '0') * unit;
      }
    }
    long ahead = Math.floorMod(own - loggedMicros, QUARTER);
    return loggedMicros + (ahead > QUARTER / 2 ? ahead - QUARTER : ahead);
  }

  /** Where the text behind the stamp begins; {@code from} where there is no stamp. */
  static int skip(byte[] b, int from, int to) {
    if (to - from < 19
        || b[from + 4] != '-'
        || b[from + 7] != '-'
        || b[from + 10] != ' '
        || b[from + 13] != ':'
        || b[from + 16] != ':'
        || !isDigit(b[from])
        || !isDigit(b[from + 14])
        || !isDigit(b[from + 15])
        || !isDigit(b[from + 17])
        || !isDigit(b[from + 18])) {
      return from;
    }
    int at = from + 19;
    if (at < to && b[at] == '.') {
      at++;
      while (at < to && isDigit(b[at])) {
        at++;
      }
    }
    if (to - at >= 6 && b[at] == ' ' && (b[at + 1] == '+' || b[at + 1] == '-')) {
      at += isDigit(b[at + 2]) && isDigit(b[at + 5]) ? 6 : 0;
    }
    return skipBlank(b, at, to);
  }

  /** Where the text behind {@code [pid] } begins; {@code from} where there is none. */
  static int skipProcess(byte[] b, int from, int to) {
    if (from >= to || b[from] != '[') {
      return from;
    }
    int close = indexOf(b, from + 1, Math.min(to, from + 12), ']');
    for (int i = from + 1; i < close; i++) {
      if (!isDigit(b[i])) {
        return from;
      }
    }
    return close > from + 1 ? skipBlank(b, close + 1, to) : from;
  }

  static int skipBlank(byte[] b, int from, int to) {
    return from < to && b[from] == ' ' ? from + 1 : from;
  }
}
