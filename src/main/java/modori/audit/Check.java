package modori.audit;

/**
 * One check of a night.
 *
 * @param name what was checked
 * @param scope the file, host, day, domain or reason; {@link #ALL} for the night as a whole
 * @param expected what it should be
 * @param observed what it is
 * @param outcome how it has ended
 */
public record Check(
    String name, String scope, String expected, String observed, CheckOutcome outcome) {
  /** Scope of a check of the whole night. */
  public static final String ALL = "all";

  /** An identity: both sides are the same number, or it is broken. */
  static Check identity(String name, String scope, long expected, long observed) {
    return new Check(
        name,
        scope,
        Long.toString(expected),
        Long.toString(observed),
        expected == observed ? CheckOutcome.PASS : CheckOutcome.FAIL);
  }

  /** The check in one line. */
  public String line() {
    return (scope.equals(ALL) ? "" : scope + ": ")
        + name
        + ": expected "
        + expected
        + ", found "
        + observed;
  }
}
