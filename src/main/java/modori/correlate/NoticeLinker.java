package modori.correlate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import modori.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Links notices to the attempts that they are about, by the ladder of semantics 4.1: what our
 * server logged of its own notices, our queue id, the Message-ID, and where nothing came back a
 * unique candidate. The answer depends on the two sets alone.
 */
public final class NoticeLinker {
  /** A notice may come so long after the last attempt: queue lifetime and two days. */
  private static final long NOTICE_AFTER = 7L * 86_400_000_000L;

  /** Clocks of two servers may differ so much. */
  private static final long CLOCK_SLACK = 3_600_000_000L;

  private final Map<String, List<LoggedAttempt>> byKey = new HashMap<>();
  private final Map<String, List<LoggedAttempt>> byMessage = new HashMap<>();

  /**
   * A notice's link.
   *
   * @param method how it was found; null where it was not
   * @param attempts what it is about: all attempts of that recipient of that message
   * @param cameFromOutside whether our log shows that the notice itself was handed in by somebody
   *     else
   */
  public record Link(
      ReportedFailure notice,
      @Nullable LinkMethod method,
      List<LoggedAttempt> attempts,
      boolean cameFromOutside) {
    /** Copies. */
    public Link {
      attempts = List.copyOf(attempts);
    }
  }

  /** A linker over these attempts: all that share a key with a notice. */
  public NoticeLinker(Collection<LoggedAttempt> attempts) {
    List<LoggedAttempt> sorted = new ArrayList<>(attempts);
    sorted.sort(
        Comparator.comparingLong(LoggedAttempt::timeMicros).thenComparing(LoggedAttempt::eventId));
    for (LoggedAttempt attempt : sorted) {
      LinkKeys.of(attempt)
          .forEach(key -> byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(attempt));
      byMessage.computeIfAbsent(messageOf(attempt), any -> new ArrayList<>()).add(attempt);
    }
  }

  /** Finds what the notice is about. */
  public Link link(ReportedFailure notice) {
    if (!notice.isAboutDelivery()) {
      return new Link(notice, null, List.of(), cameFromOutside(notice));
    }
    Link link = found(notice, LinkMethod.OWN_NOTICE, ownNotice(notice));
    link = link == null ? found(notice, LinkMethod.QUEUE_ID, queueIds(notice)) : link;
    link = link == null ? found(notice, LinkMethod.MESSAGE_ID, messageId(notice)) : link;
    link = link == null ? uniqueCandidate(notice) : link;
    return link == null ? new Link(notice, null, List.of(), cameFromOutside(notice)) : link;
  }

  private @Nullable Link found(
      ReportedFailure notice, LinkMethod method, List<LoggedAttempt> hits) {
    Set<String> messages = new LinkedHashSet<>();
    hits.stream().filter(hit -> inTime(notice, hit)).forEach(hit -> messages.add(messageOf(hit)));
    if (messages.isEmpty()) {
      return null;
    }
    List<LoggedAttempt> about = new ArrayList<>();
    messages.forEach(
        message -> about.addAll(ofRecipient(notice, byMessage.getOrDefault(message, List.of()))));
    return new Link(notice, method, about, cameFromOutside(notice));
  }

  private boolean cameFromOutside(ReportedFailure notice) {
    return notice.noticeMessageId() != null
        && byKey.getOrDefault(LinkKeys.messageId(notice.noticeMessageId()), List.of()).stream()
            .anyMatch(
                delivery ->
                    delivery.noticeOfQueueId() == null
                        && delivery.queueId() != null // a store does not know where mail is from
                        && "own".equals(delivery.hosted()));
  }

  // "Q1: sender non-delivery notification: Q2" and the notice is the mail Q2
  private List<LoggedAttempt> ownNotice(ReportedFailure notice) {
    List<LoggedAttempt> about = new ArrayList<>();
    if (notice.noticeMessageId() != null) {
      for (LoggedAttempt delivery :
          byKey.getOrDefault(LinkKeys.messageId(notice.noticeMessageId()), List.of())) {
        if (delivery.noticeOfQueueId() != null) {
          about.addAll(
              byKey.getOrDefault(
                  LinkKeys.queueId(delivery.logHost(), delivery.noticeOfQueueId()), List.of()));
        }
      }
    }
    return about;
  }

  private List<LoggedAttempt> queueIds(ReportedFailure notice) {
    List<LoggedAttempt> about = new ArrayList<>();
    for (String hop : notice.queueIds()) {
      int blank = hop.indexOf(' ');
      if (blank > 0) {
        about.addAll(
            byKey.getOrDefault(
                LinkKeys.queueId(hop.substring(0, blank), hop.substring(blank + 1)), List.of()));
      }
    }
    return about;
  }

  private List<LoggedAttempt> messageId(ReportedFailure notice) {
    String id = notice.messageId();
    return id == null || id.isEmpty()
        ? List.of()
        : byKey.getOrDefault(LinkKeys.messageId(id), List.of());
  }

  private @Nullable Link uniqueCandidate(ReportedFailure notice) {
    String pair = LinkKeys.pair(notice);
    if (pair == null || notice.timeMicros() == Long.MIN_VALUE) {
      return null;
    }
    Map<String, LoggedAttempt> messages = new LinkedHashMap<>();
    for (LoggedAttempt attempt : byKey.getOrDefault(pair, List.of())) {
      if (inTime(notice, attempt)) {
        messages.put(messageOf(attempt), attempt);
      }
    }
    return messages.size() == 1
        ? found(notice, LinkMethod.UNIQUE_CANDIDATE, List.copyOf(messages.values()))
        : null;
  }

  private static boolean inTime(ReportedFailure notice, LoggedAttempt attempt) {
    return notice.timeMicros() == Long.MIN_VALUE
        || attempt.timeMicros() <= notice.timeMicros() + NOTICE_AFTER
            && attempt.timeMicros() >= notice.timeMicros() - NOTICE_AFTER - CLOCK_SLACK;
  }

  /**
   * The attempts of the recipient that the notice names; of the only recipient where it names
   * another.
   */
  private static List<LoggedAttempt> ofRecipient(
      ReportedFailure notice, List<LoggedAttempt> message) {
    Map<MailAddress, List<LoggedAttempt>> byMailbox =
        new TreeMap<>(Comparator.comparing(MailAddress::text));
    message.forEach(
        attempt ->
            byMailbox.computeIfAbsent(attempt.mailbox(), any -> new ArrayList<>()).add(attempt));
    for (String named :
        new String[] {orEmpty(notice.finalRecipient()), orEmpty(notice.originalRecipient())}) {
      if (named.isEmpty()) {
        continue;
      }
      MailAddress mailbox = MailAddress.of(named).mailbox();
      if (byMailbox.containsKey(mailbox)) {
        return byMailbox.get(mailbox);
      }
      List<LoggedAttempt> byOriginal =
          message.stream()
              .filter(
                  a ->
                      a.originalRecipient() != null
                          && MailAddress.of(a.originalRecipient()).mailbox().equals(mailbox))
              .toList();
      if (!byOriginal.isEmpty()) {
        return byOriginal;
      }
    }
    return byMailbox.size() == 1 ? message : List.of();
  }

  static String messageOf(LoggedAttempt attempt) {
    return attempt.messageKey() == null ? attempt.eventId() : attempt.messageKey();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
