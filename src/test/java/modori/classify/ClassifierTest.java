package modori.classify;

import static modori.classify.FailureReason.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {
  private static final Classifier CLASSIFIER = Classifier.standard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "552 5.3.4 Message size exceeds fixed limit | message_too_large",
        "552 5.2.2 Mailbox full | mailbox_full",
        "552 Too many recipients | too_many_recipients",
        "552 Requested mail action aborted: exceeded storage allocation | mailbox_full",
        "452 4.5.3 Too many recipients | too_many_recipients",
        "452 4.2.2 Mailbox full | mailbox_full"
      })
  void the_text_decides_what_552_and_452_mean(String text, String reason) {
    assertThat(reasonOf(text).id()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "452 4.3.1 Insufficient system storage | system_full",
        "cannot create file: No space left on device | system_full",
        "550 5.2.3 see log | message_too_large",
        "554 5.3.4 see log | message_too_large",
        "452 4.3.1 see log | system_full",
        "552 5.2.2 see log | mailbox_full"
      })
  void a_full_mailbox_a_full_system_and_a_large_message_are_three_things(
      String text, String reason) {
    assertThat(reasonOf(text).id()).isEqualTo(reason);
  }

  @Test
  void exchange_says_full_with_a_code_that_tells_nothing() {
    assertThat(
            reasonOf(
                "554 5.2.0 STOREDRV.Deliver.Exception:QuotaExceededException."
                    + "MapiExceptionShutoffQuotaExceeded; Failed to process message"))
        .isEqualTo(MAILBOX_FULL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "554 5.7.1 Quota exceeded",
        "552 user over quota (#5.1.1)",
        "552 Message size exceeds remaining quota"
      })
  void a_quota_text_outranks_every_code(String text) {
    assertThat(reasonOf(text)).isEqualTo(MAILBOX_FULL);
  }

  @Test
  void expired_hides_full_and_names_it_as_the_cause() {
    Diagnostic diagnostic = Diagnostic.of("mailbox is full: retry timeout exceeded");
    assertThat(CLASSIFIER.classify(diagnostic).reason()).isEqualTo(EXPIRED);
    assertThat(CLASSIFIER.causeOf(diagnostic)).map(Verdict::reason).contains(MAILBOX_FULL);
  }

  @Test
  void a_refusal_has_no_hidden_cause() {
    assertThat(CLASSIFIER.causeOf(Diagnostic.of("552 5.2.2 Mailbox full"))).isEmpty();
    assertThat(CLASSIFIER.causeOf(Diagnostic.of("retry timeout exceeded"))).isEmpty();
  }

  @Test
  void a_rate_limit_may_come_with_the_code_of_an_unknown_user() {
    assertThat(reasonOf("550 5.1.1 your account has exceeded the relays per day. IB607"))
        .isEqualTo(RATE_LIMITED);
  }

  @Test
  void the_words_of_procmail_make_the_difference() {
    assertThat(reasonOf("550 5.0.0 <foo@example.jp>... Can't create output"))
        .isEqualTo(LOCAL_PROGRAM_FAILED);
    assertThat(
            reasonOf(
                "procmail: Quota exceeded while writing \"/var/mail/aaa12345\"\n"
                    + "550 5.0.0 <foo@example.jp>... Can't create output"))
        .isEqualTo(MAILBOX_FULL);
  }

  @Test
  void full_can_be_a_count() {
    assertThat(reasonOf("550 User has too many messages on the server"))
        .isEqualTo(MAILBOX_FULL_BY_COUNT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 <x@example.jp>: Recipient address rejected: User unknown | user_unknown",
        "550 5.1.0 <x@example.jp>: Sender address rejected: User unknown | sender_unknown",
        "450 4.1.8 <x@a.invalid>: Sender address rejected: Domain not found | sender_domain_unknown",
        "550 5.1.2 <x@a.invalid>: Recipient address rejected: Domain not found | host_unknown",
        "Name service error for name=a.invalid type=MX: Host not found, try again | domain_dns_failure",
        "Name service error for name=a.invalid type=A: Host found but no data record of requested type | host_unknown",
        "Domain a.invalid does not accept mail (nullMX) | domain_no_mail",
        "mail for a.invalid loops back to myself | routing_failure"
      })
  void users_senders_and_hosts_are_told_apart(String text, String reason) {
    assertThat(reasonOf(text).id()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.1.1 <quota@example.com>: Recipient address rejected: User unknown",
        "550 5.1.1 spam.full@mailbox.example: no such user",
        "550 5.1.1 user unknown; see https://mailbox.example/quota/exceeded/full",
        "550 \"mailbox-full\" is not a known user"
      })
  void names_fool_no_rule(String text) {
    assertThat(reasonOf(text)).isEqualTo(USER_UNKNOWN);
  }

  @Test
  void the_code_of_the_text_outranks_the_one_beside_it() {
    Diagnostic diagnostic = new Diagnostic(550, "5.0.0", "550 5.2.2 sorry", null, Stage.UNKNOWN);
    assertThat(CLASSIFIER.classify(diagnostic).reason()).isEqualTo(MAILBOX_FULL);
    Diagnostic other = new Diagnostic(550, "5.1.1", "550 5.2.2 sorry", null, Stage.UNKNOWN);
    assertThat(CLASSIFIER.classify(other).reason()).isEqualTo(MAILBOX_FULL);
  }

  @Test
  void codes_decide_in_their_order_when_the_text_says_nothing() {
    assertThat(CLASSIFIER.classify(beside("5.1.1", 552, Stage.RCPT)).reason())
        .isEqualTo(USER_UNKNOWN);
    assertThat(CLASSIFIER.classify(beside("5.0.0", 552, Stage.RCPT)).reason())
        .isEqualTo(MAILBOX_FULL);
    assertThat(CLASSIFIER.classify(beside("5.0.0", 552, Stage.EOM)))
        .isEqualTo(Verdict.UNCLASSIFIED);
  }

  @Test
  void an_enhanced_code_outranks_weak_words() {
    Diagnostic diagnostic = new Diagnostic(0, "5.1.10", "Service unavailable", null, Stage.UNKNOWN);
    assertThat(CLASSIFIER.classify(diagnostic).reason()).isEqualTo(DOMAIN_NO_MAIL);
  }

  @Test
  void reply_codes_in_a_wrapped_text_do_not_part_its_words() {
    assertThat(
            reasonOf(
                "550-5.1.1 The email account that you tried to reach does\n550 5.1.1 not exist"))
        .isEqualTo(USER_UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ご指定のメールボックスは\nいっぱいです",
        "ﾒｰﾙﾎﾞｯｸｽが一杯です",
        "La boîte de réception est saturée",
        "LA BOITE EST PLEINE",
        "Zprávu nelze doručit, schránka je plná",
        "Inkorgen är full",
        "Ящик получателя переполнен",
        "邮箱已满",
        "ＭＡＩＬＢＯＸ　ＦＵＬＬ"
      })
  void full_is_understood_in_many_languages(String text) {
    assertThat(reasonOf(text)).isEqualTo(MAILBOX_FULL);
  }

  @Test
  void any_text_has_an_answer() {
    assertThat(CLASSIFIER.classify("")).isEqualTo(Verdict.UNCLASSIFIED);
    assertThat(CLASSIFIER.classify("\u0000<\"@@@<<//http://:%=5.5.5.5.5 550-").reason())
        .isNotNull();
    assertThat(CLASSIFIER.classify("x".repeat(100_000)).reason()).isEqualTo(UNCLASSIFIED);
  }

  private static FailureReason reasonOf(String text) {
    return CLASSIFIER.classify(text).reason();
  }

  private static Diagnostic beside(String enhancedCode, int replyCode, Stage stage) {
    return new Diagnostic(replyCode, enhancedCode, "sorry", null, stage);
  }
}
