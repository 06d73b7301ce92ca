package modori.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextShapeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 <x@example.com>: unknown | 550 5.1.1 <address>: unknown",
        "550 5.1.1 x@example.com unknown | 550 5.1.1 <address> unknown",
        "host mx.example.com[192.0.2.1] said: no | host <host>[<ip>] said: no",
        "see https://example.com/a?b=c for 17 messages | see <url> for <number> messages",
        "queued as 6927C578162 in /var/mail/x | queued as <id> in <path>"
      })
  void names_and_numbers_are_masked(String text, String shape) {
    assertThat(TextShape.of(text)).isEqualTo(shape);
  }

  @Test
  void two_recipients_give_one_shape() {
    assertThat(TextShape.of("552 5.2.2 <a@example.com> Over quota  (id 1a2b)"))
        .isEqualTo(TextShape.of("552 5.2.2 <b.c@example.org> Over quota (id 3d4e5f)"));
  }
}
