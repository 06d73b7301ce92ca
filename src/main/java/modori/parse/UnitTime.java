package modori.parse;

import static modori.parse.Ascii.isDigit;

/** Times with a letter for each unit, as Exim and OpenSMTPD write delays. */
public final class UnitTime {
  private UnitTime() {}

  /** The milliseconds of a time such as {@code 1d2h3m4s} or {@code 0.123s}, or -1. */
  public static long millis(byte[] b, int from, int to) {
    long total = 0;
    int at = from;
    while (at < to) {
      int start = at;
      long number = 0;
      while (at < to && isDigit(b[at]) && at - start < 9) {
        number = number * 10 + (b[at] - '0');
        at++;
      }
      if (at == start) {
        return -1;
      }
      long thousandths = number * 1000;
      if (at < to && b[at] == '.') {
        at++;
        for (long part = 100; at < to && isDigit(b[at]); at++, part /= 10) {
          thousandths += (b[at] - '0') * part;
        }
      }
      long factor = at < to ? secondsOf(b[at++]) : 0;
      if (factor == 0) {
        return -1;
      }
      total += thousandths * factor;
    }
    return at == from ? -1 : total;
  }

  private static long secondsOf(byte unit) {
    return switch (unit) {
      case 's' -> 1;
      case 'm' -> 60;
      case 'h' -> 3600;
      case 'd' -> 86_400;
      case 'w' -> 604_800;
      default -> 0;
    };
  }
}
