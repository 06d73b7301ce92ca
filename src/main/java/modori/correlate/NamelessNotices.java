package modori.correlate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Silent failures of servers that do not log which message a notice is about (OpenSMTPD, Courier):
 * what has a null reverse-path, goes to the sender of a failed message, and was queued right after
 * the failure, is its notice. A notice that a server hands to itself goes on under another queue
 * id. Where one of several candidates reached the sender, nothing is called silent.
 */
final class NamelessNotices {
  /** Bounces are collected for some time before they are queued (OpenSMTPD, bounce.c). */
  private static final long WITHIN = 600_000_000L;

  /** The line of the failure may be written after the notice is queued. */
  private static final long BEFORE = 10_000_000L;

  private final List<List<QueuedMessage>> notices;
  private final Map<String, List<QueuedMessage>> byQueueId = new HashMap<>();
  private final Set<String> notesOfFailures = new HashSet<>();

  private NamelessNotices(List<QueuedMessage> sorted) {
    Map<String, List<QueuedMessage>> byMessage = new LinkedHashMap<>();
    sorted.stream()
        .filter(QueuedMessage::isNotice)
        .forEach(
            one -> byMessage.computeIfAbsent(one.messageKey(), any -> new ArrayList<>()).add(one));
    notices = List.copyOf(byMessage.values());
    notices.forEach(notice -> byQueueId.put(notice.get(0).queueId(), notice));
  }

  /** The silent failures among attempts in order that share {@link QueuedMessage#key()}. */
  static List<SilentFailure> find(List<QueuedMessage> sorted) {
    NamelessNotices all = new NamelessNotices(sorted);
    List<SilentFailure> silent = new ArrayList<>();
    for (QueuedMessage failure : sorted) {
      if (!failure.isFromNobody() && failure.failedForGood()) {
        QueuedMessage lost = all.lostNotice(failure);
        if (lost != null) {
          silent.add(new SilentFailure(failure, SilenceFinder.kind(lost), lost.reason()));
        }
      }
    }
    for (QueuedMessage failure : sorted) {
      boolean foreign =
          failure.isFromNobody()
              && failure.failedForGood()
              && !all.notesOfFailures.contains(failure.messageKey())
              && isFromOutside(failure.clientIp());
      if (foreign && !all.isGoingOn(failure)) {
        silent.add(new SilentFailure(failure, SilentFailure.Kind.NO_NOTICE, null));
      }
    }
    return silent;
  }

  // The last trace of the notice, where every candidate is lost; null where one is not.
  private @Nullable QueuedMessage lostNotice(QueuedMessage failure) {
    QueuedMessage lost = null;
    boolean all = true;
    for (List<QueuedMessage> notice : notices) {
      long created = notice.get(0).createdMicros();
      if (created >= failure.timeMicros() - BEFORE && created <= failure.timeMicros() + WITHIN) {
        QueuedMessage end = end(notice);
        all &= end != null;
        lost = end == null ? lost : end;
      }
    }
    return all ? lost : null;
  }

  // Follows a notice from queue id to queue id; null where it arrived, or may still arrive.
  private @Nullable QueuedMessage end(List<QueuedMessage> first) {
    Set<String> seen = new HashSet<>();
    List<QueuedMessage> notice = first;
    while (notice != null && seen.add(notice.get(0).messageKey())) {
      notesOfFailures.add(notice.get(0).messageKey());
      QueuedMessage last = notice.get(notice.size() - 1);
      if (notice.stream().anyMatch(QueuedMessage::isDelivered)) {
        return null;
      }
      if (last.isLost()) {
        return last;
      }
      notice = last.isRelayed() ? byQueueId.get(String.valueOf(last.nextQueueId())) : null;
    }
    return null;
  }

  // OpenSMTPD calls its own queue "local", Courier comes from the loopback.
  private static boolean isFromOutside(@Nullable String clientIp) {
    return clientIp != null
        && (clientIp.indexOf('.') > 0 || clientIp.indexOf(':') >= 0)
        && !clientIp.startsWith("127.")
        && !clientIp.equals("::1");
  }

  private boolean isGoingOn(QueuedMessage failure) {
    return notices.stream()
        .flatMap(List::stream)
        .anyMatch(one -> failure.queueId().equals(one.nextQueueId()));
  }
}
