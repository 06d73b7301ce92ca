package modori.report;

import java.util.List;
import java.util.Objects;
import modori.chronic.Hosting;
import modori.chronic.Level;

/**
 * What changed since the night before.
 *
 * @param started mailboxes that have become chronically full
 * @param worse chronically full ones that have become worse
 * @param recovered those that have room again
 */
public record Changes(
    List<MailboxChange> started, List<MailboxChange> worse, List<MailboxChange> recovered) {

  /** Nothing changed. */
  public static final Changes NONE = new Changes(List.of(), List.of(), List.of());

  /** Copies. */
  public Changes {
    started = List.copyOf(started);
    worse = List.copyOf(worse);
    recovered = List.copyOf(recovered);
  }

  /**
   * A mailbox that changed.
   *
   * @param address the mailbox
   * @param hosting whose it is
   * @param level its level now; of a recovered one the level it had
   * @param fullDays days with a refusal, in this episode
   */
  public record MailboxChange(String address, Hosting hosting, Level level, int fullDays) {

    /** Checks the count. */
    public MailboxChange {
      Objects.requireNonNull(address);
      Objects.requireNonNull(hosting);
      Objects.requireNonNull(level);
      if (fullDays < 1) {
        throw new IllegalArgumentException("a change without a full day: " + address);
      }
    }
  }
}
