package modori.audit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * From where on a number is worth a warning, and from where on nothing is published.
 *
 * @param set the limits that a site has set
 */
public record Limits(Map<Limit, Pair> set) {
  /** The limits of a site that sets none. */
  public static final Limits STANDARD = new Limits(Map.of());

  /** So many cases a share needs before it may warn: one odd line is no news. */
  static final long FEWEST_TO_WARN = 10;

  /** So many cases a share needs before it may hold a night back. */
  static final long FEWEST_TO_FAIL = 100;

  /**
   * Two limits; what is larger than one is beyond it.
   *
   * @param warn from here on a warning
   * @param fail from here on nothing is published
   */
  public record Pair(double warn, double fail) {
    /** Checks. */
    public Pair {
      if (!(warn >= 0 && fail >= warn)) {
        throw new IllegalArgumentException("limits must not be negative, the first not above");
      }
    }
  }

  /** Copies. */
  public Limits {
    set = Map.copyOf(set);
  }

  /**
   * Reads limits as a site writes them: {@code name=warn:fail}, {@code name=warn} or {@code
   * name=off}.
   *
   * @throws IllegalArgumentException with the cure where one is not to be understood
   */
  public static Limits of(List<String> texts) {
    Map<Limit, Pair> set = new EnumMap<>(Limit.class);
    for (String text : texts) {
      int equals = text.indexOf('=');
      Limit limit =
          Limit.of(equals < 0 ? text : text.substring(0, equals))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          text
                              + ": the limits are "
                              + Arrays.stream(Limit.values())
                                  .map(Limit::id)
                                  .collect(Collectors.joining(", "))));
      try {
        set.put(limit, pair(text.substring(equals + 1)));
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            text
                + ": write it as "
                + limit.id()
                + "=WARN:FAIL, two numbers, or "
                + limit.id()
                + "=off",
            wrong);
      }
    }
    return new Limits(set);
  }

  private static Pair pair(String text) {
    if (text.equals("off")) {
      return new Pair(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? new Pair(Double.parseDouble(text), Double.POSITIVE_INFINITY)
        : new Pair(
            Double.parseDouble(text.substring(0, colon)),
            Double.parseDouble(text.substring(colon + 1)));
  }

  /** The limits of one expectation. */
  Pair of(Limit limit) {
    return set.getOrDefault(limit, limit.standard());
  }

  /** All limits that a site has set, by name. */
  public Map<String, String> told() {
    Map<String, String> told = new TreeMap<>();
    set.forEach((limit, pair) -> told.put(limit.id(), pair.warn() + ":" + pair.fail()));
    return told;
  }

  /** Checks a number against its limits. */
  Check number(String name, Limit limit, String scope, String observed, double number) {
    Pair pair = of(limit);
    CheckOutcome outcome =
        number > pair.fail()
            ? CheckOutcome.FAIL
            : number > pair.warn() ? CheckOutcome.WARN : CheckOutcome.PASS;
    return new Check(name, scope, expected(pair, outcome), observed, outcome);
  }

  /** Checks a share of cases; few cases are no news, whatever share they are of. */
  Check share(String name, Limit limit, long cases, long all, long fewestToWarn) {
    Pair pair = of(limit);
    double share = all == 0 ? 0 : (double) cases / all;
    CheckOutcome outcome =
        share > pair.fail() && cases >= FEWEST_TO_FAIL
            ? CheckOutcome.FAIL
            : share > pair.warn() && cases >= fewestToWarn ? CheckOutcome.WARN : CheckOutcome.PASS;
    return new Check(
        name,
        Check.ALL,
        expected(pair, outcome),
        String.format(Locale.ROOT, "%.6f (%d of %d)", share, cases, all),
        outcome);
  }

  private static String expected(Pair pair, CheckOutcome outcome) {
    return "at most " + plain(outcome == CheckOutcome.FAIL ? pair.fail() : pair.warn());
  }

  private static String plain(double number) {
    return Double.isInfinite(number)
        ? "anything"
        : new java.math.BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }
}
