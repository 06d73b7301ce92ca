package modori.chronic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecoveryCurveTest {
  private static final Instant START = Instant.parse("2027-01-04T00:00:00Z");
  private static final LocalDate FIRST_DAY = LocalDate.parse("2027-01-04");

  private final List<Episode> episodes = new ArrayList<>();

  @Test
  void censoredEpisodesLeaveTheBaseWithoutAFall() {
    recovered(1);
    censored(2);
    recovered(3);
    recovered(4);
    RecoveryCurve curve = RecoveryCurve.of(episodes);

    assertThat(curve.recoveredWithin(0.5)).isZero();
    assertThat(curve.recoveredWithin(1)).isCloseTo(0.25, within(1e-12));
    assertThat(curve.recoveredWithin(3)).isCloseTo(1 - 0.75 * 0.5, within(1e-12));
    assertThat(curve.medianDays()).hasValue(3);
    assertThat(curve.steps()).extracting(RecoveryCurve.Step::atRisk).containsExactly(4, 2, 1);
  }

  @Test
  void theMedianIsNotReachedWhereMoreThanHalfGoesOn() {
    recovered(1);
    censored(5);
    censored(6);

    assertThat(RecoveryCurve.of(episodes).medianDays()).isEmpty();
  }

  @Test
  void aMailboxThatIsGoneNeverMakesRecoveryLookQuicker() {
    recovered(1);
    recovered(5);
    gone(2);
    gone(2);
    gone(2);
    RecoveryCurve curve = RecoveryCurve.of(episodes);

    assertThat(curve.medianDays()).isEmpty();
    assertThat(curve.recoveredWithin(30)).isCloseTo(0.4, within(1e-12));
  }

  @Test
  void theIntervalHoldsTheShareAndStaysWithinItsRange() {
    for (int day = 1; day <= 10; day++) {
      recovered(day);
      censored(day + 3);
    }
    RecoveryCurve curve = RecoveryCurve.of(episodes);
    for (int day = 0; day <= 12; day++) {
      Interval interval = curve.recoveredWithinInterval(day);
      assertThat(curve.recoveredWithin(day)).isBetween(interval.low(), interval.high());
    }
  }

  @Test
  void noEpisodesGiveNoMedianAndNoKnowledge() {
    RecoveryCurve curve = RecoveryCurve.of(List.of());

    assertThat(curve.medianDays()).isEmpty();
    assertThat(curve.recoveredWithinInterval(7)).isEqualTo(new Interval(0, 1));
  }

  private void recovered(int days) {
    add(EpisodeStatus.RECOVERED, 0, START.plus(Duration.ofDays(days)));
  }

  private void censored(int days) {
    add(EpisodeStatus.LOST, days, null);
  }

  private void gone(int days) {
    add(EpisodeStatus.GONE, days, null);
  }

  private void add(EpisodeStatus status, int fullDays, @Nullable Instant recoveredAt) {
    episodes.add(
        new Episode(
            START,
            START.plus(Duration.ofDays(fullDays)),
            FIRST_DAY,
            FIRST_DAY.plusDays(fullDays),
            status,
            FIRST_DAY.plusDays(20),
            recoveredAt,
            null,
            1,
            1,
            1,
            0,
            0,
            Level.TRANSIENT));
  }
}
