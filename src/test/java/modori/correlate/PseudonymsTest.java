package modori.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import modori.mail.MailAddress;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.LogEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymsTest {
  @TempDir Path folder;

  private PseudonymKey key;
  private Pseudonyms pseudonyms;

  @BeforeEach
  void key() throws IOException {
    key =
        PseudonymKey.read(
            Files.writeString(folder.resolve("key"), "0123456789abcdef".repeat(2) + "\n"));
    pseudonyms = new Pseudonyms(key);
  }

  @Test
  void spellingsOfAMailboxHaveOnePseudonymAndKeepTheirDomain() {
    String one = pseudonyms.address("Rio+tag@Example.org");
    assertThat(one)
        .isEqualTo(pseudonyms.address("rio@example.org"))
        .matches("[0-9a-f]{8}-[0-9a-f]{32}@example\\.org")
        .startsWith(key.id())
        .isNotEqualTo(pseudonyms.address("rio@example.com").replace(".com", ".org"));
    assertThat(pseudonyms.address(one)).isEqualTo(one);
    assertThat(MailAddress.of(one).mailbox().text()).isEqualTo(one);
  }

  @Test
  void anotherKeyGivesAnotherPseudonym() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "fedcba9876543210".repeat(2));
    assertThat(new Pseudonyms(PseudonymKey.read(other)).address("rio@example.org"))
        .isNotEqualTo(pseudonyms.address("rio@example.org"));
  }

  @Test
  void rolesAndTheNullReversePathStay() {
    assertThat(pseudonyms.address("")).isEmpty();
    assertThat(pseudonyms.address("MAILER-DAEMON@example.org"))
        .isEqualTo("mailer-daemon@example.org");
    assertThat(pseudonyms.name("uid=1000")).isEqualTo("uid=1000");
  }

  @Test
  void textsLoseAddressesQueriesAndTheRecipientsName() {
    assertThat(
            pseudonyms.text(
                "550 5.2.2 <rio@example.org>: no room in /var/mail/rio, see https://example.com/?q=rio",
                "rio@example.org"))
        .isEqualTo("550 5.2.2 <address>: no room in /var/mail/address, see https://example.com/");
    assertThat(pseudonyms.text("mailbox full", "full@example.org")).isEqualTo("mailbox full");
  }

  @Test
  void clientsAreKnownByTheirNetwork() {
    assertThat(Pseudonyms.network("192.0.2.77")).isEqualTo("192.0.2.0");
    assertThat(Pseudonyms.network("2001:db8:1:2::77")).isEqualTo("2001:db8:1::");
    assertThat(Pseudonyms.network("::1")).isEqualTo("::1");
    assertThat(Pseudonyms.network("127.0.0.1")).isEqualTo("127.0.0.1");
  }

  @Test
  void everyFieldOfAnEventIsMasked() {
    LogEvent event =
        new LogEvent()
            .begin(EventType.ATTEMPT)
            .flag(EventFlag.RECIPIENT_LIST)
            .put(EventField.RECIPIENT, "rio@example.org,<ann@example.com>")
            .put(EventField.SENDER, "keiri@example.jp")
            .put(EventField.MESSAGE_ID, "1.keiri@mail.example.jp")
            .put(EventField.AUTH_USER, "keiri")
            .put(EventField.CLIENT_NAME, "keiri-pc.example.jp")
            .put(EventField.TEXT, "<ann@example.com>: unknown");
    pseudonyms.mask(event);
    assertThat(event.text(EventField.RECIPIENT))
        .isEqualTo(
            pseudonyms.address("rio@example.org") + "," + pseudonyms.address("ann@example.com"));
    assertThat(event.text(EventField.MESSAGE_ID)).endsWith("@mail.example.jp");
    assertThat(event.text(EventField.TEXT)).isEqualTo("<address>: unknown");
    for (EventField field : EventField.values()) {
      assertThat(String.valueOf(event.text(field))).doesNotContain("keiri", "rio@", "ann@");
    }
  }

  @Test
  void aKeyThatIsTooShortIsRefused() throws IOException {
    Path small = Files.writeString(folder.resolve("small"), "secret\n");
    assertThatThrownBy(() -> PseudonymKey.read(small)).hasMessageContaining("32 or more");
    assertThat(key.toString()).doesNotContain("0123456789");
  }
}
