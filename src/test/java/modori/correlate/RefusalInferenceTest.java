package modori.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import modori.classify.FailureReason;
import modori.mail.MailAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusalInferenceTest {
  private static final long HOUR = 3_600_000_000L;
  private static final Set<String> OWN = Set.of(RefusalInference.domainOf("mx", "Example.com"));
  private static final String UNAVAILABLE = "456 Address temporarily unavailable.";

  @Test
  void courierRefusesForTheReasonThatPutOffTheDeliveryBefore() {
    LoggedAttempt full = delivery("full@example.com", 1, "deferred", FailureReason.MAILBOX_FULL);
    assertThat(reasons(refusal("full@example.com", 2, UNAVAILABLE), full))
        .containsExactly(FailureReason.MAILBOX_FULL);
  }

  @Test
  void courierForgetsADelayAfterADeliveryOrAfterADay() {
    LoggedAttempt full = delivery("full@example.com", 1, "deferred", FailureReason.MAILBOX_FULL);
    LoggedAttempt room = delivery("full@example.com", 2, "delivered", null);
    assertThat(reasons(refusal("full@example.com", 3, UNAVAILABLE), full, room)).isEmpty();
    assertThat(reasons(refusal("full@example.com", 30, UNAVAILABLE), full)).isEmpty();
    assertThat(reasons(refusal("other@example.com", 2, UNAVAILABLE), full)).isEmpty();
  }

  @Test
  void anInvalidRecipientOfAnotherDomainIsDeniedRelaying() {
    assertThat(reasons(refusal("someone@example.net", 1, "550 Invalid recipient: <x>")))
        .containsExactly(FailureReason.RELAY_DENIED);
  }

  @Test
  void anInvalidRecipientThatGetsMailIsRefusedByARuleOfTheSite() {
    LoggedAttempt room = delivery("taro@example.com", 1, "delivered", null);
    assertThat(reasons(refusal("taro@example.com", 2, "550 Invalid recipient: <x>"), room))
        .containsExactly(FailureReason.POLICY_OTHER);
  }

  @Test
  void anInvalidRecipientOfOurDomainThatNeverGotMailStaysUnknown() {
    assertThat(reasons(refusal("nosuch@example.com", 1, "550 Invalid recipient: <x>"))).isEmpty();
  }

  @Test
  void aRefusalWithoutATextForAnotherDomainIsDeniedRelaying() {
    assertThat(reasons(refusal("someone@example.net", 1, null)))
        .containsExactly(FailureReason.RELAY_DENIED);
    assertThat(reasons(refusal("someone@example.com", 1, null))).isEmpty();
  }

  @Test
  void anUnrouteableAddressOfOurDomainIsAnUnknownUser() {
    assertThat(reasons(refusal("nosuch@example.com", 1, "Unrouteable address")))
        .containsExactly(FailureReason.USER_UNKNOWN);
    assertThat(reasons(bounce("nosuch@example.com", "Unrouteable address")))
        .containsExactly(FailureReason.USER_UNKNOWN);
    assertThat(reasons(refusal("someone@example.net", 1, "Unrouteable address"))).isEmpty();
  }

  @Test
  void whereAServerDeliversForNoDomainNothingIsInferred() {
    RefusalInference gateway = new RefusalInference(Set.of(), List.of());
    assertThat(gateway.infer(List.of(refusal("someone@example.net", 1, null)))).isEmpty();
  }

  private static List<FailureReason> reasons(LoggedAttempt refusal, LoggedAttempt... known) {
    return new RefusalInference(OWN, List.of(known))
        .infer(List.of(refusal)).stream().map(JointVerdict::reason).toList();
  }

  private static LoggedAttempt refusal(String recipient, long hour, @Nullable String text) {
    return attempt(recipient, hour, "rejected", FailureReason.UNCLASSIFIED, text);
  }

  private static LoggedAttempt bounce(String recipient, String text) {
    return attempt(recipient, 1, "bounced", FailureReason.HOST_UNKNOWN, text);
  }

  private static LoggedAttempt delivery(
      String recipient, long hour, String eventType, @Nullable FailureReason reason) {
    return attempt(recipient, hour, eventType, reason, "Maildir over quota.");
  }

  private static LoggedAttempt attempt(
      String recipient,
      long hour,
      String eventType,
      @Nullable FailureReason reason,
      @Nullable String text) {
    return new LoggedAttempt(
        recipient + hour,
        20_000,
        hour * HOUR,
        eventType,
        "mx",
        null,
        null,
        null,
        "ann@example.org",
        recipient,
        null,
        ContentKey.ofMailbox(MailAddress.of(recipient)),
        reason,
        null,
        text,
        null,
        null);
  }
}
