package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogSpanTest {
  private static final long DAY = 86_400_000_000L;

  @Test
  void filesThatFollowOneAnotherHaveNoGap() {
    LogSpan span = new LogSpan().add(DAY, 2 * DAY).add(2 * DAY + 1, 3 * DAY).add(0, DAY - 1);
    assertThat(span.hasGaps()).isFalse();
    assertThat(span.firstMicros()).isZero();
    assertThat(span.lastMicros()).isEqualTo(3 * DAY);
  }

  @Test
  void aDayWithoutAnyLineIsAGapWhateverTheOrderOfTheFiles() {
    assertThat(new LogSpan().add(5 * DAY, 6 * DAY).add(0, 3 * DAY).hasGaps()).isTrue();
    assertThat(new LogSpan().add(0, 3 * DAY).add(5 * DAY, 6 * DAY).hasGaps()).isTrue();
  }

  @Test
  void aLongFileCoversTheShortOnesWithinIt() {
    assertThat(new LogSpan().add(0, 9 * DAY).add(DAY, 2 * DAY).add(8 * DAY, 9 * DAY).hasGaps())
        .isFalse();
  }
}
