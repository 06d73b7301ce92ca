package modori.parse.sendmail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendmailTagsTest {
  @ParameterizedTest
  @ValueSource(strings = {"sendmail", "sm-mta", "sm-msp-queue", "sm-acceptingconnections"})
  void readsTheTagsOfItsDaemons(String program) {
    assertThat(new SendmailParser().reads(program)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix/sendmail", "smtpd", "exim", "dovecot", ""})
  void leavesOthersAlone(String program) {
    assertThat(new SendmailParser().reads(program)).isFalse();
  }
}
