package modori.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import modori.classify.FailureReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamelessNoticesTest {
  private static final LogCoverage READ = new LogCoverage();

  private static final long SECOND = 1_000_000L;
  private static final QueuedMessage FAILURE =
      attempt("aaaa0001", "oma@example.com", "nobody@example.net", 0, "bounced", null);

  @Test
  void aFailureWhoseNoticeBouncesIsSilent() {
    QueuedMessage notice = attempt("aaaa0002", "", "oma@example.com", 60, "bounced", null);
    assertThat(find(FAILURE, notice))
        .extracting(SilentFailure::failure, SilentFailure::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(FAILURE, SilentFailure.Kind.SENDER_UNKNOWN_LOCAL));
  }

  @Test
  void aFailureWhoseNoticeIsDeliveredIsNotSilent() {
    QueuedMessage notice = attempt("aaaa0002", "", "oma@example.com", 60, "delivered", null);
    assertThat(find(FAILURE, notice)).isEmpty();
  }

  @Test
  void aFailureWhoseNoticeStillWaitsIsNotSilent() {
    QueuedMessage notice = attempt("aaaa0002", "", "oma@example.com", 60, "deferred", null);
    assertThat(find(FAILURE, notice)).isEmpty();
  }

  @Test
  void aFailureWithoutANoticeInTheLogIsNotCalledSilent() {
    assertThat(find(FAILURE)).isEmpty();
  }

  @Test
  void aNoticeThatComesMuchLaterIsOfSomethingElse() {
    QueuedMessage notice = attempt("aaaa0002", "", "oma@example.com", 3600, "bounced", null);
    assertThat(find(FAILURE, notice)).extracting(SilentFailure::failure).doesNotContain(FAILURE);
  }

  @Test
  void oneDeliveredCandidateIsEnoughForDoubt() {
    QueuedMessage lost = attempt("aaaa0002", "", "oma@example.com", 60, "bounced", null);
    QueuedMessage told = attempt("aaaa0003", "", "oma@example.com", 90, "delivered", null);
    assertThat(find(FAILURE, lost, told)).isEmpty();
  }

  @Test
  void aDroppedNoticeWasNotMade() {
    QueuedMessage notice = attempt("aaaa0002", "", "oma@example.com", 1, "discarded", null);
    assertThat(find(FAILURE, notice))
        .extracting(SilentFailure::kind)
        .containsExactly(SilentFailure.Kind.NO_NOTICE);
  }

  @Test
  void aNoticeIsFollowedFromQueueIdToQueueId() {
    QueuedMessage first = attempt("aaaa0002", "", "oma@example.com", 60, "relayed", "aaaa0003");
    QueuedMessage second = attempt("aaaa0003", "", "oma@example.com", 900, "relayed", "aaaa0004");
    QueuedMessage third = attempt("aaaa0004", "", "oma@example.com", 9000, "bounced", null);
    assertThat(find(FAILURE, first, second, third))
        .extracting(SilentFailure::failure)
        .containsExactly(FAILURE);
    assertThat(find(FAILURE, first, second)).isEmpty();
  }

  @Test
  void mailFromOutsideThatNobodySentAndNobodyGetsIsSilentToo() {
    QueuedMessage foreign = attempt("aaaa0009", "", "full@example.com", 0, "expired", null);
    assertThat(find(foreign))
        .extracting(SilentFailure::kind)
        .containsExactly(SilentFailure.Kind.NO_NOTICE);
  }

  @Test
  void theOrderOfTheAttemptsDoesNotMatter() {
    List<QueuedMessage> all = new ArrayList<>();
    all.add(FAILURE);
    all.add(attempt("aaaa0002", "", "oma@example.com", 60, "relayed", "aaaa0003"));
    all.add(attempt("aaaa0003", "", "oma@example.com", 900, "bounced", null));
    List<SilentFailure> expected = SilenceFinder.find(all, READ);
    Collections.reverse(all);
    assertThat(SilenceFinder.find(all, READ)).isEqualTo(expected).hasSize(1);
  }

  @Test
  void noticeAndFailureShareAKey() {
    QueuedMessage notice = attempt("aaaa0002", "", "OMA@example.com", 60, "bounced", null);
    assertThat(notice.key()).isEqualTo(FAILURE.key());
  }

  @Test
  void theNextServersQueueIdIsReadOutOfItsReply() {
    assertThat(NextQueueId.in("250 2.0.0 2adfb7b9 Message accepted for delivery"))
        .contains("2adfb7b9");
    assertThat(NextQueueId.in("250 2.0.0 Ok: queued as 25B9357815E")).contains("25B9357815E");
    assertThat(NextQueueId.in("250 OK id=1xgXb9-00000e-2n")).contains("1xgXb9-00000e-2n");
    assertThat(NextQueueId.in("250 Ok")).isEmpty();
  }

  private static List<SilentFailure> find(QueuedMessage... attempts) {
    return SilenceFinder.find(List.of(attempts), READ);
  }

  private static QueuedMessage attempt(
      String queueId,
      String sender,
      String recipient,
      long second,
      String eventType,
      @Nullable String nextQueueId) {
    boolean failed = eventType.equals("bounced");
    return new QueuedMessage(
        queueId + second,
        20_000,
        second * SECOND,
        second * SECOND,
        eventType,
        "opensmtpd",
        "smtp",
        queueId,
        "key " + queueId,
        null,
        sender,
        recipient,
        null,
        "192.0.2.1",
        null,
        recipient.toLowerCase(java.util.Locale.ROOT).endsWith("example.com"),
        failed ? FailureReason.USER_UNKNOWN : null,
        null,
        null,
        null,
        nextQueueId);
  }
}
