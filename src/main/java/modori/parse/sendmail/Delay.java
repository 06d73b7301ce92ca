package modori.parse.sendmail;

import modori.parse.Ascii;

/** A span as {@code pintvl} of convtime.c prints it: {@code [days+]hh:mm:ss}. */
final class Delay {
  private Delay() {}

  /** The span in milliseconds, or -1 where the slice is no span. */
  static long millis(byte[] bytes, int from, int to) {
    int plus = Ascii.indexOf(bytes, from, to, '+');
    long days = plus < 0 ? 0 : Ascii.number(bytes, from, plus);
    int clock = plus < 0 ? from : plus + 1;
    int minutes = Ascii.indexOf(bytes, clock, to, ':');
    int seconds = minutes < 0 ? -1 : Ascii.indexOf(bytes, minutes + 1, to, ':');
    if (seconds < 0 || days < 0 || days > 100_000) {
      return -1;
    }
    long h = Ascii.number(bytes, clock, minutes);
    long m = Ascii.number(bytes, minutes + 1, seconds);
    long s = Ascii.number(bytes, seconds + 1, to);
    if (h < 0 || m < 0 || s < 0 || h > 1_000_000 || m > 59 || s > 61) {
      return -1;
    }
    return ((days * 24 + h) * 3600 + m * 60 + s) * 1000;
  }
}
