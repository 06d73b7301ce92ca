package modori.chronic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EpisodesPropertyTest {
  private static final LocalDate LAST_DAY =
      HistoryArbitrary.FIRST_DAY.plusDays(HistoryArbitrary.DAYS - 1);

  @Provide
  Arbitrary<List<Observation>> observations() {
    return HistoryArbitrary.observations();
  }

  @Provide
  Arbitrary<Set<LocalDate>> missingDays() {
    return HistoryArbitrary.missingDays();
  }

  @Property(tries = 500)
  void orderAndRepetitionChangeNothing(
      @ForAll("observations") List<Observation> observations, @ForAll Random random) {
    List<Observation> twice = new ArrayList<>(observations);
    twice.addAll(observations.subList(0, observations.size() / 2));
    Collections.shuffle(twice, random);
    ZoneId zone = ZoneId.of("Asia/Tokyo");

    assertThat(MailboxDay.of(twice, zone)).isEqualTo(MailboxDay.of(observations, zone));
  }

  @Property(tries = 500)
  void partsOfADayJoinToTheRowOfTheWholeDay(
      @ForAll("observations") List<Observation> observations, @ForAll Random random) {
    List<List<Observation>> piles =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    observations.forEach(o -> piles.get(random.nextInt(3)).add(o));
    List<MailboxDay> parts = new ArrayList<>();
    piles.forEach(pile -> parts.addAll(MailboxDay.of(pile, ZoneOffset.UTC)));
    Collections.shuffle(parts, random);

    assertThat(MailboxHistory.of(parts, LAST_DAY, Set.of()).days())
        .isEqualTo(MailboxDay.of(observations, ZoneOffset.UTC));
  }

  @Property(tries = 500)
  void aClosedEpisodeNeverChangesWhenLaterDaysAreAdded(
      @ForAll("observations") List<Observation> observations,
      @ForAll("missingDays") Set<LocalDate> missingDays) {
    List<MailboxDay> days = MailboxDay.of(observations, ZoneOffset.UTC);
    ChronicRules rules = ChronicRules.of(Hosting.OWN);
    List<Episode> closedBefore = List.of();
    for (int i = 0; i < HistoryArbitrary.DAYS; i++) {
      LocalDate day = HistoryArbitrary.FIRST_DAY.plusDays(i);
      List<Episode> closed =
          Episodes.of(MailboxHistory.of(days, day, missingDays), rules).stream()
              .filter(e -> !e.isOpen())
              .toList();

      assertThat(closed).hasSizeGreaterThanOrEqualTo(closedBefore.size());
      assertThat(closed.subList(0, closedBefore.size())).isEqualTo(closedBefore);
      closedBefore = closed;
    }
  }

  @Property(tries = 300)
  void everyEpisodeIsKnownWithTheSameEndWhenJudgedOnItsLastDayOrLater(
      @ForAll("observations") List<Observation> observations,
      @ForAll("missingDays") Set<LocalDate> missingDays) {
    List<MailboxDay> days = MailboxDay.of(observations, ZoneOffset.UTC);
    ChronicRules rules = ChronicRules.of(Hosting.REMOTE);
    List<Episode> late = Episodes.of(MailboxHistory.of(days, LAST_DAY, missingDays), rules);
    for (int i = 0; i < HistoryArbitrary.DAYS; i++) {
      LocalDate day = HistoryArbitrary.FIRST_DAY.plusDays(i);
      List<Episode> then = Episodes.of(MailboxHistory.of(days, day, missingDays), rules);

      assertThat(then.stream().filter(Episode::isOpen).count())
          .as("open on %s", day)
          .isEqualTo(late.stream().filter(e -> e.wasOpenOn(day)).count());
    }
  }

  @Property(tries = 300)
  void stripAndScoreAgreeWithTheirRanges(@ForAll("observations") List<Observation> observations) {
    MailboxHistory history =
        MailboxHistory.of(MailboxDay.of(observations, ZoneOffset.UTC), LAST_DAY, Set.of());
    ChronicRules rules = ChronicRules.of(Hosting.OWN);

    assertThat(Strip.of(history, rules, 60).letters()).hasSize(60);
    assertThat(Score.of(history, rules).percent()).isBetween(0, 100);
  }
}
