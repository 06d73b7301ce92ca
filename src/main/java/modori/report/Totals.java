package modori.report;

import java.util.List;
import java.util.Objects;

/**
 * What became of the mail of the night.
 *
 * @param delivered attempts that ended with a delivery
 * @param deferred attempts that will be repeated
 * @param bounced attempts that failed for good
 * @param expired messages given up after too long
 * @param rejected refusals of mail that was offered to us
 * @param reasons failures by reason, most frequent first
 */
public record Totals(
    long delivered,
    long deferred,
    long bounced,
    long expired,
    long rejected,
    List<ReasonCount> reasons) {
  private static final String UNCLASSIFIED = "unclassified";

  /** Checks and copies. */
  public Totals {
    reasons = List.copyOf(reasons);
    if (delivered < 0 || deferred < 0 || bounced < 0 || expired < 0 || rejected < 0) {
      throw new IllegalArgumentException("a negative total");
    }
  }

  /** Failures of all reasons. */
  public long failures() {
    return reasons.stream().mapToLong(ReasonCount::total).sum();
  }

  /** Failures whose reason is not known. */
  public long unclassified() {
    return reasons.stream()
        .filter(r -> r.reason().equals(UNCLASSIFIED))
        .mapToLong(ReasonCount::total)
        .sum();
  }

  /**
   * Failures of one reason.
   *
   * @param reason id of the reason, for example {@code mailbox_full}
   * @param own refused by a server of ours
   * @param remote refused by somebody else's
   */
  public record ReasonCount(String reason, long own, long remote) {

    /** Checks that nothing is negative. */
    public ReasonCount {
      Objects.requireNonNull(reason);
      if (own < 0 || remote < 0) {
        throw new IllegalArgumentException("a negative count of " + reason);
      }
    }

    /** Whoever refused. */
    public long total() {
      return own + remote;
    }
  }
}
