package modori.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All checks of a night, and what follows from them.
 *
 * @param checks in their order
 */
public record Audit(List<Check> checks) {
  /** Copies. */
  public Audit {
    checks = List.copyOf(checks);
  }

  /** Checks a night. */
  public static Audit of(NightNumbers numbers, NightFigures figures, AuditSettings settings) {
    List<Check> all = new ArrayList<>(Identities.check(numbers));
    for (Check check : Expectations.check(figures, settings)) {
      boolean whose =
          check.name().equals(Expectations.QUARANTINED) && check.outcome() != CheckOutcome.PASS;
      all.add(whose ? withFile(check, numbers.files()) : check);
    }
    return new Audit(all);
  }

  // Whoever looks has to begin somewhere: with the file that has most of them.
  private static Check withFile(Check check, List<FileNumbers> files) {
    return files.stream()
        .max(Comparator.comparingLong(FileNumbers::quarantinedLines))
        .map(
            file ->
                new Check(
                    check.name(),
                    check.scope(),
                    check.expected(),
                    check.observed()
                        + ", most in "
                        + file.path()
                        + " ("
                        + file.quarantinedLines()
                        + " of "
                        + file.lines()
                        + ")",
                    check.outcome()))
        .orElse(check);
  }

  /** The same with further checks. */
  public Audit with(List<Check> more) {
    List<Check> all = new ArrayList<>(checks);
    all.addAll(more);
    return new Audit(all);
  }

  /** Whether any check has ended like this. */
  public boolean has(CheckOutcome outcome) {
    return checks.stream().anyMatch(check -> check.outcome() == outcome);
  }

  /** One line for each check that has ended like this. */
  public List<String> lines(CheckOutcome outcome) {
    return checks.stream().filter(check -> check.outcome() == outcome).map(Check::line).toList();
  }

  /** How many checks have ended how. */
  public Map<CheckOutcome, Long> counts() {
    Map<CheckOutcome, Long> counts = new EnumMap<>(CheckOutcome.class);
    for (CheckOutcome outcome : CheckOutcome.values()) {
      counts.put(outcome, 0L);
    }
    checks.forEach(check -> counts.merge(check.outcome(), 1L, Long::sum));
    return counts;
  }
}
