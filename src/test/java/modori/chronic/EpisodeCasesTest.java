package modori.chronic;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import modori.NeedsCorpus;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@NeedsCorpus
class EpisodeCasesTest {

  @TestFactory
  Stream<DynamicTest> observationsGiveTheEpisodesTheStripAndTheScore() throws IOException {
    return EpisodeCase.all().map(c -> dynamicTest(c.name(), () -> c.check(c.history())));
  }

  @TestFactory
  Stream<DynamicTest> partsOfDaysJoinedInAnyOrderGiveTheSame() throws IOException {
    return EpisodeCase.all()
        .map(
            c ->
                dynamicTest(
                    c.name(),
                    () -> {
                      for (int seed = 0; seed < 3; seed++) {
                        c.check(c.history(shuffledParts(c, new Random(seed))));
                      }
                    }));
  }

  private static List<MailboxDay> shuffledParts(EpisodeCase c, Random random) {
    Map<String, Observation> byKey = new LinkedHashMap<>();
    c.observations().forEach(o -> byKey.put(o.key(), o));
    List<List<Observation>> piles = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      piles.add(new ArrayList<>());
    }
    byKey.values().forEach(o -> piles.get(random.nextInt(piles.size())).add(o));
    List<MailboxDay> parts = new ArrayList<>();
    piles.forEach(pile -> parts.addAll(MailboxDay.of(pile, ZoneOffset.UTC)));
    Collections.shuffle(parts, random);
    return parts;
  }
}
