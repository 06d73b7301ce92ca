package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import modori.NeedsCorpus;
import modori.correlate.DeliveryAttempt;
import modori.ingest.BytesStore;
import modori.ingest.Compression;
import modori.ingest.FileHead;
import modori.ingest.PackedParts;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

@NeedsCorpus
class PackedFilesTest {
  private static final DateTimeFormatter RFC_3164 =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
  private static final byte[] LOG = LabLog.lines(200, LabLog.of("sendmail/logs/mail.log.15.gz"));

  @ParameterizedTest
  @EnumSource
  void aPackedLogGivesWhatThePlainOneGives(Compression compression) throws IOException {
    Scanned packed = scan(pack(compression, LOG));
    Scanned plain = Scanned.cutAt(LOG, 1000);
    assertThat(packed.trouble).isEmpty();
    assertThat(packed.counts.lines()).isEqualTo(200);
    assertThat(packed.counts.bytes()).isEqualTo(LOG.length);
    assertThat(packed.attempts()).isEqualTo(plain.attempts());
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void membersThatFollowOneAnotherAreReadOn(Compression compression) throws IOException {
    int middle = LOG.length / 2; // also within a line
    Scanned packed =
        scan(
            joined(
                pack(compression, Arrays.copyOf(LOG, middle)),
                pack(compression, Arrays.copyOfRange(LOG, middle, LOG.length))));
    assertThat(packed.trouble).isEmpty();
    assertThat(packed.counts.lines()).isEqualTo(200);
    assertThat(packed.attempts()).isEqualTo(Scanned.cutAt(LOG, 1000).attempts());
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void whatLiesBeforeACutIsReadAndOneLineTells(Compression compression) throws IOException {
    byte[] log = noisy(40_000);
    byte[] whole = pack(compression, log);
    Scanned cut = scan(Arrays.copyOf(whole, whole.length * 9 / 10));
    assertThat(cut.trouble).hasSize(1);
    assertThat(cut.trouble.get(0))
        .startsWith("/log/mail.log: damaged or cut off after ")
        .doesNotContain("\n");
    assertThat(cut.counts.lines()).isBetween(20_000L, 39_999L);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void aChangedByteIsToldInOneLine(Compression compression) throws IOException {
    byte[] first = pack(compression, LOG);
    byte[] whole = joined(first, pack(compression, LOG));
    for (int i = 0; i < 8; i++) {
      whole[first.length + (whole.length - first.length) / 2 + i] ^= 0x55;
    }
    Scanned damaged = scan(whole);
    assertThat(damaged.trouble).hasSize(1);
    assertThat(damaged.trouble.get(0)).contains("damaged or cut off").doesNotContain("\n");
    assertThat(damaged.counts.lines()).isGreaterThanOrEqualTo(200);
  }

  @Test
  void compressionIsToldByTheFirstBytesNotByTheName() throws IOException {
    byte[] text = "Jan  5 hello\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(Compression.of(text, text.length)).isEqualTo(Compression.NONE);
    assertThat(Compression.of(new byte[0], 0)).isEqualTo(Compression.NONE);
    byte[] bzh = "BZhello\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(Compression.of(bzh, bzh.length)).isEqualTo(Compression.NONE);
    for (Compression compression : Compression.values()) {
      byte[] packed = pack(compression, LOG);
      assertThat(Compression.of(packed, packed.length)).isEqualTo(compression);
      assertThat(Compression.of(packed, 1)).isEqualTo(Compression.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void partsGiveTogetherWhatTheWholeFileGives(Compression compression) throws IOException {
    byte[] log =
        LabLog.of(
            "sendmail/logs/mail.log.9.gz",
            "sendmail/logs/mail.log.8.gz",
            "sendmail/logs/mail.log.7.gz");
    Scanned whole = scan(pack(compression, log));
    Scanned parts = scanInParts(pack(compression, log), log.length / 5, 4);
    assertThat(parts.trouble).isEmpty();
    assertThat(parts.attempts()).isEqualTo(whole.attempts());
    assertThat(parts.counts.bytes()).isEqualTo(log.length);
    assertThat(parts.counts.lines()).isEqualTo(whole.counts.lines());
    assertThat(parts.counts.ignoredKinds()).isEqualTo(whole.counts.ignoredKinds());
  }

  @Test
  void everyPartKnowsTheYear() throws IOException {
    StringBuilder log = new StringBuilder();
    for (int day = 0; day < 780; day++) {
      log.append(RFC_3164.format(LocalDate.of(2024, 11, 1).plusDays(day).atTime(12, 0)))
          .append(" mx postfix/smtp[1]: 3F1A22C")
          .append(day)
          .append(": to=<rio@example.net>, relay=mx.example.net[192.0.2.1]:25, delay=1,")
          .append(" delays=0/0/0/1, dsn=2.0.0, status=sent (250 Ok ")
          .append("x".repeat(8000))
          .append(")\n");
    }
    byte[] packed = pack(Compression.GZIP, log.toString().getBytes(StandardCharsets.US_ASCII));
    Scanned whole = scan(packed);
    assertThat(whole.rows())
        .hasSize(780)
        .first()
        .extracting(DeliveryAttempt::timeMicros)
        .isEqualTo(1_730_430_000_000_000L); // 2024-11-01T12:00 in Tokyo
    assertThat(scanInParts(packed, 1 << 20, 4).attempts()).isEqualTo(whole.attempts());
  }

  @Test
  void whatIsDamagedInThePartBeforeIsToldByEachAndReadOnce() throws IOException {
    byte[] log = noisy(40_000);
    byte[] whole = pack(Compression.GZIP, log);
    byte[] cut = Arrays.copyOf(whole, whole.length / 3);
    Scanned parts = scanInParts(cut, 100_000, 2);
    assertThat(parts.counts.lines()).isEqualTo(scan(cut).counts.lines());
    assertThat(parts.trouble).isNotEmpty().containsOnly(scan(cut).trouble.get(0));
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void anEmptyPackedFileHasNoLine(Compression compression) throws IOException {
    Scanned empty = scan(pack(compression, new byte[0]));
    assertThat(empty.trouble).isEmpty();
    assertThat(empty.counts.lines()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void aBombIsReadInBoundedMemory(Compression compression) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (OutputStream out = packer(compression, packed)) {
      out.write(LOG);
      for (int i = 0; i < 300; i++) {
        out.write(zeros);
      }
      out.write('\n');
      out.write(LOG);
    }
    assertThat(packed.size()).isLessThan(2 << 20);
    System.gc();
    long before = used();
    Scanned bomb = scan(packed.toByteArray());
    System.gc();
    assertThat(used() - before).isLessThan(40L << 20);
    assertThat(bomb.counts.lines()).isEqualTo(401);
    assertThat(bomb.counts.quarantinedLines()).isEqualTo(1);
    assertThat(bomb.quarantined.get(0).length()).isLessThan(5000);
  }

  // Lines that no compression shrinks much, so that the damage lies behind most of them.
  private static byte[] noisy(int lines) {
    Random random = new Random(7);
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      log.append("Jan  5 10:00:00 mx sendmail[40]: ")
          .append(Long.toHexString(random.nextLong()))
          .append(Long.toHexString(random.nextLong()))
          .append('\n');
    }
    return log.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static Scanned scan(byte[] stored) throws IOException {
    BytesStore store = new BytesStore();
    StoredFile file = store.add("/log/mail.log", stored);
    Scanned scanned = new Scanned(store, 1000);
    FileHead head = FileHead.of(store, file);
    for (Split split :
        new SplitPlanner(store, Scanned.ZONE, Scanned.NIGHT_END, Long.MAX_VALUE / 4)
            .plan(file, 0, head, 0, true)) {
      scanned.read(split, "syslog");
    }
    return scanned;
  }

  private static Scanned scanInParts(byte[] stored, long leastBytes, int wanted)
      throws IOException {
    BytesStore store = new BytesStore();
    StoredFile file = store.add("/log/mail.log", stored);
    Scanned scanned = new Scanned(store, 1000);
    Split whole =
        new SplitPlanner(store, Scanned.ZONE, Scanned.NIGHT_END, Long.MAX_VALUE / 4)
            .plan(file, 0, FileHead.of(store, file), 0, true)
            .get(0);
    List<Split> parts = new PackedParts(store, leastBytes).of(whole, wanted);
    assertThat(parts).hasSize(wanted);
    parts.forEach(part -> scanned.read(part, "syslog"));
    return scanned;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] pack(Compression compression, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = packer(compression, packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static OutputStream packer(Compression compression, OutputStream out) throws IOException {
    return switch (compression) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out);
      case BZIP2 -> new BZip2CompressorOutputStream(out);
      case XZ -> new XZOutputStream(out, new LZMA2Options(1));
      case ZSTD -> new ZstdOutputStream(out);
    };
  }
}
