package modori.spark.pipeline;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import modori.classify.FailureReason;
import modori.parse.Outcome;
import org.jspecify.annotations.Nullable;

/** What a part of the facts says of one recipient domain on one day; parts add up, in any order. */
final class DomainPartial implements Serializable {
  private static final long serialVersionUID = 1;

  final String domain;
  final LocalDate day;
  @Nullable String hosted;
  long attempts;
  final long[] outcomes = new long[Outcome.values().length];
  final LongSet refusedSenders = new LongSet();
  final LongSet lost = new LongSet();
  final LongSet delayed = new LongSet();
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
    final LongSet messages = new LongSet();
    final LongSet mailboxes = new LongSet();
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

  /** The failures of this reason that this side saw; whoever does not tell is our own server. */
  Reason reason(FailureReason reason, @Nullable String detectedBy) {
    String by = detectedBy == null ? "own" : detectedBy;
    return reasons.computeIfAbsent(reason.id() + ' ' + by, any -> new Reason());
  }

  long count(Outcome outcome) {
    return outcomes[outcome.ordinal()];
  }

  void add(DomainPartial other) {
    hosted =
        hosted == null || "own".equals(other.hosted)
            ? other.hosted == null ? hosted : other.hosted
            : hosted;
    attempts += other.attempts;
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] += other.outcomes[i];
    }
    refusedSenders.addAll(other.refusedSenders);
    lost.addAll(other.lost);
    delayed.addAll(other.delayed);
    wasted += other.wasted;
    other.reasons.forEach(
        (reason, more) -> reasons.computeIfAbsent(reason, any -> new Reason()).add(more));
  }
}
