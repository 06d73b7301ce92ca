package modori.spark.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneDaysTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Asia/Tokyo",
        "Europe/Berlin",
        "America/Sao_Paulo",
        "America/St_Johns",
        "Africa/Cairo",
        "Pacific/Apia",
        "Asia/Gaza"
      })
  void saysTheDayThatTheZoneSaysAtEveryQuarterOfAnHour(String name) {
    ZoneId zone = ZoneId.of(name);
    ZoneDays days = new ZoneDays(zone);
    long from = Instant.parse("2011-12-25T00:00:00Z").getEpochSecond();
    long to = Instant.parse("2013-01-05T00:00:00Z").getEpochSecond();
    for (long second = from; second < to; second += 900) {
      assertThat(days.day(second * 1_000_000L + 999_999))
          .isEqualTo(LocalDate.ofInstant(Instant.ofEpochSecond(second), zone));
    }
  }
}
