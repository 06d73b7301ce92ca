package modori.chronic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import modori.NeedsCorpus;
import org.junit.jupiter.api.Test;

@NeedsCorpus
class DomainDayTest {

  @Test
  void theFlowOfEveryDayLeadsFromTheOpenEpisodesOfTheDayBeforeToThoseOfTheDay() throws IOException {
    List<EpisodeCase> cases = EpisodeCase.all().toList();
    DomainDay before = domainDay(cases, LocalDate.parse("2023-12-31"));
    int ended = 0;
    for (LocalDate day = LocalDate.parse("2024-01-01");
        day.isBefore(LocalDate.parse("2024-05-20"));
        day = day.plusDays(1)) {
      DomainDay today = domainDay(cases, day);
      assertThat(today.flow().continues(before.flow())).as("%s", day).isTrue();
      ended += today.flow().recovered() + today.flow().gone() + today.flow().lost();
      before = today;
    }
    assertThat(ended).isGreaterThan(1000);
  }

  @Test
  void aFlowThatDoesNotAddUpIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new DomainDay.Flow(1, 0, 1, 1, 0));
  }

  @Test
  void fullMailboxesAreCountedByLevelAndTheSmallBaseShowsItsInterval() {
    MailboxHistory history =
        MailboxHistory.of(
            MailboxDay.of(
                Stream.of("04", "05", "06")
                    .map(d -> Instant.parse("2027-01-" + d + "T08:00:00Z"))
                    .map(t -> new Observation(t, Observation.Kind.FULL, -1, t.toString()))
                    .toList(),
                ZoneOffset.UTC),
            LocalDate.parse("2027-01-06"),
            Set.of());
    DomainDay day =
        new DomainDayBuilder("example.jp", history.asOfDay())
            .add(
                history.lastAttemptDay().orElse(null),
                Episodes.of(history, ChronicRules.of(Hosting.OWN)))
            .add(LocalDate.parse("2026-12-08"), List.of())
            .add(LocalDate.parse("2026-12-07"), List.of())
            .build();

    assertThat(day.mailboxesActive30d()).isEqualTo(2);
    assertThat(day.mailboxesFull()).isEqualTo(1);
    assertThat(day.mailboxesChronic()).isEqualTo(1);
    assertThat(day.flow()).isEqualTo(new DomainDay.Flow(1, 0, 0, 0, 0));
    assertThat(day.fullShareInterval())
        .hasValueSatisfying(
            i -> {
              assertThat(i.low()).isCloseTo(0.0945, within(1e-4));
              assertThat(i.high()).isCloseTo(0.9055, within(1e-4));
            });
  }

  @Test
  void wilsonsIntervalOfTenOfFiftyIsTheOneOfTheTextbooks() {
    Interval interval = new Share(10, 50).wilson();

    assertThat(interval.low()).isCloseTo(0.1124, within(1e-4));
    assertThat(interval.high()).isCloseTo(0.3304, within(1e-4));
  }

  private static DomainDay domainDay(List<EpisodeCase> cases, LocalDate day) {
    DomainDayBuilder builder = new DomainDayBuilder("example.jp", day);
    for (EpisodeCase c : cases) {
      MailboxHistory history =
          MailboxHistory.of(MailboxDay.of(c.observations(), ZoneOffset.UTC), day, c.missingDays());
      builder.add(history.lastAttemptDay().orElse(null), Episodes.of(history, c.rules()));
    }
    return builder.build();
  }
}
