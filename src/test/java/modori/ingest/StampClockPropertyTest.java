package modori.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class StampClockPropertyTest {
  private static final DateTimeFormatter RFC_3164 =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
  private static final long FROM = Instant.parse("2016-01-01T00:00:00Z").getEpochSecond();
  private static final long TO = Instant.parse("2037-01-01T00:00:00Z").getEpochSecond();

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Asia/Tokyo",
            "UTC",
            "Europe/Berlin",
            "Europe/Dublin",
            "America/New_York",
            "America/Sao_Paulo",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Africa/Casablanca",
            "America/St_Johns")
        .map(ZoneId::of);
  }

  /** Gaps up to the longest at which the order alone tells the two doubled hours apart. */
  @Property(tries = 2000)
  void timesInOrderAreReadBackToTheSecond(
      @ForAll("zones") ZoneId zone,
      @ForAll @LongRange(min = 0, max = 660_000_000L) long start,
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = 0, max = 1400) Integer> gaps) {
    readBack(zone, FROM + start, gaps);
  }

  @Property(tries = 1000)
  void timesAroundAChangeOfTheClockAreReadBackToTheSecond(
      @ForAll("zones") ZoneId zone,
      @ForAll @LongRange(min = 0, max = 660_000_000L) long start,
      @ForAll @Size(min = 20, max = 60) List<@IntRange(min = 0, max = 1400) Integer> gaps) {
    var change = zone.getRules().nextTransition(Instant.ofEpochSecond(FROM + start));
    if (change != null && change.getInstant().getEpochSecond() < TO) {
      readBack(zone, change.getInstant().getEpochSecond() - 9000, gaps);
    }
  }

  @Property(tries = 500)
  void sparseTimesAcrossYearsAreReadBackToTheSecondWhereNoClockIsMoved(
      @ForAll @LongRange(min = 0, max = 600_000_000L) long start,
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 362 * 86_400) Integer> gaps) {
    readBack(ZoneId.of("Asia/Tokyo"), FROM + start, gaps);
  }

  private static void readBack(ZoneId zone, long start, List<Integer> gaps) {
    long last = start + gaps.stream().mapToLong(gap -> gap).sum();
    StampClock clock =
        new StampClock(zone, Instant.ofEpochSecond(last + 60), (start - 1) * 1_000_000L);
    long time = start;
    for (int gap : gaps) {
      time += gap;
      byte[] stamp =
          RFC_3164
              .format(LocalDateTime.ofInstant(Instant.ofEpochSecond(time), zone))
              .getBytes(StandardCharsets.US_ASCII);
      assertThat(Instant.ofEpochSecond(clock.syslog(stamp, 0, stamp.length) / 1_000_000L))
          .isEqualTo(Instant.ofEpochSecond(time));
    }
  }
}
