package modori.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one mailbox.
 *
 * @param address as the tables write it
 * @param state how it stands; null where it was never full
 * @param episodes times of being full, oldest first
 * @param texts its latest failures, newest first
 * @param attempts how many attempts were found on the searched days
 * @param searchedFrom first day that was searched for texts; null where there is none
 * @param searchedTo last such day
 */
public record MailboxAnswer(
    String address,
    @Nullable State state,
    List<FullTime> episodes,
    List<LastText> texts,
    int attempts,
    @Nullable LocalDate searchedFrom,
    @Nullable LocalDate searchedTo) {

  /** Copies. */
  public MailboxAnswer {
    episodes = List.copyOf(episodes);
    texts = List.copyOf(texts);
  }

  /** Whether there is anything to tell. */
  public boolean isKnown() {
    return state != null || attempts > 0;
  }

  /**
   * How a mailbox stands at the end of a day: columns of mailbox_current.
   *
   * @param ours whether we host it
   * @param asOf the day
   * @param strip sixty days, one letter each
   * @param score 0 to 100
   */
  public record State(
      String address,
      boolean ours,
      @Nullable String provider,
      String level,
      String status,
      LocalDate asOf,
      Instant firstFull,
      Instant lastFull,
      @Nullable Instant recoveredAt,
      int fullDays,
      int attemptDays,
      int sendersAffected,
      int messagesLost,
      String strip,
      int score) {
    /** Whether it is full now. */
    public boolean isOpen() {
      return status.equals("open");
    }
  }

  /** A time of being full: columns of mailbox_episode. */
  public record FullTime(
      Instant firstFull,
      Instant lastFull,
      String status,
      String level,
      @Nullable Instant recoveredAt,
      int fullDays,
      int sendersAffected,
      int messagesLost) {}

  /**
   * A failure.
   *
   * @param reason id of the reason
   * @param replyText as logged
   * @param remote whether another server refused
   * @param sourceFile where its line lay, and at which unpacked byte
   * @param rawLine the line; null where it is no longer there
   */
  public record LastText(
      Instant time,
      String eventType,
      String reason,
      @Nullable String replyText,
      @Nullable String relayHost,
      boolean remote,
      String logHost,
      String sourceFile,
      long sourceOffset,
      @Nullable String rawLine) {}
}
