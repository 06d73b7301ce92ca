package modori.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import modori.chronic.Score;
import modori.chronic.Strip;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final Strip RISING = strip("..F....FF..F.F");

  @Test
  void aDifferenceOfFivePercentPointsIsNoticed() {
    assertThat(Trend.between(score(40), score(45), RISING)).isEqualTo(Trend.WORSE);
    assertThat(Trend.between(score(40), score(44), RISING)).isEqualTo(Trend.STEADY);
    assertThat(Trend.between(score(40), score(36), RISING)).isEqualTo(Trend.STEADY);
    assertThat(Trend.between(score(40), score(35), RISING)).isEqualTo(Trend.EASING);
  }

  @Test
  void whatIsAsFullAsInTheWeekBeforeIsNotWorse() {
    assertThat(Trend.between(score(29), score(50), strip("FFFFFFFFFFFFFF")))
        .isEqualTo(Trend.STEADY);
    assertThat(Trend.between(score(29), score(50), strip("FFMFFFF"))).isEqualTo(Trend.WORSE);
    assertThat(Trend.between(score(29), score(50), strip("F"))).isEqualTo(Trend.WORSE);
  }

  private static Strip strip(String letters) {
    return new Strip(LocalDate.parse("2026-12-31"), letters);
  }

  private static Score score(int percent) {
    return new Score(percent, 100);
  }
}
