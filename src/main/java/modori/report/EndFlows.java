package modori.report;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import modori.report.Pictures.EndCount;

/** The flows that a picture has room for: what is small becomes one flow of others. */
final class EndFlows {
  private static final int MOST_DOMAINS = 8;
  private static final int MOST_REASONS = 6;

  private EndFlows() {}

  /** The largest flows first. */
  static List<EndCount> of(List<EndCount> counts, String others) {
    Function<String, String> domain =
        largest(counts, EndCount::domain, EndCount::failures, MOST_DOMAINS, others);
    Function<String, String> reason =
        largest(counts, EndCount::reason, EndCount::failures, MOST_REASONS, others);
    Map<List<String>, Long> flows = new LinkedHashMap<>();
    for (EndCount count : counts) {
      flows.merge(
          List.of(domain.apply(count.domain()), reason.apply(count.reason()), count.end()),
          count.failures(),
          Long::sum);
    }
    return flows.entrySet().stream()
        .map(
            e ->
                new EndCount(e.getKey().get(0), e.getKey().get(1), e.getKey().get(2), e.getValue()))
        .sorted(
            java.util.Comparator.comparingLong(EndCount::failures)
                .reversed()
                .thenComparing(EndCount::domain)
                .thenComparing(EndCount::reason)
                .thenComparing(EndCount::end))
        .toList();
  }

  /** Names of the largest stay; all other names become one. */
  static <T> Function<String, String> largest(
      List<T> all, Function<T, String> name, ToLongFunction<T> size, int most, String others) {
    Map<String, Long> sums = new TreeMap<>();
    all.forEach(one -> sums.merge(name.apply(one), size.applyAsLong(one), Long::sum));
    Set<String> kept = new HashSet<>();
    sums.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(most)
        .forEach(entry -> kept.add(entry.getKey()));
    return one -> kept.contains(one) ? one : others;
  }
}
