package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForgottenMailboxTest {
  private static final ForgottenMailbox RIO = ForgottenMailbox.of("Rio+news@Example.org");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rio@example.org",
        "RIO@EXAMPLE.ORG",
        "<rio@example.org>: mailbox full.",
        "rfc822;rio@example.org",
        "no room for rio@example.org.",
        "\"rio\"@example.org",
        "rio+tag@example.org",
        "prvs=0123456789=rio@example.org",
        "SRS0=HHH=TT=example.org=rio@relay.example.net",
        "bounces-rio=example.org@lists.example.net",
        "bounces+rio=example.org@lists.example.net",
        "https://example.com/why?to=rio%40example.org",
        "example.org!rio",
        "/var/mail/example.com/rio@example.org/new/1"
      })
  void itIsNamedAndTakenOut(String text) {
    assertThat(RIO.isNamedBy(text)).isTrue();
    String without = RIO.without(text);
    assertThat(RIO.isNamedBy(without)).isFalse();
    assertThat(without).contains(RIO.standInLocal()).doesNotContainIgnoringCase("rio");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mario@example.org",
        "a.rio@example.org",
        "rio@example.org.uk",
        "rio@example.org-mail.example",
        "rio@mail.example.org",
        "rio",
        "rio.example.org",
        "rio @ example.org"
      })
  void othersAreLeft(String text) {
    assertThat(RIO.isNamedBy(text)).isFalse();
    assertThat(RIO.without(text)).isEqualTo(text);
  }

  @Test
  void bothSpellingsOfADomainAreFound() {
    ForgottenMailbox spoken = ForgottenMailbox.of("rio@bücher.example");
    assertThat(spoken.isNamedBy("rio@xn--bcher-kva.example")).isTrue();
    assertThat(spoken.isNamedBy("RIO@BÜCHER.example")).isTrue();
  }

  @Test
  void theStandInIsAnotherEachTime() {
    assertThat(RIO.standInKey())
        .isNotEqualTo(RIO.mailboxKey())
        .isNotEqualTo(ForgottenMailbox.of("rio@example.org").standInKey());
    assertThat(RIO.sha256()).isEqualTo(ForgottenMailbox.of("rio@example.org").sha256());
  }
}
