package modori.correlate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import modori.classify.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Finds the failures that nobody was told of among the attempts of one queue id on one host:
 * messages that failed for good, and the notices that were made of them. The answer depends on the
 * set alone.
 */
public final class SilenceFinder {
  /** A notice is queued within this time of the failure. */
  private static final long NOTICE_WITHIN = 600_000_000L;

  /** After this time a notice that is not in the log was not made. */
  private static final long SETTLED_AFTER = 3_600_000_000L;

  /** Servers that log every notice that they make together with the message that it is about. */
  private static final Set<String> NAME_THEIR_NOTICES = Set.of("postfix", "sendmail", "exim");

  private SilenceFinder() {}

  /**
   * The silent failures.
   *
   * @param attempts that share {@link QueuedMessage#key()}
   * @param coverage which lines were read
   */
  public static List<SilentFailure> find(Collection<QueuedMessage> attempts, LogCoverage coverage) {
    List<QueuedMessage> sorted = new ArrayList<>(attempts);
    sorted.sort(
        Comparator.comparingLong(QueuedMessage::timeMicros).thenComparing(QueuedMessage::eventId));
    if (!sorted.isEmpty() && sorted.get(0).isNameless()) {
      return NamelessNotices.find(sorted);
    }
    List<SilentFailure> silent = new ArrayList<>();
    for (QueuedMessage failure : sorted) {
      if (failure.eventType().equals(QueuedMessage.LOST)) {
        silent.add(new SilentFailure(failure, SilentFailure.Kind.PROGRAM_FAILURE, null));
      }
      if (!failure.isNotice() && failure.failedForGood()) {
        SilentFailure one = judge(failure, sorted, coverage);
        if (one != null) {
          silent.add(one);
        }
      }
    }
    return silent;
  }

  private static @Nullable SilentFailure judge(
      QueuedMessage failure, List<QueuedMessage> all, LogCoverage coverage) {
    Map<String, List<QueuedMessage>> notices = new TreeMap<>();
    for (QueuedMessage other : all) {
      if (other.isNotice()
          && Math.abs(other.createdMicros() - failure.timeMicros()) <= NOTICE_WITHIN) {
        notices.computeIfAbsent(other.messageKey(), any -> new ArrayList<>()).add(other);
      }
    }
    if (notices.isEmpty()) {
      boolean nullSender = failure.sender() != null && failure.sender().isEmpty();
      boolean noneMade =
          failure.noticeQueueId() == null
              && failure.sender() != null
              && NAME_THEIR_NOTICES.contains(failure.mta())
              && failure.timeMicros() + SETTLED_AFTER < coverage.latestMicros(failure.logHost());
      return nullSender || noneMade
          ? new SilentFailure(failure, SilentFailure.Kind.NO_NOTICE, null)
          : null;
    }
    QueuedMessage lost = null;
    for (List<QueuedMessage> notice : notices.values()) {
      QueuedMessage last = notice.get(notice.size() - 1);
      boolean failed = notice.stream().anyMatch(QueuedMessage::failedForGood);
      if (!failed
          || notice.stream()
              .anyMatch(
                  one ->
                      one.eventType().equals("delivered") || one.eventType().equals("relayed"))) {
        return null; // somebody was told, or will be
      }
      lost = notice.stream().filter(QueuedMessage::failedForGood).findFirst().orElse(last);
    }
    return lost == null ? null : new SilentFailure(failure, kind(lost), lost.reason());
  }

  static SilentFailure.Kind kind(QueuedMessage notice) {
    FailureReason reason =
        notice.reason() == FailureReason.EXPIRED ? notice.cause() : notice.reason();
    if (notice.eventType().equals("discarded")) {
      return SilentFailure.Kind.NO_NOTICE;
    }
    if (reason != null && reason.isFull()) {
      return SilentFailure.Kind.NOTICE_FULL;
    }
    if (reason != null && reason.isGone()) {
      return notice.ownRecipient()
          ? SilentFailure.Kind.SENDER_UNKNOWN_LOCAL
          : SilentFailure.Kind.SENDER_UNKNOWN_REMOTE;
    }
    return SilentFailure.Kind.NOTICE_FAILED;
  }
}
