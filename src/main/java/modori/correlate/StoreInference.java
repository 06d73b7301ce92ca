package modori.correlate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import modori.mail.MailAddress;

/**
 * Finds the deliveries that the store has lost: the server logged success because the program's
 * exit status said so, while the program's own line says that the mailbox had no room (semantics
 * 1.2, trap 5). They meet by Message-ID and account, or by host and account, within the time of a
 * delivery.
 */
public final class StoreInference {
  /** A program's line stands within this time of the server's. */
  private static final long NEAR = 120_000_000L;

  private final Map<String, List<StoreFailure>> byKey = new HashMap<>();

  /** An inference from these failures. */
  public StoreInference(Collection<StoreFailure> failures) {
    List<StoreFailure> sorted = new ArrayList<>(failures);
    sorted.sort(
        Comparator.comparingLong(StoreFailure::timeMicros).thenComparing(StoreFailure::eventId));
    for (StoreFailure failure : sorted) {
      byKey.computeIfAbsent(key(failure), any -> new ArrayList<>()).add(failure);
    }
  }

  /** Whether any failure may concern the attempt. */
  public boolean mayConcern(LoggedAttempt attempt) {
    return keys(attempt).stream().anyMatch(byKey::containsKey);
  }

  /** The verdicts on deliveries that were lost. */
  public List<JointVerdict> infer(Collection<LoggedAttempt> attempts) {
    List<JointVerdict> verdicts = new ArrayList<>();
    for (LoggedAttempt attempt : attempts) {
      if (attempt.delivered() && !"remote".equals(attempt.hosted())) {
        keys(attempt).stream()
            .flatMap(key -> byKey.getOrDefault(key, List.of()).stream())
            .filter(failure -> Math.abs(failure.timeMicros() - attempt.timeMicros()) <= NEAR)
            .min(
                Comparator.comparingLong(
                        (StoreFailure failure) ->
                            Math.abs(failure.timeMicros() - attempt.timeMicros()))
                    .thenComparing(StoreFailure::eventId))
            .ifPresent(failure -> verdicts.add(verdict(attempt, failure)));
      }
    }
    return verdicts;
  }

  private static JointVerdict verdict(LoggedAttempt attempt, StoreFailure failure) {
    return new JointVerdict(
        attempt.eventId(),
        attempt.epochDay(),
        "oob_bounce",
        failure.reason(),
        null,
        failure.ruleId(),
        "own",
        LinkMethod.STORE_LOG,
        failure.toldSender() ? failure.logHost() : null,
        failure.text());
  }

  private static String key(StoreFailure failure) {
    String account = account(failure.account());
    String messageId = failure.messageId();
    return messageId == null || messageId.isEmpty()
        ? "h " + failure.logHost() + ' ' + account
        : "m " + messageId + ' ' + account;
  }

  private static List<String> keys(LoggedAttempt attempt) {
    List<String> keys = new ArrayList<>(4);
    for (String address : new String[] {attempt.recipient(), attempt.originalRecipient()}) {
      if (address != null && !address.isEmpty()) {
        keys.add("m " + attempt.messageId() + ' ' + account(address));
        keys.add("h " + attempt.logHost() + ' ' + account(address));
      }
    }
    return keys;
  }

  // Stores name a mailbox with or without its domain; the local part is on both sides.
  private static String account(String address) {
    return MailAddress.of(address).mailbox().local().toLowerCase(Locale.ROOT);
  }
}
