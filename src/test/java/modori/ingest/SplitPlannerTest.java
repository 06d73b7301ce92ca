package modori.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The years of files without years, by where the file ends. */
class SplitPlannerTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final Instant NIGHT_END = Instant.parse("2027-01-11T15:00:00Z");
  private static final DateTimeFormatter RFC_3164 =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

  @Test
  void aSmallFileThatIsLongerThanAYearIsWalkedBack() throws IOException {
    List<Instant> times = times("2024-11-01T00:00:00Z", 7 * 86_400, 110);
    assertThat(read("mail.log", log(times, 0))).isEqualTo(times);
  }

  @Test
  void aPackedFileThatIsLongerThanAYearIsWalkedBack() throws IOException {
    List<Instant> times = times("2024-11-01T00:00:00Z", 7 * 86_400, 110);
    assertThat(read("mail.log.gz", gzip(log(times, 0)))).isEqualTo(times);
  }

  @Test
  void aLargeFileThatIsLongerThanAYearIsWalkedBackByProbes() throws IOException {
    List<Instant> times = times("2024-11-01T00:00:00Z", 86_400, 780);
    byte[] log = log(times, 8000);
    assertThat(log.length).isGreaterThan(4 * YearWalk.STEP);
    assertThat(read("mail.log", log)).isEqualTo(times);
  }

  @Test
  void everySplitOfALargeFileKnowsItsYear() throws IOException {
    List<Instant> times = times("2024-11-01T00:00:00Z", 86_400, 780);
    assertThat(read("mail.log", log(times, 8000), 700_000, Instant.parse("2090-01-01T00:00:00Z")))
        .isEqualTo(times);
  }

  @Test
  void aLeapDayInTheMiddleFixesTheYears() throws IOException {
    List<Instant> times = new ArrayList<>(times("2024-02-20T00:00:00Z", 86_400, 20));
    times.addAll(times("2024-12-28T00:00:00Z", 86_400, 10));
    assertThat(read("mail.log", log(times, 0))).isEqualTo(times);
  }

  @Test
  void theDateInTheNameSaysWhenTheFileEnded() throws IOException {
    List<Instant> times = times("2024-12-28T00:00:00Z", 86_400, 9);
    assertThat(read("mail.log-20250106", log(times, 0))).isEqualTo(times);
  }

  @Test
  void theFilesOwnTimeCountsWhereItsLastLineWasJustWritten() throws IOException {
    List<Instant> times = times("2024-12-28T00:00:00Z", 86_400, 9);
    Instant written = times.get(8).plusSeconds(30);
    assertThat(read("mail.log.1", log(times, 0), Long.MAX_VALUE / 4, written)).isEqualTo(times);
  }

  @Test
  void aCopysTimeSaysNothing() throws IOException {
    List<Instant> times = times("2026-12-28T00:00:00Z", 86_400, 9);
    Instant copied = Instant.parse("2025-06-01T00:00:00Z");
    assertThat(read("mail.log.1", log(times, 0), Long.MAX_VALUE / 4, copied)).isEqualTo(times);
  }

  @Test
  void onlyDatesInNamesCount() {
    assertThat(FileDates.inName("mail.log-20261225.gz"))
        .contains(java.time.LocalDate.of(2026, 12, 25));
    assertThat(FileDates.inName("mail-2026-12-25.log"))
        .contains(java.time.LocalDate.of(2026, 12, 25));
    assertThat(FileDates.inName("mail.log.2026_12_25"))
        .contains(java.time.LocalDate.of(2026, 12, 25));
    assertThat(FileDates.inName("mail.log.20260230")).isEmpty();
    assertThat(FileDates.inName("mail.log.120261225")).isEmpty();
    assertThat(FileDates.inName("mail.log.1")).isEmpty();
  }

  private static List<Instant> times(String first, long everySeconds, int count) {
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(Instant.parse(first).plusSeconds(i * everySeconds));
    }
    return times;
  }

  private static byte[] log(List<Instant> times, int textBytes) {
    StringBuilder log = new StringBuilder();
    for (Instant time : times) {
      log.append(RFC_3164.format(LocalDateTime.ofInstant(time, TOKYO)))
          .append(" mx postfix/qmgr[1]: 4FDA91C2E0: removed")
          .append("x".repeat(textBytes))
          .append('\n');
    }
    return log.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static List<Instant> read(String name, byte[] stored) throws IOException {
    return read(name, stored, Long.MAX_VALUE / 4, Instant.parse("2090-01-01T00:00:00Z"));
  }

  // The times of all lines, each read by the clock of its split from the split's begin on.
  private static List<Instant> read(String name, byte[] stored, long splitBytes, Instant written)
      throws IOException {
    BytesStore store = new BytesStore();
    StoredFile file = store.add("/log/" + name, stored);
    file = new StoredFile(file.path(), file.sizeBytes(), written);
    List<Instant> times = new ArrayList<>();
    for (Split split :
        new SplitPlanner(store, TOKYO, NIGHT_END, splitBytes)
            .plan(file, 0, FileHead.of(store, file), 0, true)) {
      byte[] all;
      try (var in = split.compression().unpack(store.open(file.path(), 0))) {
        all = in.readAllBytes();
      }
      StampClock clock = split.clock().clock();
      for (int at = 0; at < all.length; at++) {
        if (at == 0 || all[at - 1] == '\n') {
          if (at >= split.warmUpFrom() && at < split.to()) {
            long micros = clock.syslog(all, at, Math.min(all.length, at + 40));
            if (at >= split.from()) {
              times.add(Instant.ofEpochSecond(micros / 1_000_000L));
            }
          }
        }
      }
    }
    return times;
  }
}
