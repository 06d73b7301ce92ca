package modori.chronic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MailboxDayPropertyTest {
  @Provide
  Arbitrary<List<Observation>> observations() {
    return HistoryArbitrary.observations();
  }

  @Property(tries = 300)
  void packedPartsMakeTheDayHoweverTheyAreGrouped(
      @ForAll("observations") List<Observation> observations, @ForAll Random random) {
    Map<LocalDate, List<MailboxDayBuilder>> parts = new TreeMap<>();
    for (Observation event : observations) {
      LocalDate day = LocalDate.ofInstant(event.time(), ZoneOffset.UTC);
      List<MailboxDayBuilder> ofDay = parts.computeIfAbsent(day, any -> new ArrayList<>());
      if (ofDay.isEmpty() || random.nextInt(3) == 0) {
        ofDay.add(new MailboxDayBuilder(day));
      }
      ofDay.get(random.nextInt(ofDay.size())).add(event.kind(), event.time(), event.sizeBytes());
    }
    List<MailboxDay> joined = new ArrayList<>();
    parts.forEach(
        (day, ofDay) -> {
          MailboxDayBuilder whole = new MailboxDayBuilder(day);
          for (MailboxDayBuilder part : ofDay) {
            if (random.nextBoolean()) {
              whole.add(part.build());
            } else {
              Deque<Long> numbers = new ArrayDeque<>();
              part.pack(numbers::add);
              assertThat(numbers).allMatch(number -> number >= 0);
              whole.unpack(numbers::remove);
              assertThat(numbers).isEmpty();
            }
          }
          joined.add(whole.build());
        });
    assertThat(joined).isEqualTo(MailboxDay.of(observations, ZoneOffset.UTC));
  }
}
