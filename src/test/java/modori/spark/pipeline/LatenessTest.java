package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import modori.audit.CheckOutcome;
import org.junit.jupiter.api.Test;

/** What a night says of lines and notices that come when their day is final. */
class LatenessTest {
  private static final LocalDate FINAL = LocalDate.parse("2026-12-20");

  @Test
  void newAttemptsOfAReopenedDayAreAWarning() {
    Lateness late = lateness(grown(1, 1), days(), days(), days());
    assertThat(late.warning())
        .hasValue(
            "late lines: one attempt of 2026-12-01 came when the day was final; the numbers are made again");
    assertThat(late.reopened()).containsExactly(day(1));
    assertThat(late.checks()).singleElement().returns(CheckOutcome.WARN, check -> check.outcome());
  }

  @Test
  void newVerdictsOfAReopenedDayAreNone() {
    Lateness late = lateness(grown(1, 0), days(1), days(), days());
    assertThat(late.warning()).isEmpty();
    assertThat(late.reopened()).containsExactly(day(1));
    assertThat(late.checks())
        .singleElement()
        .returns(CheckOutcome.PASS, check -> check.outcome())
        .returns("new verdicts, its numbers are made again", check -> check.observed());
  }

  @Test
  void newVerdictsOfAHeldDayAreAWarning() {
    Lateness late = lateness(grown(1, 0), days(1), days(1), days());
    assertThat(late.warning())
        .hasValue(
            "late lines: new verdicts of 2026-12-01 came when the day was final; the numbers stay as they were published; to take them in: --reopen 2026-12-01");
    assertThat(late.reopened()).isEmpty();
  }

  @Test
  void aHeldDayWhoseNumbersWouldBeTheSameIsNone() {
    Lateness late = lateness(grown(1, 0), days(), days(1), days());
    assertThat(late.warning()).isEmpty();
    assertThat(late.leftOut()).isEmpty();
    assertThat(late.holding(days(2)).leftOut()).containsExactly(day(2));
  }

  @Test
  void whatSomebodyAskedForIsNoWarning() {
    Lateness late = lateness(grown(1, 5), days(), days(), days(1, 2));
    assertThat(late.warning()).isEmpty();
    assertThat(late.reopened()).containsExactly(day(1), day(2));
  }

  @Test
  void manyDaysAreNamedInPartAndCuredAsARange() {
    SortedMap<LocalDate, Long> grown = new TreeMap<>();
    SortedSet<LocalDate> held = new TreeSet<>();
    for (int day = 1; day <= 9; day++) {
      grown.put(day(day), 2L);
      held.add(day(day));
    }
    assertThat(lateness(grown, days(), held, days()).warning().orElseThrow())
        .contains(
            "18 attempts of 2026-12-01,",
            "2026-12-07 and 2 more days came",
            "--from 2026-12-01 --to 2026-12-09");
  }

  @Test
  void aRangeEndsAfterItBegins() {
    assertThatThrownBy(() -> new DayRange(day(2), day(1)))
        .hasMessage("2026-12-02 lies after 2026-12-01");
    assertThat(new DayRange(day(1), day(3)).overlaps(new DayRange(day(3), day(5)))).isTrue();
    assertThat(new DayRange(day(1), day(3)).overlaps(new DayRange(day(4), day(5)))).isFalse();
  }

  private static Lateness lateness(
      SortedMap<LocalDate, Long> grown,
      Set<LocalDate> verdicts,
      SortedSet<LocalDate> held,
      SortedSet<LocalDate> asked) {
    return new Lateness(FINAL, FINAL, grown, verdicts, held, asked, new TreeMap<>());
  }

  private static SortedMap<LocalDate, Long> grown(int day, long by) {
    return new TreeMap<>(java.util.Map.of(day(day), by));
  }

  private static SortedSet<LocalDate> days(int... days) {
    SortedSet<LocalDate> all = new TreeSet<>();
    for (int day : days) {
      all.add(day(day));
    }
    return all;
  }

  private static LocalDate day(int day) {
    return LocalDate.of(2026, 12, day);
  }
}
