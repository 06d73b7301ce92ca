package modori.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StampClockTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Instant BOUND = Instant.parse("2027-01-10T15:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Jan  5 06:27:30 mx | 2027-01-04T21:27:30Z",
        "Jan 05 06:27:30 mx | 2027-01-04T21:27:30Z",
        "Jan 5 06:27:30 mx | 2027-01-04T21:27:30Z",
        "Dec 31 23:59:59 mx | 2026-12-31T14:59:59Z",
        "Dec 31 23:59:59.123456 mx | 2026-12-31T14:59:59.123456Z",
        "Dec 31 23:59:60 mx | 2026-12-31T15:00:00Z",
        "2013 Jun 10 06:27:30.123 mx | 2013-06-09T21:27:30.123Z",
        "Mär 14 06:27:30 mx | 2026-03-13T21:27:30Z",
        "Mrz 14 06:27:30 mx | 2026-03-13T21:27:30Z",
        "Mai 14 06:27:30 mx | 2026-05-13T21:27:30Z",
        "Okt 14 06:27:30 mx | 2026-10-13T21:27:30Z",
        "Dez 14 06:27:30 mx | 2026-12-13T21:27:30Z",
        "Feb 29 06:27:30 mx | 2024-02-28T21:27:30Z",
      })
  void stampsOfRfc3164AreRead(String text, String time) {
    assertThat(syslog(clock(TOKYO), text)).isEqualTo(Instant.parse(time));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-12-24T08:10:10+09:00 | 2026-12-23T23:10:10Z",
        "2026-12-24T08:10:10.5+09:00 | 2026-12-23T23:10:10.500Z",
        "2026-12-24T08:10:10,25+0900 | 2026-12-23T23:10:10.250Z",
        "2026-12-24T08:10:10.1234567Z | 2026-12-24T08:10:10.123456Z",
        "2026-12-24T08:10:10-03:30 | 2026-12-24T11:40:10Z",
        "2026-12-24 08:10:10 +0900 | 2026-12-23T23:10:10Z",
        "2026-12-24 08:10:10 | 2026-12-23T23:10:10Z",
        "2026-12-24 08:10:10.250 | 2026-12-23T23:10:10.250Z",
        "2024-02-29T00:00:00Z | 2024-02-29T00:00:00Z",
        "1969-12-31T23:59:59.500Z | 1969-12-31T23:59:59.500Z",
      })
  void stampsOfRfc3339AreRead(String text, String time) {
    byte[] bytes = bytes(text + " mx");
    StampClock clock = clock(TOKYO);
    assertThat(instant(clock.rfc3339(bytes, 0, bytes.length))).isEqualTo(Instant.parse(time));
    assertThat(clock.end()).isEqualTo(text.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Jan 32 06:27:30 mx",
        "Jan  0 06:27:30 mx",
        "Feb 30 06:27:30 mx",
        "Jan  5 24:27:30 mx",
        "Jan  5 06:61:30 mx",
        "Jan  5 06:27:61 mx",
        "Jan  5 6:27:30 mx..",
        "Jab  5 06:27:30 mx",
        "2013 Feb 29 06:27:30 mx",
        "2013 Jun",
        "Jan  5 06:2",
        "                    ",
      })
  void whatIsNoStampOfRfc3164HasNoTime(String text) {
    byte[] bytes = bytes(text);
    assertThat(clock(TOKYO).syslog(bytes, 0, bytes.length)).isEqualTo(StampClock.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T08:10:10Z",
        "2026-13-24T08:10:10Z",
        "2026-12-24T24:10:10Z",
        "2026-12-24T08:60:10Z",
        "2026-12-24T08:10:61Z",
        "2026-12-24T08:10:10+19:00",
        "2026-12-24T08:10:10+9",
        "2026-12-24T08:10",
        "2026-12-24X08:10:10Z",
        "0000-12-24T08:10:10Z",
        "2026-12-24T08:10:10+18:30",
        "2026-12-24T08:10:10+09:99",
      })
  void whatIsNoStampOfRfc3339HasNoTime(String text) {
    byte[] bytes = bytes(text);
    assertThat(clock(TOKYO).rfc3339(bytes, 0, bytes.length)).isEqualTo(StampClock.NONE);
  }

  @Test
  void noCutStampIsReadBeyondItsEnd() {
    for (String whole :
        List.of("2026-12-24T08:10:10.123456+09:00", "2026 Dec 24 08:10:10.123456")) {
      for (int cut = 0; cut <= whole.length(); cut++) {
        byte[] bytes = bytes(whole.substring(0, cut));
        StampClock clock = clock(TOKYO);
        clock.rfc3339(bytes, 0, cut);
        clock.syslog(bytes, 0, cut);
        assertThat(clock.end()).isLessThanOrEqualTo(cut);
      }
    }
  }

  @Test
  void newYearIsPassedForwards() {
    assertThat(inOrder(TOKYO, "Dec 31 23:59:58 mx", "Jan  1 00:00:03 mx", "Jan  2 00:00:00 mx"))
        .containsExactly(
            Instant.parse("2026-12-31T14:59:58Z"),
            Instant.parse("2026-12-31T15:00:03Z"),
            Instant.parse("2027-01-01T15:00:00Z"));
  }

  @Test
  void aLateLineOfTheOldYearStaysInTheOldYear() {
    assertThat(inOrder(TOKYO, "Jan  1 00:00:03 mx", "Dec 31 23:59:58 mx", "Jan  1 00:00:04 mx"))
        .containsExactly(
            Instant.parse("2026-12-31T15:00:03Z"),
            Instant.parse("2026-12-31T14:59:58Z"),
            Instant.parse("2026-12-31T15:00:04Z"));
  }

  @Test
  void theLeapDayFixesTheYearOfWhatFollows() {
    StampClock clock = new StampClock(TOKYO, BOUND, micros(Instant.parse("2023-11-01T00:00:00Z")));
    assertThat(syslog(clock, "Feb 29 06:27:30 mx"))
        .isEqualTo(Instant.parse("2024-02-28T21:27:30Z"));
    assertThat(syslog(clock, "Mar  1 06:27:30 mx"))
        .isEqualTo(Instant.parse("2024-02-29T21:27:30Z"));
  }

  @Test
  void theHourThatSummerTimeSkipsIsReadAsIfTheClockHadNotBeenMoved() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(inOrder(berlin, "Mar 29 01:59:59 mx", "Mar 29 02:10:00 mx", "Mar 29 03:10:01 mx"))
        .containsExactly(
            Instant.parse("2026-03-29T00:59:59Z"),
            Instant.parse("2026-03-29T01:10:00Z"),
            Instant.parse("2026-03-29T01:10:01Z"));
  }

  @Test
  void theHourThatIsDoubledIsReadInOrder() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(
            inOrder(
                berlin,
                "Oct 25 02:10:00 mx",
                "Oct 25 02:59:59 mx",
                "Oct 25 02:00:00 mx",
                "Oct 25 02:30:00 mx",
                "Oct 25 02:59:59 mx",
                "Oct 25 03:00:00 mx"))
        .containsExactly(
            Instant.parse("2026-10-25T00:10:00Z"),
            Instant.parse("2026-10-25T00:59:59Z"),
            Instant.parse("2026-10-25T01:00:00Z"),
            Instant.parse("2026-10-25T01:30:00Z"),
            Instant.parse("2026-10-25T01:59:59Z"),
            Instant.parse("2026-10-25T02:00:00Z"));
  }

  @Test
  void halfAnHourThatIsDoubledIsReadInOrder() {
    ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
    assertThat(inOrder(lordHowe, "Apr  5 01:59:59 mx", "Apr  5 01:30:00 mx", "Apr  5 02:00:00 mx"))
        .containsExactly(
            Instant.parse("2026-04-04T14:59:59Z"),
            Instant.parse("2026-04-04T15:00:00Z"),
            Instant.parse("2026-04-04T15:30:00Z"));
  }

  @Test
  void aStampBeyondTheBoundIsOfTheYearBefore() {
    assertThat(syslog(clock(ZoneOffset.UTC), "Jan 10 15:01:00 mx"))
        .isEqualTo(Instant.parse("2026-01-10T15:01:00Z"));
  }

  private static StampClock clock(ZoneId zone) {
    return new StampClock(zone, BOUND);
  }

  private static List<Instant> inOrder(ZoneId zone, String... stamps) {
    StampClock clock = clock(zone);
    List<Instant> times = new ArrayList<>();
    for (String stamp : stamps) {
      times.add(syslog(clock, stamp));
    }
    return times;
  }

  private static Instant syslog(StampClock clock, String text) {
    byte[] bytes = bytes(text);
    Instant time = instant(clock.syslog(bytes, 0, bytes.length));
    assertThat(clock.end()).isEqualTo(text.indexOf(" mx") + bytes.length - text.length());
    return time;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Instant instant(long micros) {
    assertThat(micros).isNotEqualTo(StampClock.NONE);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000L;
  }
}
