package modori.audit;

import java.util.List;

/**
 * What was counted in a night, each number where it arises: by the reader, the merge, or in the
 * tables as they are about to be published.
 *
 * @param files the logs read
 * @param attempts rows of delivery_attempt
 * @param openEntries rows of open_queue_entry
 * @param openEntriesRead how many of those before came to the merge
 * @param days days touched
 * @param notices notices read
 * @param noticeRows rows of this run in bounce_notice
 * @param noticesByVerdict the same rows, summed over the verdicts and those without one
 * @param episodes the days made again, in order
 * @param openMailboxes rows of mailbox_current that are open; negative where not counted
 */
public record NightNumbers(
    List<FileNumbers> files,
    FlowNumbers attempts,
    FlowNumbers openEntries,
    long openEntriesRead,
    List<DayNumbers> days,
    long notices,
    long noticeRows,
    long noticesByVerdict,
    List<EpisodeNumbers> episodes,
    long openMailboxes) {
  /** Copies. */
  public NightNumbers {
    files = List.copyOf(files);
    days = List.copyOf(days);
    episodes = List.copyOf(episodes);
  }
}
