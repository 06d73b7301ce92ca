package modori.correlate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import modori.mail.MailAddress;

/**
 * Deliveries that a mail store tells of, where no mail server does: holds what stores tell until
 * all is read, and gives what no server's line tells of too. They meet by Message-ID; where one of
 * both names none, by host and mailbox within the time of a delivery.
 *
 * <p>What it holds is bounded: what is beyond is given at once.
 */
public final class StoreTwins {
  private static final int MOST_HELD = 100_000;
  private static final int MOST_KEYS = 1_000_000;

  /** A store's line stands within this time of the server's. */
  private static final long NEAR = 120_000_000L;

  private final List<DeliveryAttempt> held = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final Consumer<DeliveryAttempt> sink;

  /** Gives on to the sink. */
  public StoreTwins(Consumer<DeliveryAttempt> sink) {
    this.sink = sink;
  }

  /** Whether rows of this column value {@code mta} are a store's. */
  public static boolean isStore(String mta) {
    return mta.equals("dovecot");
  }

  /** Takes an attempt; those of servers are given on at once. */
  public void add(DeliveryAttempt attempt) {
    if (isStore(attempt.message().mta()) && held.size() < MOST_HELD) {
      held.add(attempt);
      return;
    }
    if (attempt.localStore() && told.size() < MOST_KEYS) {
      String messageId = attempt.message().messageId();
      if (messageId != null) {
        told.add(messageId);
      }
      told.add(place(attempt, messageId == null ? "" : "named ", 0));
    }
    sink.accept(attempt);
  }

  /** All is read. */
  public void finish() {
    held.stream().filter(attempt -> !isTold(attempt)).forEach(sink);
    held.clear();
    told.clear();
  }

  private boolean isTold(DeliveryAttempt attempt) {
    String messageId = attempt.message().messageId();
    if (messageId != null && told.contains(messageId)) {
      return true;
    }
    for (int step = -1; step <= 1; step++) {
      if (told.contains(place(attempt, "", step))
          || messageId == null && told.contains(place(attempt, "named ", step))) {
        return true;
      }
    }
    return false;
  }

  private static String place(DeliveryAttempt attempt, String prefix, int step) {
    MailAddress mailbox = attempt.recipient().mailbox();
    return prefix
        + attempt.message().logHost()
        + ' '
        + mailbox.local().toLowerCase(Locale.ROOT)
        + ' '
        + (Math.floorDiv(attempt.timeMicros(), NEAR) + step);
  }
}
