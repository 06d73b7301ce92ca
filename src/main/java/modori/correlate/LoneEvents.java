package modori.correlate;

import java.util.Optional;
import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventType;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import org.jspecify.annotations.Nullable;

/** Events that belong to no queue entry, packed like those that do. */
public final class LoneEvents {
  private static final byte[] FORWARD = Ascii.word("forward");
  private static final byte[] FAILED_TO_FORWARD = Ascii.word("failed to forward");
  private static final byte[] FAILED_TO_REDIRECT = Ascii.word("failed to redirect");

  private LoneEvents() {}

  /** A fragment of this event alone; empty for one that gives no row by itself. */
  public static Optional<Fragment> fragment(
      String mta, String host, LogLine line, LogEvent event, int fileNumber, long offset) {
    LogEvent attempt =
        event.type() == EventType.REJECTION || event.type() == EventType.ATTEMPT
            ? event
            : ofStore(mta, event);
    if (attempt == null) {
      return Optional.empty();
    }
    FactWriter facts = new FactWriter(256);
    facts.add(attempt, line.timeMicros, fileNumber, offset);
    return Optional.of(new Fragment(mta, host, "", "", facts.toBytes()));
  }

  // Dovecot names message, mailbox and outcome: all of an attempt. Where the mail server's own line
  // tells of it too, that line counts: StoreTwins.
  private static @Nullable LogEvent ofStore(String mta, LogEvent event) {
    boolean names =
        event.type() == EventType.STORED
            && StoreTwins.isStore(mta)
            && event.has(EventField.ACCOUNT)
            && event.from(EventField.ACCOUNT) < event.to(EventField.ACCOUNT);
    Outcome outcome = event.outcome();
    boolean stores =
        outcome == Outcome.DELIVERED || outcome == Outcome.BOUNCED || outcome == Outcome.DEFERRED;
    if (!names || !stores || isForward(event)) {
      return null;
    }
    LogEvent attempt = new LogEvent().copy(event).retype(EventType.ATTEMPT);
    attempt.put(
        EventField.RECIPIENT,
        attempt.bytes(EventField.ACCOUNT),
        attempt.from(EventField.ACCOUNT),
        attempt.to(EventField.ACCOUNT));
    return attempt;
  }

  private static boolean isForward(LogEvent event) {
    byte[] b = event.bytes(EventField.TEXT);
    int from = event.from(EventField.TEXT);
    int to = event.to(EventField.TEXT);
    return event.has(EventField.TEXT)
        && (Ascii.startsWith(b, from, to, FORWARD)
            || Ascii.startsWith(b, from, to, FAILED_TO_FORWARD)
            || Ascii.startsWith(b, from, to, FAILED_TO_REDIRECT));
  }
}
