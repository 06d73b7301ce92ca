package modori.correlate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queue id that the next server gave a message, out of its reply to the message's end. */
public final class NextQueueId {
  // Postfix: "250 2.0.0 Ok: queued as Q"; Sendmail and OpenSMTPD: "250 2.0.0 Q Message accepted for
  // delivery"; Exim: "250 OK id=Q"
  private static final Pattern SAID =
      Pattern.compile(
          "\\bqueued as ([0-9A-Za-z-]+)|([0-9A-Za-z]+) Message accepted for delivery|\\bOK id=([0-9A-Za-z-]+)");

  private NextQueueId() {}

  /** The id in a reply of one of the servers that say theirs. */
  public static Optional<String> in(String reply) {
    Matcher said = SAID.matcher(reply);
    if (!said.find()) {
      return Optional.empty();
    }
    for (int group = 1; group <= said.groupCount(); group++) {
      if (said.group(group) != null) {
        return Optional.of(said.group(group));
      }
    }
    return Optional.empty();
  }
}
