package modori.report;

import static org.assertj.core.api.Assertions.assertThat;

import modori.chronic.Score;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void aDifferenceOfFivePercentPointsIsNoticed() {
    assertThat(Trend.between(score(40), score(45))).isEqualTo(Trend.WORSE);
    assertThat(Trend.between(score(40), score(44))).isEqualTo(Trend.STEADY);
    assertThat(Trend.between(score(40), score(36))).isEqualTo(Trend.STEADY);
    assertThat(Trend.between(score(40), score(35))).isEqualTo(Trend.EASING);
  }

  private static Score score(int percent) {
    return new Score(percent, 100);
  }
}
