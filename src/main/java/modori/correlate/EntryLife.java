package modori.correlate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.Outcome;

/**
 * Whether a queue entry may still get lines, and which of its facts are needed then.
 *
 * @param open the facts to keep; empty where nothing more can come
 * @param firstMicros time of the first of them
 * @param lastMicros time of the last of them
 */
public record EntryLife(byte[] open, long firstMicros, long lastMicros) {
  private static final long DAY = 86_400_000_000L;

  /**
   * Longest life in a queue (Postfix: maximal_queue_lifetime 5d; Sendmail: Timeout.queuereturn 5d)
   * and two days.
   */
  static final long MOST_IDLE = 7 * DAY;

  /**
   * An entry without removal line whose recipients are all settled may get another recipient so
   * long.
   */
  private static final long SETTLED_IDLE = DAY;

  /** After this time of its host a file that is still missing is not waited for. */
  static final long MOST_LATE = 35 * DAY;

  /** Looks at an entry at the end of a night's input. */
  public static EntryLife of(Fragment entry, LogCoverage coverage) {
    List<List<Fact>> incarnations = EntryReader.incarnations(EntryReader.sorted(entry.facts()));
    List<Fact> last = incarnations.get(incarnations.size() - 1);
    long firstMicros = last.get(0).timeMicros();
    long lastMicros = last.get(last.size() - 1).timeMicros();
    // What began before its first line may have begun in a file that is still to come.
    boolean begun = last.stream().anyMatch(EntryLife::begins);
    if (coverage.has(
            entry.host(),
            begun ? firstMicros : firstMicros - MOST_IDLE,
            lastMicros + (begun ? idle(last) : MOST_IDLE))
        || lastMicros + MOST_LATE < coverage.latestMicros(entry.host())) {
      return new EntryLife(new byte[0], 0, 0);
    }
    FactWriter kept = new FactWriter(entry.facts().length);
    last.forEach(fact -> fact.copyTo(kept));
    return new EntryLife(kept.toBytes(), firstMicros, lastMicros);
  }

  /** Whether anything is to be kept. */
  public boolean isOpen() {
    return open.length > 0;
  }

  private static long idle(List<Fact> facts) {
    boolean removed = false;
    boolean endsWithRecipients = false;
    boolean refused = false;
    boolean refusalSeen = false;
    long recipients = Long.MAX_VALUE;
    Set<String> waiting = new HashSet<>();
    int settled = 0;
    for (Fact fact : facts) {
      removed |= fact.type() == EventType.REMOVED;
      endsWithRecipients |= fact.has(EventFlag.ENDS_WITH_RECIPIENTS);
      refused |=
          fact.has(EventFlag.ENDS_WITH_RECIPIENTS)
              && (fact.type() == EventType.REJECTION || fact.outcome() == Outcome.DISCARDED);
      refusalSeen |= fact.type() == EventType.REJECTION;
      recipients =
          Math.min(
              recipients,
              fact.number(EventNumber.RECIPIENT_COUNT) < 0
                  ? Long.MAX_VALUE
                  : fact.number(EventNumber.RECIPIENT_COUNT));
      if (fact.type() == EventType.ATTEMPT) {
        String text = fact.text(EventField.RECIPIENT);
        List<String> names =
            text == null
                ? List.of()
                : fact.has(EventFlag.RECIPIENT_LIST) ? RecipientList.split(text) : List.of(text);
        if (fact.outcome() == Outcome.DEFERRED) {
          waiting.addAll(names);
        } else {
          settled += names.size();
          names.forEach(waiting::remove);
        }
      }
    }
    if (removed) {
      return EntryAssembler.LINGER;
    }
    boolean over =
        refused
            || endsWithRecipients
                && waiting.isEmpty()
                && settled >= recipients
                && (settled > 0 || refusalSeen);
    return over ? SETTLED_IDLE : MOST_IDLE;
  }

  private static boolean begins(Fact fact) {
    return fact.type() == EventType.ARRIVAL || fact.type() == EventType.REJECTION;
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof EntryLife that
        && java.util.Arrays.equals(open, that.open)
        && firstMicros == that.firstMicros
        && lastMicros == that.lastMicros;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(firstMicros);
  }
}
