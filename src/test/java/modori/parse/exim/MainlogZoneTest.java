package modori.parse.exim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MainlogZoneTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  // 1xgieq is 2026-12-24T13:15:00Z
  private static final String ARRIVAL =
      " 1xgieq-00006Y-2m <= ann@alpha.example H=out.alpha.example [192.0.2.1] P=esmtp S=1674\n";

  @Test
  void idsTellThatStampsAreNotOfTheAssumedZone() {
    assertThat(zone("2026-12-24 13:15:00" + ARRIVAL)).contains(ZoneOffset.UTC);
    assertThat(zone("2026-12-24 05:15:02.123 [77]" + ARRIVAL)).contains(ZoneOffset.ofHours(-8));
    assertThat(zone("2026-12-24 18:45:02" + ARRIVAL)).contains(ZoneOffset.ofHoursMinutes(5, 30));
  }

  @Test
  void theAssumedZoneStaysWhereItsOffsetFitsForItKnowsSummerTime() {
    assertThat(zone("2026-12-24 22:15:00" + ARRIVAL)).contains(TOKYO);
    assertThat(zone("2026-12-24 22:21:30" + ARRIVAL)).as("a slow client").contains(TOKYO);
  }

  @Test
  void mostArrivalsDecide() {
    assertThat(
            zone(
                "2026-12-24 13:15:00"
                    + ARRIVAL
                    + "2026-12-24 22:15:00"
                    + ARRIVAL
                    + "2026-12-24 22:15:00"
                    + ARRIVAL))
        .contains(TOKYO);
  }

  @Test
  void longIdsAndThoseInBase36TellItToo() {
    assertThat(
            zone("2026-12-24 13:15:00 1xgieq-000000006Y1-2mAb <= ann@alpha.example P=esmtp S=9\n"))
        .contains(ZoneOffset.UTC);
    assertThat(zone("2026-12-24 13:15:00 TQJWT0-00006Y-2M <= ann@alpha.example P=esmtp S=9\n"))
        .contains(ZoneOffset.UTC);
  }

  @Test
  void aMessageRefusedAtItsEndOfDataTellsIt() {
    assertThat(
            zone(
                "2026-12-24 13:15:00 1xgieq-00006Y-2m H=(h) [192.0.2.1] F=<a@alpha.example>"
                    + " rejected after DATA: spam\n"))
        .contains(ZoneOffset.UTC);
  }

  @Test
  void stampsWithOffsetsAndLinesOfOtherTimesTellNothing() {
    assertThat(zone("2026-12-24 13:15:00 +0000" + ARRIVAL)).isEmpty();
    assertThat(zone("2026-12-26 13:15:00 1xgieq-00006Y-2m => ann <ann@example.org>\n")).isEmpty();
    assertThat(zone("2026-12-26 13:15:00" + ARRIVAL)).as("no zone is so far away").isEmpty();
    assertThat(zone("2026-12-24 13:15:00 H=(h) [192.0.2.1] rejected RCPT <a@example.org>\n"))
        .isEmpty();
    assertThat(zone("2026-13-44 99:99:99" + ARRIVAL)).isEmpty();
    assertThat(zone("\n\n2026\n")).isEmpty();
  }

  private static java.util.Optional<ZoneId> zone(String log) {
    return MainlogZone.of(log.getBytes(StandardCharsets.UTF_8), TOKYO);
  }
}
