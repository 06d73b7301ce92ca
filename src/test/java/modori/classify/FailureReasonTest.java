package modori.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureReasonTest {
  @Test
  void the_taxonomy_has_56_reasons() {
    assertThat(FailureReason.values()).hasSize(56);
  }

  @Test
  void every_reason_is_found_by_its_id() {
    assertThat(FailureReason.values())
        .allSatisfy(reason -> assertThat(FailureReason.of(reason.id())).contains(reason));
    assertThat(FailureReason.of("no_such_reason")).isEmpty();
  }

  @Test
  void every_reason_is_explained_in_both_languages() {
    assertThat(FailureReason.values())
        .allSatisfy(
            reason -> {
              for (Language language : Language.values()) {
                assertThat(reason.meaning(language)).isNotBlank();
                assertThat(reason.remedy(language)).isNotBlank();
              }
              assertThat(reason.meaning(Language.JAPANESE))
                  .isNotEqualTo(reason.meaning(Language.ENGLISH));
            });
  }

  @Test
  void a_full_mailbox_is_temporary_by_nature_and_the_recipient_can_repair_it() {
    FailureReason full = FailureReason.MAILBOX_FULL;
    assertThat(full.category()).isEqualTo(FailureReason.Category.MAILBOX);
    assertThat(full.side()).isEqualTo(FailureReason.Side.RECIPIENT);
    assertThat(full.permanence()).isEqualTo(FailureReason.Lasting.TEMPORARY);
    assertThat(full.server()).isEqualTo(FailureReason.Server.EITHER);
  }

  @Test
  void only_two_reasons_are_full_and_four_are_gone() {
    assertThat(FailureReason.values())
        .filteredOn(FailureReason::isFull)
        .containsExactly(FailureReason.MAILBOX_FULL, FailureReason.MAILBOX_FULL_BY_COUNT);
    assertThat(FailureReason.values())
        .filteredOn(FailureReason::isGone)
        .containsExactlyInAnyOrder(
            FailureReason.USER_UNKNOWN,
            FailureReason.MAILBOX_DISABLED,
            FailureReason.MAILBOX_INACTIVE,
            FailureReason.HOST_UNKNOWN);
  }
}
