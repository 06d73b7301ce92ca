package modori.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {

  @Test
  void whatWouldMoveTheCursorOrTurnTheTextIsShownAsAnEscape() {
    assertThat(ForeignText.visible("a\u001b[2J@example.jp")).isEqualTo("a\\u{1b}[2J@example.jp");
    assertThat(ForeignText.visible("a\r\nb\u0000")).isEqualTo("a\\u{d}\\u{a}b\\u{0}");
    assertThat(ForeignText.visible("\u202Ea\u2066\u2028\uD800"))
        .isEqualTo("\\u{202e}a\\u{2066}\\u{2028}\\u{d800}");
  }

  @Test
  void lettersOfEveryScriptStay() {
    assertThat(ForeignText.visible("佐藤@example.jp שלום 😀")).isEqualTo("佐藤@example.jp שלום 😀");
  }

  @Test
  void eastAsianLettersTakeTwoColumnsAndMarksNone() {
    assertThat(DisplayWidth.of("佐藤@例")).isEqualTo(7);
    assertThat(DisplayWidth.of("é")).isEqualTo(1);
    assertThat(DisplayWidth.left("佐藤", 6)).isEqualTo("佐藤  ");
    assertThat(DisplayWidth.left("佐藤花子", 6)).isEqualTo("佐藤… ");
    assertThat(DisplayWidth.right("佐", 4)).isEqualTo("  佐");
  }
}
