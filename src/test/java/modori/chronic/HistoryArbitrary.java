package modori.chronic;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Histories with several events a day, in every order within the day. */
final class HistoryArbitrary {
  static final LocalDate FIRST_DAY = LocalDate.parse("2024-02-01");
  static final int DAYS = 45;

  private HistoryArbitrary() {}

  static Arbitrary<List<Observation>> observations() {
    Arbitrary<Integer> minute =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(0, DAYS * 24 * 60 - 1)),
            // Crowds one day, so that it must be thinned.
            Tuple.of(1, Arbitraries.integers().between(14400, 15839)));
    Arbitrary<Observation.Kind> kind =
        Arbitraries.frequency(
            Tuple.of(4, Observation.Kind.FULL),
            Tuple.of(5, Observation.Kind.OK),
            Tuple.of(1, Observation.Kind.GONE),
            Tuple.of(1, Observation.Kind.OTHER));
    Arbitrary<Long> size = Arbitraries.of(-1L, 1L, 900L, 1500L, 40000L, 3000000L);
    return Combinators.combine(minute, kind, size)
        .as((m, k, s) -> new Observation(at(m), k, s, ""))
        .list()
        .ofMaxSize(120)
        .map(HistoryArbitrary::withKeys);
  }

  static Arbitrary<Set<LocalDate>> missingDays() {
    return Arbitraries.integers().between(0, DAYS - 1).map(FIRST_DAY::plusDays).set().ofMaxSize(12);
  }

  private static List<Observation> withKeys(List<Observation> observations) {
    List<Observation> keyed = new ArrayList<>();
    for (Observation o : observations) {
      keyed.add(new Observation(o.time(), o.kind(), o.sizeBytes(), "k" + keyed.size()));
    }
    return keyed;
  }

  private static Instant at(int minute) {
    return Instant.parse("2024-02-01T00:00:00Z").plus(Duration.ofMinutes(minute));
  }
}
