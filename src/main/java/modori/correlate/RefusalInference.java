package modori.correlate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import modori.classify.FailureReason;
import modori.mail.MailAddress;
import org.jspecify.annotations.Nullable;

/**
 * Explains refusals at SMTP time whose text does not say why by what the same server logged of the
 * recipient and its domain. The answer depends on the set of attempts alone.
 *
 * <ul>
 *   <li>Courier answers {@code 456 Address temporarily unavailable} where its last delivery to the
 *       address was put off (courier, trackx.c): the reason is that of the delivery.
 *   <li>OpenSMTPD answers {@code 550 Invalid recipient} whatever rule refuses (smtp_session.c);
 *       Exim logs no text where a {@code require} fails without a message. Where the domain is none
 *       of those that the server delivers for, relaying was denied.
 *   <li>Exim says {@code Unrouteable address} where no router takes an address, be it for its
 *       domain or for its local part (deliver.c, verify.c): of a domain that the server delivers
 *       for it is the local part.
 *   <li>Where OpenSMTPD delivers to the very mailbox, it is not unknown: the site's own rule
 *       refused.
 * </ul>
 */
public final class RefusalInference {
  /** Courier forgets within hours what became of a delivery. */
  private static final long REMEMBERED = 86_400_000_000L;

  private static final long NEAR = 2L * 86_400_000_000L;
  private static final String PUT_OFF_BEFORE = "refusal.put-off-before";
  private static final String NOT_OUR_DOMAIN = "refusal.not-our-domain";
  private static final String KNOWN_RECIPIENT = "refusal.known-recipient";
  private static final String OWN_DOMAIN = "refusal.own-domain";
  private static final String UNROUTEABLE = "unrouteable address";
  private static final String TEMPORARILY_UNAVAILABLE = "address temporarily unavailable";
  private static final String INVALID_RECIPIENT = "550 invalid recipient";

  private final Set<String> ownDomains;
  private final Set<String> servers = new HashSet<>();
  private final Map<String, List<LoggedAttempt>> local = new HashMap<>();

  /**
   * What the servers are known to do.
   *
   * @param ownDomains {@code host domain} for every domain that a host delivers for itself
   * @param deliveries attempts of our own stores for the recipients in question
   */
  public RefusalInference(Set<String> ownDomains, Collection<LoggedAttempt> deliveries) {
    this.ownDomains = Set.copyOf(ownDomains);
    this.ownDomains.forEach(one -> servers.add(one.substring(0, one.indexOf(' '))));
    deliveries.stream()
        .sorted(
            Comparator.comparingLong(LoggedAttempt::timeMicros)
                .thenComparing(LoggedAttempt::eventId))
        .forEach(one -> local.computeIfAbsent(mailboxOf(one), any -> new ArrayList<>()).add(one));
  }

  /** How a domain is named among those that a host delivers for. */
  public static String domainOf(String host, String domain) {
    return host + ' ' + domain.toLowerCase(Locale.ROOT);
  }

  /** The verdicts on those of these refusals that can be explained. */
  public List<JointVerdict> infer(Collection<LoggedAttempt> refusals) {
    List<JointVerdict> verdicts = new ArrayList<>();
    for (LoggedAttempt refusal : refusals) {
      boolean failed =
          refusal.eventType().equals("rejected") || refusal.eventType().equals("bounced");
      if (failed && !refusal.recipient().isEmpty()) {
        JointVerdict verdict = verdict(refusal);
        if (verdict != null) {
          verdicts.add(verdict);
        }
      }
    }
    return verdicts;
  }

  private @Nullable JointVerdict verdict(LoggedAttempt refusal) {
    String text = refusal.text() == null ? "" : refusal.text().toLowerCase(Locale.ROOT);
    if (text.contains(TEMPORARILY_UNAVAILABLE)) {
      return putOffBefore(refusal);
    }
    if (text.startsWith(UNROUTEABLE)) {
      String domain = MailAddress.of(refusal.recipient()).domain();
      return ownDomains.contains(domainOf(refusal.logHost(), domain))
          ? verdict(refusal, FailureReason.USER_UNKNOWN, OWN_DOMAIN)
          : null;
    }
    boolean invalid = text.startsWith(INVALID_RECIPIENT);
    boolean unexplained = text.isEmpty() && refusal.reason() == FailureReason.UNCLASSIFIED;
    if (!invalid && !unexplained || !servers.contains(refusal.logHost())) {
      return null;
    }
    String domain = MailAddress.of(refusal.recipient()).domain();
    if (!domain.isEmpty() && !ownDomains.contains(domainOf(refusal.logHost(), domain))) {
      return verdict(refusal, FailureReason.RELAY_DENIED, NOT_OUR_DOMAIN);
    }
    return invalid && isKnown(refusal)
        ? verdict(refusal, FailureReason.POLICY_OTHER, KNOWN_RECIPIENT)
        : null;
  }

  private @Nullable JointVerdict putOffBefore(LoggedAttempt refusal) {
    LoggedAttempt last = null;
    for (LoggedAttempt one : local.getOrDefault(mailboxOf(refusal), List.of())) {
      long before = refusal.timeMicros() - one.timeMicros();
      last = before >= 0 && before <= REMEMBERED ? one : last;
    }
    FailureReason reason =
        last == null ? null : last.reason() == FailureReason.EXPIRED ? last.cause() : last.reason();
    return reason == null ? null : verdict(refusal, reason, PUT_OFF_BEFORE);
  }

  private boolean isKnown(LoggedAttempt refusal) {
    return local.getOrDefault(mailboxOf(refusal), List.of()).stream()
        .anyMatch(
            one -> one.delivered() && Math.abs(one.timeMicros() - refusal.timeMicros()) <= NEAR);
  }

  private static String mailboxOf(LoggedAttempt attempt) {
    return attempt.logHost() + ' ' + attempt.mailboxKey();
  }

  private static JointVerdict verdict(LoggedAttempt refusal, FailureReason reason, String rule) {
    return new JointVerdict(
        refusal.eventId(),
        refusal.epochDay(),
        refusal.eventType(),
        reason,
        null,
        rule,
        null,
        LinkMethod.SAME_SERVER,
        null,
        null);
  }
}
