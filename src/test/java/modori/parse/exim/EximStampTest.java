package modori.parse.exim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EximStampTest {
  @Test
  void theStampOfAnotherZoneIsTakenAsTheNearestTimeToTheLogged() {
    assertThat(near("2026-12-30 09:20:00", "2026-12-30T00:20:00.662741Z"))
        .isEqualTo(Instant.parse("2026-12-30T00:20:00Z"));
    assertThat(near("2026-12-30 05:50:00", "2026-12-30T00:20:00.662741Z"))
        .isEqualTo(Instant.parse("2026-12-30T00:20:00Z"));
  }

  @Test
  void aLineThatIsLoggedLateKeepsItsOwnTime() {
    assertThat(near("2026-12-30 00:19:59", "2026-12-30T00:20:00.000341Z"))
        .isEqualTo(Instant.parse("2026-12-30T00:19:59Z"));
    assertThat(near("2026-12-30 23:59:58", "2026-12-31T00:03:10Z"))
        .isEqualTo(Instant.parse("2026-12-30T23:59:58Z"));
  }

  @Test
  void millisecondsAreRead() {
    assertThat(near("2026-12-30 00:20:01.042", "2026-12-30T00:20:01Z"))
        .isEqualTo(Instant.parse("2026-12-30T00:20:01.042Z"));
  }

  private static Instant near(String stamp, String logged) {
    byte[] b = (stamp + " 1xiNb6-0000p2-2a Completed").getBytes(StandardCharsets.US_ASCII);
    Instant time = Instant.parse(logged);
    long micros =
        EximStamp.near(
            b,
            0,
            EximStamp.skip(b, 0, b.length),
            time.getEpochSecond() * 1_000_000 + time.getNano() / 1000);
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000);
  }
}
