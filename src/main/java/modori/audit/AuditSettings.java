package modori.audit;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a site expects of its nights.
 *
 * @param expectedHosts hosts whose lines must be there, as they stand in the logs
 * @param missingHost what becomes of a night without one of them
 * @param limits of everything else
 */
public record AuditSettings(List<String> expectedHosts, MissingHost missingHost, Limits limits) {
  /** A site that expects nothing special. */
  public static final AuditSettings STANDARD =
      new AuditSettings(List.of(), MissingHost.WITHHOLD, Limits.STANDARD);

  /** Copies. */
  public AuditSettings {
    expectedHosts = List.copyOf(expectedHosts);
  }

  /** The expected hosts that none of these is; a name without a domain fits any domain. */
  public List<String> missing(Set<String> present) {
    return expectedHosts.stream()
        .filter(expected -> present.stream().noneMatch(host -> isSame(expected, host)))
        .toList();
  }

  private static boolean isSame(String expected, String host) {
    String one = expected.toLowerCase(Locale.ROOT);
    String other = host.toLowerCase(Locale.ROOT);
    boolean both = one.contains(".") && other.contains(".");
    return both ? one.equals(other) : firstLabel(one).equals(firstLabel(other));
  }

  private static String firstLabel(String host) {
    int dot = host.indexOf('.');
    return dot < 0 ? host : host.substring(0, dot);
  }
}
