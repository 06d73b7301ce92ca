package modori.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import modori.classify.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {

  @Test
  void aNightWithABitOfEverythingIsToldInEnglish() throws IOException {
    Golden.check(
        "night-en.txt", TextReport.of(SampleNight.full(), SampleNight.TEXTS, Language.ENGLISH));
  }

  @Test
  void aNightWithABitOfEverythingIsToldInJapanese() throws IOException {
    Golden.check(
        "night-ja.txt",
        TextReport.of(SampleNight.full(), SampleNight.JAPANESE_TEXTS, Language.JAPANESE));
  }

  @Test
  void aQuietNightIsAFewLines() throws IOException {
    Golden.check(
        "quiet-en.txt", TextReport.of(SampleNight.quiet(), SampleNight.TEXTS, Language.ENGLISH));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 14, 15, 16, 400})
  void oneScreenIsNeverExceededAndNoMailboxIsForgotten(int mailboxes) {
    String text =
        TextReport.of(SampleNight.crowded(mailboxes), SampleNight.TEXTS, Language.ENGLISH);
    long shown = text.lines().filter(l -> l.contains("@example.jp")).count();
    String more = "and " + (mailboxes - shown) + " more in the HTML page";

    assertThat(text.lines()).hasSizeLessThanOrEqualTo(50);
    assertThat(text.contains(more)).isEqualTo(shown < mailboxes);
  }

  @ParameterizedTest
  @EnumSource
  void noLineIsWiderThanTheTerminalAndNoControlCharacterGetsThrough(Language language) {
    String text = TextReport.of(SampleNight.full(), SampleNight.JAPANESE_TEXTS, language);

    assertThat(text.lines())
        .allSatisfy(l -> assertThat(DisplayWidth.of(l)).isLessThanOrEqualTo(100));
    assertThat(text.replace("\n", "").codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(p -> Character.getType(p) == Character.FORMAT);
  }
}
