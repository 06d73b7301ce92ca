package modori.chronic;

/**
 * So many of so many.
 *
 * @param part how many
 * @param base of how many
 */
public record Share(long part, long base) {
  /** From this base on the interval need not be shown. */
  public static final long LARGE_BASE = 100;

  // The 97.5 percent quantile of the standard normal distribution.
  static final double Z = 1.959963984540054;

  /** Checks that the part is not larger than the base. */
  public Share {
    if (part < 0 || base < part) {
      throw new IllegalArgumentException(part + " of " + base);
    }
  }

  /** From 0 to 1; 0 of an empty base. */
  public double value() {
    return base == 0 ? 0 : (double) part / base;
  }

  /**
   * The interval of 95 percent that E. B. Wilson gave for a binomial share (JASA 22, 1927), which
   * holds for small bases; from 0 to 1 for an empty base.
   */
  public Interval wilson() {
    if (base == 0) {
      return new Interval(0, 1);
    }
    double p = value();
    double z2 = Z * Z;
    double middle = p + z2 / (2 * base);
    double half = Z * Math.sqrt((p * (1 - p) + z2 / (4.0 * base)) / base);
    double scale = 1 + z2 / base;
    return new Interval(
        part == 0 ? 0 : Math.max(0, (middle - half) / scale),
        part == base ? 1 : Math.min(1, (middle + half) / scale));
  }
}
