package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ActiveMailboxesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 2, 23);

  @Test
  void aMailboxIsActiveOnTheDayItWasTriedAndForThe29DaysAfter() {
    for (int days : new int[] {0, 1, 5, 40, 100}) {
      Random random = new Random(days);
      ActiveMailboxes active = new ActiveMailboxes(FIRST, FIRST.plusDays(days - 1L));
      Map<String, Set<Long>>[] expected = expected(days);
      for (int bucket = 0; bucket < 3; bucket++) {
        for (int i = 0; i < 6000; i++) {
          long mailbox = random.nextInt(3000);
          String domain = "d" + mailbox % 7 + ".example";
          int day = random.nextInt(days + 60) - 40;
          active.add(hash(mailbox), bucket, domain, (int) FIRST.toEpochDay() + day);
          for (int on = Math.max(0, day); on < Math.min(days, day + 30); on++) {
            expected[on].computeIfAbsent(domain, any -> new HashSet<>()).add(mailbox * 3 + bucket);
          }
        }
        active.count();
      }
      Map<String, int[]> counts = active.counts();
      for (int day = 0; day < days; day++) {
        for (int i = 0; i < 7; i++) {
          String domain = "d" + i + ".example";
          assertThat(counts.get(domain)[day])
              .isEqualTo(expected[day].getOrDefault(domain, Set.of()).size());
        }
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Map<String, Set<Long>>[] expected(int days) {
    Map[] expected = new Map[days];
    Arrays.setAll(expected, any -> new HashMap<>());
    return expected;
  }

  private static long hash(long mailbox) {
    return mailbox * 0x9E3779B97F4A7C15L;
  }
}
