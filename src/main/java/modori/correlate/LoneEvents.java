package modori.correlate;

import java.util.Optional;
import modori.parse.EventType;
import modori.parse.LogEvent;
import modori.parse.LogLine;

/** Events that belong to no queue entry, packed like those that do. */
public final class LoneEvents {
  private LoneEvents() {}

  /** A fragment of this event alone; empty for one that gives no row by itself. */
  public static Optional<Fragment> fragment(
      String mta, String host, LogLine line, LogEvent event, int fileNumber, long offset) {
    if (event.type() != EventType.REJECTION && event.type() != EventType.ATTEMPT) {
      return Optional.empty();
    }
    FactWriter facts = new FactWriter(256);
    facts.add(event, line.timeMicros, fileNumber, offset);
    return Optional.of(new Fragment(mta, host, "", "", facts.toBytes()));
  }
}
