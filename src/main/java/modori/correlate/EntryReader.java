package modori.correlate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;

/**
 * Reads the facts of a queue entry: sorts them, drops copies, splits where a queue id was used
 * again, and says which attempts they tell of. The answer depends on the set of facts alone. One
 * object per thread.
 */
public final class EntryReader {
  private final Judge judge;
  private final ContentKeys keys = new ContentKeys();

  /** Reads with this judge. */
  public EntryReader(Judge judge) {
    this.judge = judge;
  }

  /** Hands over every attempt that the entry's facts tell of, by time. */
  public void attempts(Fragment entry, Consumer<DeliveryAttempt> sink) {
    for (List<Fact> incarnation : incarnations(sorted(entry.facts()))) {
      new IncarnationReader(entry, incarnation, judge, keys).attempts(sink);
    }
  }

  /** The same as a list. */
  public List<DeliveryAttempt> attempts(Fragment entry) {
    List<DeliveryAttempt> all = new ArrayList<>();
    attempts(entry, all::add);
    return all;
  }

  /** The facts in their order, copies dropped. */
  static List<Fact> sorted(byte[] packed) {
    List<Fact> facts = new ArrayList<>();
    boolean inOrder = true;
    for (int at = 0; at < packed.length; ) {
      Fact fact = new Fact(packed, at);
      inOrder &= facts.isEmpty() || facts.get(facts.size() - 1).compareTo(fact) < 0;
      facts.add(fact);
      at = fact.end();
    }
    if (inOrder) {
      return facts;
    }
    Collections.sort(facts);
    List<Fact> unique = new ArrayList<>(facts.size());
    for (Fact fact : facts) {
      if (unique.isEmpty() || !unique.get(unique.size() - 1).sameAs(fact)) {
        unique.add(fact);
      }
    }
    return unique;
  }

  /** One list per use of the queue id. */
  static List<List<Fact>> incarnations(List<Fact> facts) {
    if (facts.isEmpty()) {
      return List.of();
    }
    List<List<Fact>> all = new ArrayList<>(1);
    int from = 0;
    boolean arrived = false;
    long removedAt = Long.MAX_VALUE;
    for (int i = 0; i < facts.size(); i++) {
      Fact fact = facts.get(i);
      boolean arrival = fact.type() == EventType.ARRIVAL && fact.noticeKind() == null;
      boolean afterEnd =
          removedAt != Long.MAX_VALUE
              && (arrival || fact.timeMicros() > removedAt + EntryAssembler.LINGER);
      boolean again = arrival && arrived && !sameArrival(facts, from, i);
      if (i > from && (afterEnd || again)) {
        all.add(facts.subList(from, i));
        from = i;
        arrived = false;
        removedAt = Long.MAX_VALUE;
      }
      arrived |= arrival;
      if (fact.type() == EventType.REMOVED) {
        removedAt = fact.timeMicros();
      }
    }
    all.add(from == 0 ? facts : facts.subList(from, facts.size()));
    return all;
  }

  // Two arrival lines may belong together: Sendmail and Exim tell the login apart from the sender.
  private static boolean sameArrival(List<Fact> facts, int from, int at) {
    Fact fact = facts.get(at);
    for (int i = from; i < at; i++) {
      Fact other = facts.get(i);
      if (other.type() == EventType.ARRIVAL && other.noticeKind() == null) {
        boolean bothNameSender = other.has(EventField.SENDER) && fact.has(EventField.SENDER);
        boolean bothNameClient = other.has(EventField.CLIENT_IP) && fact.has(EventField.CLIENT_IP);
        boolean ends =
            other.has(EventFlag.ENDS_WITH_RECIPIENTS) || fact.has(EventFlag.ENDS_WITH_RECIPIENTS);
        return !bothNameSender && (!bothNameClient || ends);
      }
    }
    return false;
  }
}
