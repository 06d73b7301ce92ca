package modori.bench;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** What has happened in a generated log: one {@code name value} a line. */
final class Truth {
  private static final int LONG_FULL_DAYS = 3;

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, BitSet> fullDays = new TreeMap<>();

  void count(String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  /** A mailbox was refused for want of room. */
  void full(String address, double time) {
    fullDays.computeIfAbsent(address, any -> new BitSet()).set((int) (time / 86_400));
  }

  String text() {
    for (String name : new String[] {"delivered", "deferred", "bounced", "rejected", "expired"}) {
      counts.putIfAbsent(name, 0L);
    }
    counts.put("full_mailboxes", (long) fullDays.size());
    counts.put(
        "full_3_days",
        fullDays.values().stream().filter(days -> days.cardinality() >= LONG_FULL_DAYS).count());
    StringBuilder text = new StringBuilder();
    counts.forEach((name, count) -> text.append(name).append(' ').append(count).append('\n'));
    return text.toString();
  }
}
