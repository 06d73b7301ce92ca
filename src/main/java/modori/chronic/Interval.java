package modori.chronic;

/**
 * A confidence interval of 95 percent of a share.
 *
 * @param low not below 0
 * @param high not above 1
 */
public record Interval(double low, double high) implements java.io.Serializable {

  /** Checks the range. */
  public Interval {
    if (!(low >= 0 && low <= high && high <= 1)) {
      throw new IllegalArgumentException("not within 0 and 1: " + low + " to " + high);
    }
  }
}
