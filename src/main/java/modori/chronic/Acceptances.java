package modori.chronic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The messages that came into one mailbox on one day, in bounded space.
 *
 * <p>Up to {@link #MOST} messages are all kept. Beyond, the day is cut into slots of equal length,
 * a power of two of minutes, the shortest that leaves at most {@link #MOST} slots with mail; each
 * slot keeps its first, its last and its largest message. Each of these is a minimum or a maximum,
 * slots nest, and the length never falls when messages are added: so the result depends on the set
 * of messages only, whatever the order and grouping in which parts are joined.
 *
 * @param slotMinutes length of a slot; 0 where every message is kept
 * @param kept in order of time
 */
public record Acceptances(int slotMinutes, List<Acceptance> kept) {
  /** How many messages, or else how many slots, are kept apart. */
  public static final int MOST = 16;

  /** No message came in. */
  public static final Acceptances NONE = new Acceptances(0, List.of());

  private static final int MOST_PER_SLOT = 3;

  /** Checks the order and the bound. */
  public Acceptances {
    if (slotMinutes < 0 || Integer.bitCount(slotMinutes) > 1) {
      throw new IllegalArgumentException("not a power of two of minutes: " + slotMinutes);
    }
    if (kept.size() > (slotMinutes == 0 ? MOST : MOST * MOST_PER_SLOT)) {
      throw new IllegalArgumentException("too many messages kept: " + kept.size());
    }
    for (int i = 1; i < kept.size(); i++) {
      if (Acceptance.BY_TIME.compare(kept.get(i - 1), kept.get(i)) >= 0) {
        throw new IllegalArgumentException("out of order: " + kept.get(i));
      }
    }
    kept = List.copyOf(kept);
  }

  /** The summary of a set of messages. */
  public static Acceptances of(Collection<Acceptance> messages) {
    return messages.size() == 1
        ? new Acceptances(0, List.copyOf(messages))
        : thinned(0, new TreeSet<>(Acceptance.BY_TIME), messages);
  }

  /** The summary of both sets of messages together. */
  public Acceptances merge(Acceptances other) {
    if (other.kept.isEmpty()) {
      return this;
    }
    if (kept.isEmpty()) {
      return other;
    }
    TreeSet<Acceptance> both = new TreeSet<>(Acceptance.BY_TIME);
    both.addAll(kept);
    return thinned(Math.max(slotMinutes, other.slotMinutes), both, other.kept);
  }

  /** The last message before a moment. */
  Optional<Acceptance> lastBefore(Instant moment) {
    for (int i = kept.size() - 1; i >= 0; i--) {
      if (kept.get(i).time().isBefore(moment)) {
        return Optional.of(kept.get(i));
      }
    }
    return Optional.empty();
  }

  private static Acceptances thinned(
      int atLeastMinutes, TreeSet<Acceptance> set, Collection<Acceptance> more) {
    set.addAll(more);
    int minutes = atLeastMinutes;
    if (minutes == 0) {
      if (set.size() <= MOST) {
        return new Acceptances(0, List.copyOf(set));
      }
      minutes = 1;
    }
    while (slots(set, minutes) > MOST) {
      minutes *= 2;
    }
    TreeMap<Long, Slot> bySlot = new TreeMap<>();
    for (Acceptance message : set) {
      bySlot.computeIfAbsent(slot(message, minutes), s -> new Slot(message)).add(message);
    }
    List<Acceptance> kept = new ArrayList<>();
    bySlot.values().forEach(slot -> slot.addTo(kept));
    return new Acceptances(minutes, kept);
  }

  private static int slots(TreeSet<Acceptance> set, int minutes) {
    int count = 0;
    long last = Long.MIN_VALUE;
    for (Acceptance message : set) {
      long slot = slot(message, minutes);
      if (slot != last) {
        count++;
        last = slot;
      }
    }
    return count;
  }

  private static long slot(Acceptance message, int minutes) {
    return Math.floorDiv(message.time().getEpochSecond(), minutes * 60L);
  }

  /** Takes its messages in order of time. */
  private static final class Slot {
    private final Acceptance first;
    private Acceptance largest;
    private Acceptance last;

    Slot(Acceptance first) {
      this.first = first;
      this.largest = first;
      this.last = first;
    }

    void add(Acceptance message) {
      last = message;
      if (Acceptance.BY_EVIDENCE.compare(message, largest) > 0) {
        largest = message;
      }
    }

    void addTo(List<Acceptance> kept) {
      kept.add(first);
      if (!largest.equals(first)) {
        kept.add(largest);
      }
      if (!last.equals(largest) && !last.equals(first)) {
        kept.add(last);
      }
    }
  }
}
