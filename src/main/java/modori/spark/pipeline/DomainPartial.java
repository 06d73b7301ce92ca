package modori.spark.pipeline;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import modori.classify.FailureReason;
import modori.parse.Outcome;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;
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

  /** The reason that each was asked for last. */
  private transient @Nullable Reason @Nullable [] latest;

  private transient long hash;

  DomainPartial(String domain, LocalDate day) {
    this.domain = domain;
    this.day = day;
  }

  void write(Output out) {
    out.writeString(domain);
    out.writeVarInt((int) day.toEpochDay(), false);
    out.writeString(hosted);
    out.writeVarLong(attempts, true);
    for (long outcome : outcomes) {
      out.writeVarLong(outcome, true);
    }
    refusedSenders.write(out);
    lost.write(out);
    delayed.write(out);
    out.writeVarLong(wasted, true);
    out.writeVarInt(reasons.size(), true);
    reasons.forEach(
        (name, reason) -> {
          out.writeString(name);
          reason.write(out);
        });
  }

  static DomainPartial read(Input in) {
    DomainPartial part =
        new DomainPartial(in.readString(), LocalDate.ofEpochDay(in.readVarInt(false)));
    part.hosted = in.readString();
    part.attempts = in.readVarLong(true);
    for (int i = 0; i < part.outcomes.length; i++) {
      part.outcomes[i] = in.readVarLong(true);
    }
    part.refusedSenders.addAll(in);
    part.lost.addAll(in);
    part.delayed.addAll(in);
    part.wasted = in.readVarLong(true);
    for (int left = in.readVarInt(true); left > 0; left--) {
      part.reasons.put(in.readString(), Reason.read(in));
    }
    return part;
  }

  /** Failures of one reason, seen by one side. */
  static final class Reason implements Serializable {
    private static final long serialVersionUID = 1;

    private final String detectedBy;
    long events;
    final LongSet messages = new LongSet();
    final LongSet mailboxes = new LongSet();
    long firstMicros = Long.MAX_VALUE;
    long lastMicros = Long.MIN_VALUE;
    String sampleEventId = "~";

    Reason(String detectedBy) {
      this.detectedBy = detectedBy;
    }

    private void write(Output out) {
      out.writeString(detectedBy);
      out.writeVarLong(events, true);
      messages.write(out);
      mailboxes.write(out);
      out.writeLong(firstMicros);
      out.writeLong(lastMicros);
      out.writeString(sampleEventId);
    }

    private static Reason read(Input in) {
      Reason reason = new Reason(in.readString());
      reason.events = in.readVarLong(true);
      reason.messages.addAll(in);
      reason.mailboxes.addAll(in);
      reason.firstMicros = in.readLong();
      reason.lastMicros = in.readLong();
      reason.sampleEventId = in.readString();
      return reason;
    }

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
    @Nullable Reason[] known = latest;
    if (known == null) {
      known = latest = new Reason[FailureReason.values().length];
    }
    Reason last = known[reason.ordinal()];
    if (last == null || !last.detectedBy.equals(by)) {
      last = reasons.computeIfAbsent(reason.id() + ' ' + by, any -> new Reason(by));
      known[reason.ordinal()] = last;
    }
    return last;
  }

  /** A number that tells this domain from others. */
  long hash() {
    if (hash == 0) {
      hash = XXH64.hashUTF8String(UTF8String.fromString(domain), 42);
    }
    return hash;
  }

  /** Keeps the sizes of all sets alone: nothing can be added any more. */
  void forgetElements() {
    refusedSenders.forgetElements();
    lost.forgetElements();
    delayed.forgetElements();
    for (Reason reason : reasons.values()) {
      reason.messages.forgetElements();
      reason.mailboxes.forgetElements();
    }
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
        (reason, more) ->
            reasons.computeIfAbsent(reason, any -> new Reason(more.detectedBy)).add(more));
  }
}
