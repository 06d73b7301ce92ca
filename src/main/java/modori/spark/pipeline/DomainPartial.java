package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import modori.parse.Outcome;
import org.jspecify.annotations.Nullable;

/** What a part of the facts says of one recipient domain on one day; parts add up, in any order. */
final class DomainPartial implements Serializable {
  private static final long serialVersionUID = 1;

  final String domain;
  final LocalDate day;
  @Nullable String hosted;
  long attempts;
  final EnumMap<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  final Set<Long> refusedSenders = new HashSet<>();
  final Set<Long> lost = new HashSet<>();
  final Set<Long> delayed = new HashSet<>();
  long wasted;
  final Map<String, Reason> reasons = new TreeMap<>();

  DomainPartial(String domain, LocalDate day) {
    this.domain = domain;
    this.day = day;
  }

  /** Failures of one reason, seen by one side. */
  static final class Reason implements Serializable {
    private static final long serialVersionUID = 1;

    long events;
    final Set<Long> messages = new HashSet<>();
    final Set<Long> mailboxes = new HashSet<>();
    long firstMicros = Long.MAX_VALUE;
    long lastMicros = Long.MIN_VALUE;
    String sampleEventId = "~";

    void add(Reason other) {
      events += other.events;
      messages.addAll(other.messages);
      mailboxes.addAll(other.mailboxes);
      firstMicros = Math.min(firstMicros, other.firstMicros);
      lastMicros = Math.max(lastMicros, other.lastMicros);
      sampleEventId =
          sampleEventId.compareTo(other.sampleEventId) <= 0 ? sampleEventId : other.sampleEventId;
    }
  }

  long count(Outcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  void add(DomainPartial other) {
    hosted =
        hosted == null || "own".equals(other.hosted)
            ? other.hosted == null ? hosted : other.hosted
            : hosted;
    attempts += other.attempts;
    other.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
    refusedSenders.addAll(other.refusedSenders);
    lost.addAll(other.lost);
    delayed.addAll(other.delayed);
    wasted += other.wasted;
    other.reasons.forEach(
        (reason, more) -> reasons.computeIfAbsent(reason, any -> new Reason()).add(more));
  }
}
