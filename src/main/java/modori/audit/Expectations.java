package modori.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Whether a night is like others: hosts, volume, silences, shares, domains. */
public final class Expectations {
  /** Name of the check whose line also names a file. */
  static final String QUARANTINED = "quarantined lines";

  private static final int FEWEST_NIGHTS = 3;
  private static final long FEWEST_LINES = 1000;
  private static final int FEWEST_DAYS = 14;
  private static final long FEWEST_FAILURES = 50;
  private static final int MOST_TOLD = 5;

  /** Shares that never change have no spread; half of a hundredth is no news then. */
  private static final double LEAST_SPREAD = 0.005;

  /** Makes the median absolute deviation comparable to a standard deviation. */
  private static final double NORMAL = 1.4826;

  private final NightFigures night;
  private final Limits limits;
  private final List<Check> checks = new ArrayList<>();

  private Expectations(NightFigures night, Limits limits) {
    this.night = night;
    this.limits = limits;
  }

  /** Checks all of them. */
  public static List<Check> check(NightFigures night, AuditSettings settings) {
    Expectations all = new Expectations(night, settings.limits());
    all.hosts(settings);
    all.volume();
    all.gaps();
    all.shares();
    all.reasonShares();
    all.silentDomains();
    return all.checks;
  }

  private void hosts(AuditSettings settings) {
    List<String> missing = settings.missing(night.presentHosts());
    for (String host : settings.expectedHosts()) {
      boolean isMissing = missing.contains(host);
      checks.add(
          new Check(
              "expected host",
              host,
              "lines of " + night.asOf(),
              isMissing ? "none" : "some",
              isMissing ? CheckOutcome.MISSING : CheckOutcome.PASS));
    }
  }

  private void volume() {
    night.usualLines().forEach(this::volume);
  }

  private void volume(String host, List<Long> usual) {
    if (usual.size() < FEWEST_NIGHTS) {
      return;
    }
    double median =
        median(usual.stream().map(Long::doubleValue).toList()) * Math.max(1, night.days());
    if (median < FEWEST_LINES) {
      return;
    }
    long lines = night.linesByHost().getOrDefault(host, 0L);
    double more = lines / median - 1;
    String observed =
        String.format(Locale.ROOT, "%d lines, %+.0f %% of %.0f", lines, 100 * more, median);
    checks.add(
        more < 0
            ? limits.number(
                "share of lines fewer than usual", Limit.FEWER_LINES, host, observed, -more)
            : limits.number(
                "share of lines more than usual", Limit.MORE_LINES, host, observed, more));
  }

  private void gaps() {
    for (NightFigures.Gap gap : night.gaps()) {
      Limits.Pair pair = limits.of(Limit.GAP_MINUTES);
      double minutes = gap.minutes() > pair.fail() ? gap.minutes() : gap.daytimeMinutes();
      checks.add(
          limits.number(
              "minutes without an event",
              Limit.GAP_MINUTES,
              gap.host(),
              gap.minutes() + " since " + gap.since(),
              minutes));
    }
  }

  private void shares() {
    share(QUARANTINED, Limit.QUARANTINED, night.quarantined(), night.lines());
    share("unclassified failures", Limit.UNCLASSIFIED, night.unclassified(), night.failures());
    checks.add(
        limits.share("events in the future", Limit.FUTURE, night.future(), night.events(), 1));
    share("events older than 35 days", Limit.OLD, night.old(), night.events());
    share("own notices not linked", Limit.UNLINKED, night.ownNoticesUnlinked(), night.ownNotices());
  }

  private void share(String name, Limit limit, long cases, long all) {
    checks.add(limits.share(name, limit, cases, all, Limits.FEWEST_TO_WARN));
  }

  private record Odd(String reason, double z, Check check) {}

  private void reasonShares() {
    Map<LocalDate, Long> totals = new TreeMap<>();
    night
        .reasonEvents()
        .values()
        .forEach(days -> days.forEach((day, count) -> totals.merge(day, count, Long::sum)));
    long today = totals.getOrDefault(night.asOf(), 0L);
    if (today < FEWEST_FAILURES || totals.size() <= FEWEST_DAYS) {
      return;
    }
    List<Odd> odd = new ArrayList<>();
    night
        .reasonEvents()
        .forEach(
            (reason, days) -> {
              double share = (double) days.getOrDefault(night.asOf(), 0L) / today;
              List<Double> before = new ArrayList<>();
              totals.forEach(
                  (day, total) -> {
                    if (day.isBefore(night.asOf())) {
                      before.add((double) days.getOrDefault(day, 0L) / total);
                    }
                  });
              double z = z(share, before);
              String observed =
                  String.format(
                      Locale.ROOT,
                      "z %.1f: %.1f %% of the failures, usually %.1f %%",
                      z,
                      100 * share,
                      100 * median(before));
              odd.add(
                  new Odd(
                      reason,
                      z,
                      limits.number(
                          "z-score of a reason's share", Limit.REASON_SHARE, reason, observed, z)));
            });
    odd.sort(Comparator.comparingDouble(Odd::z).reversed().thenComparing(Odd::reason));
    odd.stream().limit(MOST_TOLD).map(Odd::check).forEach(checks::add);
  }

  private static double z(double share, List<Double> before) {
    double median = median(before);
    double deviation = median(before.stream().map(one -> Math.abs(one - median)).toList());
    return Math.abs(share - median) / Math.max(NORMAL * deviation, LEAST_SPREAD);
  }

  private void silentDomains() {
    double fewest = limits.of(Limit.SILENT_DOMAIN).warn();
    LocalDate asOf = night.asOf();
    boolean anything = night.deliveries().values().stream().anyMatch(days -> at(days, asOf) > 0);
    if (!anything) {
      return;
    }
    night.deliveries().entrySet().stream()
        .filter(domain -> at(domain.getValue(), asOf) == 0)
        .filter(domain -> mean(domain.getValue()) >= fewest)
        .sorted(
            Comparator.comparingDouble(
                    (Map.Entry<String, Map<LocalDate, Long>> domain) -> mean(domain.getValue()))
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(MOST_TOLD)
        .forEach(
            domain ->
                checks.add(
                    new Check(
                        "deliveries of a domain",
                        domain.getKey(),
                        String.format(Locale.ROOT, "about %.0f a day", mean(domain.getValue())),
                        "none on " + asOf,
                        CheckOutcome.REPORT)));
  }

  private static long at(Map<LocalDate, Long> days, LocalDate day) {
    return days.getOrDefault(day, 0L);
  }

  // Over the seven days before; a day that is not there had none.
  private double mean(Map<LocalDate, Long> days) {
    long sum = 0;
    for (int back = 1; back <= 7; back++) {
      sum += at(days, night.asOf().minusDays(back));
    }
    return sum / 7.0;
  }

  private static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.isEmpty()
        ? 0
        : sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
