package modori.chronic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AcceptancesPropertyTest {
  private static final Instant MIDNIGHT = Instant.parse("2024-02-01T00:00:00Z");

  @Provide
  Arbitrary<List<Acceptance>> messages() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 25 * 3600 - 1).withoutEdgeCases(),
            Arbitraries.of(-1L, 1L, 900L, 1500L, 40000L, 3000000L))
        .as((second, size) -> new Acceptance(MIDNIGHT.plusSeconds(second), size))
        .list()
        .ofMaxSize(150);
  }

  @Property(tries = 500)
  void partsJoinToTheSummaryOfTheWholeHoweverTheyAreGrouped(
      @ForAll("messages") List<Acceptance> messages, @ForAll Random random) {
    List<Acceptances> parts = new ArrayList<>();
    for (int from = 0; from < messages.size(); ) {
      int to = Math.min(messages.size(), from + 1 + random.nextInt(40));
      parts.add(Acceptances.of(messages.subList(from, to)));
      from = to;
    }
    while (parts.size() > 1) {
      Collections.shuffle(parts, random);
      Acceptances joined = parts.remove(0).merge(parts.remove(0));
      parts.add(joined);
    }
    Acceptances merged = parts.isEmpty() ? Acceptances.NONE : parts.get(0);

    assertThat(merged).isEqualTo(Acceptances.of(messages));
    assertThat(merged.kept()).hasSizeLessThanOrEqualTo(3 * Acceptances.MOST);
  }

  @Property(tries = 300)
  void theLastAndTheLargestMessageOfADayAreNeverLost(
      @ForAll("messages") List<Acceptance> messages) {
    List<Acceptance> kept = Acceptances.of(messages).kept();
    if (!messages.isEmpty()) {
      assertThat(kept).contains(Collections.max(messages, Acceptance.BY_TIME));
      assertThat(kept).contains(Collections.max(messages, Acceptance.BY_EVIDENCE));
    }
  }
}
