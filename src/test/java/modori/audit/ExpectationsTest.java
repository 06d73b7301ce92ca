package modori.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is usual, what is worth a warning, and what holds a night back. */
class ExpectationsTest {
  private static final LocalDate AS_OF = LocalDate.parse("2027-01-06");

  /** A night like all others, to be changed by a test. */
  private static final class Figures {
    Set<String> hosts = Set.of("mx1.example.jp", "mx2");
    long lines = 10_000;
    List<Long> usual = List.of(9_000L, 10_000L, 11_000L);
    long days = 1;
    List<NightFigures.Gap> gaps = List.of();
    long quarantined;
    long future;
    long old;
    long unclassified;
    long unlinked;
    Map<String, Map<LocalDate, Long>> reasons = Map.of();
    Map<String, Map<LocalDate, Long>> deliveries = Map.of();

    List<String> told(CheckOutcome outcome, AuditSettings settings) {
      NightFigures figures =
          new NightFigures(
              AS_OF,
              hosts,
              Map.of("mx1", lines),
              Map.of("mx1", usual),
              days,
              gaps,
              lines,
              quarantined,
              lines,
              future,
              old,
              1000,
              unclassified,
              1000,
              unlinked,
              reasons,
              deliveries);
      return new Audit(Expectations.check(figures, settings)).lines(outcome);
    }

    List<String> told(CheckOutcome outcome) {
      return told(outcome, AuditSettings.STANDARD);
    }

    boolean isQuiet() {
      return told(CheckOutcome.WARN).isEmpty() && told(CheckOutcome.FAIL).isEmpty();
    }
  }

  @Test
  void aUsualNightIsQuiet() {
    assertThat(new Figures().isQuiet()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 1, ''",
    "5900, 1, WARN",
    "1900, 1, FAIL",
    "14100, 1, WARN",
    "51000, 1, FAIL",
    "20000, 2, ''",
    "20000, 1, WARN"
  })
  void theVolumeIsComparedWithTheWeekday(long lines, long days, String outcome) {
    Figures night = new Figures();
    night.lines = lines;
    night.days = days;
    for (CheckOutcome one : List.of(CheckOutcome.WARN, CheckOutcome.FAIL)) {
      assertThat(night.told(one)).as("%s", one).hasSize(one.name().equals(outcome) ? 1 : 0);
    }
  }

  @Test
  void fewNightsOrFewLinesAreNoMeasure() {
    Figures few = new Figures();
    few.lines = 1;
    few.usual = List.of(10_000L, 10_000L);
    assertThat(few.isQuiet()).isTrue();
    few.usual = List.of(900L, 900L, 900L, 900L);
    assertThat(few.isQuiet()).isTrue();
  }

  @Test
  void oneOddLineIsNoNewsInASmallNight() {
    Figures night = new Figures();
    night.lines = 1000;
    night.usual = List.of();
    night.quarantined = 9;
    assertThat(night.isQuiet()).isTrue();
    night.quarantined = 10;
    assertThat(night.told(CheckOutcome.WARN))
        .containsExactly("quarantined lines: expected at most 0.0001, found 0.010000 (10 of 1000)");
    night.quarantined = 100;
    assertThat(night.told(CheckOutcome.FAIL))
        .containsExactly("quarantined lines: expected at most 0.01, found 0.100000 (100 of 1000)");
  }

  @Test
  void oneEventInTheFutureIs() {
    Figures night = new Figures();
    night.future = 1;
    assertThat(night.told(CheckOutcome.WARN))
        .containsExactly("events in the future: expected at most 0, found 0.000100 (1 of 10000)");
  }

  @Test
  void unknownReasonsAndUnlinkedNoticesHoldANightBack() {
    Figures night = new Figures();
    night.unclassified = 101;
    night.unlinked = 101;
    assertThat(night.told(CheckOutcome.FAIL)).hasSize(2);
    Limits looser = Limits.of(List.of("unclassified=0.2:0.5", "unlinked=off"));
    assertThat(
            night.told(
                CheckOutcome.FAIL, new AuditSettings(List.of(), MissingHost.WITHHOLD, looser)))
        .isEmpty();
  }

  @Test
  void aHostIsSilentForTooLong() {
    Figures night = new Figures();
    night.gaps = List.of(new NightFigures.Gap("mx1", 300, 0, "2027-01-05T17:00:00Z"));
    assertThat(night.isQuiet()).isTrue();
    night.gaps = List.of(new NightFigures.Gap("mx1", 40, 40, "2027-01-06T01:00:00Z"));
    assertThat(night.told(CheckOutcome.WARN))
        .containsExactly(
            "mx1: minutes without an event: expected at most 30, found 40 since 2027-01-06T01:00:00Z");
    night.gaps = List.of(new NightFigures.Gap("mx1", 370, 0, "2027-01-05T17:00:00Z"));
    assertThat(night.told(CheckOutcome.FAIL)).hasSize(1);
  }

  @Test
  void anExpectedHostIsMissing() {
    AuditSettings settings =
        new AuditSettings(
            List.of("MX1.example.jp", "mx1", "mx2.example.jp", "mx3", "mx1.example.com"),
            MissingHost.WITHHOLD,
            Limits.STANDARD);
    assertThat(new Figures().told(CheckOutcome.MISSING, settings))
        .containsExactly(
            "mx3: expected host: expected lines of 2027-01-06, found none",
            "mx1.example.com: expected host: expected lines of 2027-01-06, found none");
  }

  @Test
  void aReasonGrowsOutOfItsBand() {
    Map<LocalDate, Long> full = new TreeMap<>();
    Map<LocalDate, Long> other = new TreeMap<>();
    for (int back = 28; back >= 0; back--) {
      full.put(AS_OF.minusDays(back), back == 0 ? 60L : 10L + back % 3);
      other.put(AS_OF.minusDays(back), back == 0 ? 40L : 90L);
    }
    Figures night = new Figures();
    night.reasons = new HashMap<>(Map.of("mailbox_full", full, "user_unknown", other));
    assertThat(night.told(CheckOutcome.WARN))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("mailbox_full: z-score of a reason's share: expected at most 4, found z ")
        .contains("60.0 % of the failures, usually 10.9 %");
    assertThat(night.told(CheckOutcome.FAIL)).isEmpty();
    full.put(AS_OF, 11L);
    other.put(AS_OF, 90L);
    assertThat(night.isQuiet()).isTrue();
  }

  @Test
  void aLargeDomainFallsSilentWhichIsReportedOnly() {
    Map<LocalDate, Long> large = new TreeMap<>();
    for (int back = 7; back >= 1; back--) {
      large.put(AS_OF.minusDays(back), 1200L);
    }
    Figures night = new Figures();
    night.deliveries = Map.of("example.com", large, "example.org", Map.of(AS_OF, 5L));
    assertThat(night.told(CheckOutcome.REPORT))
        .containsExactly(
            "example.com: deliveries of a domain: expected about 1200 a day, found none on 2027-01-06");
    assertThat(night.isQuiet()).isTrue();
    large.put(AS_OF, 1L);
    assertThat(night.told(CheckOutcome.REPORT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "nothing=1:2, the limits are fewer-lines",
    "quarantined, write it as quarantined=WARN:FAIL",
    "quarantined=2:1, write it as quarantined=WARN:FAIL",
    "quarantined=many, write it as quarantined=WARN:FAIL"
  })
  void aWrongLimitIsToldWithItsCure(String text, String told) {
    assertThatThrownBy(() -> Limits.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(told);
  }
}
