package modori.spark.pipeline;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import modori.audit.NightFigures;

/** The longest silence of each busy host around the last finished day. */
final class HostGaps {
  /** Times are told apart by ten minutes. */
  static final int SLOT_SECONDS = 600;

  /** A host with fewer events on the last finished day may well be silent for hours. */
  private static final long FEWEST_EVENTS = 2000;

  private static final LocalTime DAY_BEGINS = LocalTime.of(8, 0);
  private static final LocalTime DAY_ENDS = LocalTime.of(20, 0);

  private HostGaps() {}

  static List<NightFigures.Gap> of(
      Map<String, TreeSet<Long>> slots, Map<String, Long> events, NightSettings settings) {
    List<NightFigures.Gap> gaps = new ArrayList<>();
    slots.forEach(
        (host, used) -> {
          if (events.getOrDefault(host, 0L) >= FEWEST_EVENTS) {
            gaps.add(longest(host, used, settings.zone()));
          }
        });
    return gaps;
  }

  // Of equally long ones the one that takes most of the day.
  private static NightFigures.Gap longest(String host, TreeSet<Long> used, ZoneId zone) {
    NightFigures.Gap longest = new NightFigures.Gap(host, 0, 0, "the day before");
    long before = used.first();
    for (long slot : used) {
      long minutes = (slot - before - 1) * SLOT_SECONDS / 60;
      if (minutes > 0) {
        long daytime = daytimeMinutes(before + 1, slot, zone);
        if (daytime > longest.daytimeMinutes()
            || daytime == longest.daytimeMinutes() && minutes > longest.minutes()) {
          longest = new NightFigures.Gap(host, minutes, daytime, start(before + 1).toString());
        }
      }
      before = slot;
    }
    return longest;
  }

  private static long daytimeMinutes(long from, long to, ZoneId zone) {
    long minutes = 0;
    for (long slot = from; slot < to; slot++) {
      LocalTime time = LocalTime.ofInstant(start(slot), zone);
      minutes += !time.isBefore(DAY_BEGINS) && time.isBefore(DAY_ENDS) ? SLOT_SECONDS / 60 : 0;
    }
    return minutes;
  }

  private static Instant start(long slot) {
    return Instant.ofEpochSecond(slot * SLOT_SECONDS);
  }
}
