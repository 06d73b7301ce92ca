package modori.report;

import java.util.List;
import java.util.Objects;
import modori.chronic.Share;
import org.jspecify.annotations.Nullable;

/**
 * What a domain's day is compared with.
 *
 * @param weekAgo the share of full mailboxes on the same weekday a week ago; null where not known
 * @param trend the days up to the last finished one, oldest first
 * @param totals what became of the domain's mail on the last finished day
 */
public record DomainPast(@Nullable Share weekAgo, List<Pictures.FlowDay> trend, Totals totals) {

  /** Nothing is known. */
  public static final DomainPast NONE =
      new DomainPast(null, List.of(), new Totals(0, 0, 0, 0, 0, List.of()));

  /** Copies. */
  public DomainPast {
    Objects.requireNonNull(totals);
    trend = List.copyOf(trend);
  }
}
