package modori.chronic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpisodesTest {
  private final List<Observation> observations = new ArrayList<>();

  @Test
  void aMessageBetweenTwoRefusalsOfOneDayIsAFlapNotARecovery() {
    full("2027-01-04T08:00:00Z", 1500);
    ok("2027-01-04T12:00:00Z", 2000);
    full("2027-01-04T16:00:00Z", 1500);

    assertThat(episodes("2027-01-07"))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.status()).isEqualTo(EpisodeStatus.OPEN);
              assertThat(e.flapCount()).isEqualTo(1);
            });
    assertThat(strip("2027-01-04")).isEqualTo("M");
  }

  @Test
  void aMessageBeforeTheFirstRefusalOfADayBoundsTheStart() {
    ok("2027-01-04T07:59:59Z", 100);
    full("2027-01-04T08:00:00Z", 1500);

    assertThat(episodes("2027-01-04"))
        .singleElement()
        .extracting(Episode::lastOkBefore, Episode::flapCount)
        .containsExactly(Instant.parse("2027-01-04T07:59:59Z"), 0);
  }

  @Test
  void aMessageBeforeTheRefusalOfALaterDayIsAFlap() {
    full("2027-01-04T08:00:00Z", 1500);
    ok("2027-01-05T06:00:00Z", 2000);
    full("2027-01-05T08:00:00Z", 1500);

    assertThat(episodes("2027-01-05"))
        .singleElement()
        .extracting(Episode::flapCount, Episode::attemptDays)
        .containsExactly(1, 2);
  }

  @Test
  void anUnknownMailboxEndsTheEpisodeAndALaterRefusalOfTheDayStartsTheNext() {
    full("2027-01-03T08:00:00Z", -1);
    gone("2027-01-04T07:00:00Z");
    full("2027-01-04T09:00:00Z", -1);

    assertThat(episodes("2027-01-04"))
        .extracting(Episode::status)
        .containsExactly(EpisodeStatus.GONE, EpisodeStatus.OPEN);
  }

  @Test
  void anUnknownMailboxAfterTheLastRefusalOfTheDayEndsTheEpisode() {
    full("2027-01-04T08:00:00Z", -1);
    gone("2027-01-04T09:00:00Z");

    assertThat(episodes("2027-01-04"))
        .singleElement()
        .extracting(Episode::status, Episode::closedOn)
        .containsExactly(EpisodeStatus.GONE, LocalDate.parse("2027-01-04"));
  }

  @Test
  void aMailboxThatIsRefusedAsFullAfterItWasCalledUnknownIsStillThere() {
    full("2027-01-04T08:00:00Z", -1);
    gone("2027-01-04T09:00:00Z");
    full("2027-01-04T10:00:00Z", -1);

    assertThat(episodes("2027-01-04"))
        .singleElement()
        .extracting(Episode::status)
        .isEqualTo(EpisodeStatus.OPEN);
  }

  @Test
  void fourteenSilentDaysAreBridgedAndFifteenAreNot() {
    full("2027-01-01T08:00:00Z", -1);

    assertThat(episodes("2027-01-15").get(0).status()).isEqualTo(EpisodeStatus.OPEN);
    assertThat(episodes("2027-01-16").get(0))
        .extracting(Episode::status, Episode::closedOn)
        .containsExactly(EpisodeStatus.LOST, LocalDate.parse("2027-01-16"));
  }

  @Test
  void daysOfWhichOurInputIsMissingAreNoSilence() {
    full("2027-01-01T08:00:00Z", -1);
    MailboxHistory history =
        MailboxHistory.of(
            MailboxDay.of(observations, ZoneOffset.UTC),
            LocalDate.parse("2027-01-16"),
            Set.of(LocalDate.parse("2027-01-09")));

    assertThat(Episodes.of(history, ChronicRules.of(Hosting.OWN)).get(0).isOpen()).isTrue();
  }

  @Test
  void sixFullDaysInNinetyWithoutRoomLookAbandonedAndOneFlapForbidsIt() {
    for (String day : List.of("01-01", "01-15", "01-29", "02-12", "02-26", "03-12", "03-31")) {
      full("2027-" + day + "T08:00:00Z", 1500);
    }
    assertThat(episodes("2027-03-31", 18).get(0).level()).isEqualTo(Level.ABANDONED_SUSPECT);

    ok("2027-02-25T08:00:00Z", 1500);
    assertThat(episodes("2027-03-31", 18).get(0).level()).isEqualTo(Level.CHRONIC);
  }

  @Test
  void daysAreThoseOfTheReportsZone() {
    full("2027-01-04T14:59:59Z", -1);
    full("2027-01-04T15:00:00Z", -1);

    assertThat(MailboxDay.of(observations, ZoneId.of("Asia/Tokyo")))
        .extracting(MailboxDay::day)
        .containsExactly(LocalDate.parse("2027-01-04"), LocalDate.parse("2027-01-05"));
  }

  @Test
  void lengthIsBoundedOnBothSidesWhereBothEndsAreSeen() {
    ok("2027-01-03T08:00:00Z", 10);
    full("2027-01-04T08:00:00Z", 10);
    full("2027-01-05T08:00:00Z", 10);
    ok("2027-01-06T08:00:00Z", 10);

    assertThat(episodes("2027-01-07"))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.atLeast()).hasDays(1);
              assertThat(e.atMost()).hasValueSatisfying(d -> assertThat(d).hasDays(3));
              assertThat(e.regularity()).isEqualTo(2.0 / 3);
            });
  }

  @Test
  void rulesThatContradictThemselvesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChronicRules(1, 2, ChronicRules.SizeRule.ON, 3, 3, 6, 90, 14))
        .withMessageContaining("quiet_days");
  }

  private List<Episode> episodes(String asOfDay) {
    return Episodes.of(history(asOfDay), ChronicRules.of(Hosting.OWN));
  }

  private List<Episode> episodes(String asOfDay, int bridgeDays) {
    return Episodes.of(
        history(asOfDay),
        new ChronicRules(bridgeDays, 1, ChronicRules.SizeRule.ON, 3, 3, 6, 90, 14));
  }

  private String strip(String asOfDay) {
    return Strip.of(history(asOfDay), ChronicRules.of(Hosting.OWN), 1).letters();
  }

  private MailboxHistory history(String asOfDay) {
    return MailboxHistory.of(
        MailboxDay.of(observations, ZoneOffset.UTC), LocalDate.parse(asOfDay), Set.of());
  }

  private void full(String time, long sizeBytes) {
    add(time, Observation.Kind.FULL, sizeBytes);
  }

  private void ok(String time, long sizeBytes) {
    add(time, Observation.Kind.OK, sizeBytes);
  }

  private void gone(String time) {
    add(time, Observation.Kind.GONE, -1);
  }

  private void add(String time, Observation.Kind kind, long sizeBytes) {
    observations.add(
        new Observation(Instant.parse(time), kind, sizeBytes, "event" + observations.size()));
  }
}
