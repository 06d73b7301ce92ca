package modori.spark.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import modori.ingest.BytesStore;
import modori.ingest.FileHead;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import modori.spark.source.LogSplit;
import org.junit.jupiter.api.Test;

class ScanGroupsTest {
  private static final byte[] LOG =
      "Jan  5 10:00:00 mx postfix/qmgr[1]: 3F1A22C0: removed\n"
          .repeat(40_000)
          .getBytes(StandardCharsets.US_ASCII);

  private final BytesStore store = new BytesStore();

  @Test
  void onePackedFileGivesEveryCoreSomethingToDo() throws IOException {
    List<LogSplit> splits = splits("/log/mail.log.1.gz", gzip(LOG), "syslog");
    ScanGroups groups = new ScanGroups(splits, 2, store, 1 << 16);
    assertThat(groups.groups()).hasSize(2);
    Split first = groups.groups().get(0).get(0).split();
    Split second = groups.groups().get(1).get(0).split();
    assertThat(first.from()).isZero();
    assertThat(second.from()).isEqualTo(first.to()).isBetween(500_000L, 1_500_000L);
    assertThat(second.to()).isEqualTo(Long.MAX_VALUE);
    long stored = splits.get(0).split().file().sizeBytes();
    assertThat(groups.storedBytes()).isEqualTo(stored / 2 + stored);
  }

  @Test
  void packedFilesThatKeepAllCoresBusyStayWhole() throws IOException {
    List<LogSplit> splits = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      splits.addAll(splits("/log/mail.log." + i + ".gz", gzip(LOG), "syslog"));
    }
    ScanGroups groups = new ScanGroups(splits, 2, store, 1 << 16);
    assertThat(groups.groups()).hasSize(2).allSatisfy(group -> assertThat(group).hasSize(2));
  }

  @Test
  void whatIsSmallOrDamagedOrNeedsItsBeginStaysWhole() throws IOException {
    byte[] packed = gzip(LOG);
    assertWhole(splits("/log/small.gz", packed, "syslog"), LOG.length);
    assertWhole(splits("/log/acct.csv.gz", packed, "powermta"), 1 << 16);
    byte[] damaged = packed.clone();
    Arrays.fill(damaged, 12, damaged.length, (byte) 0x55);
    assertWhole(splits("/log/mail.log.2.gz", packed, damaged, "syslog"), 1 << 16);
  }

  private void assertWhole(List<LogSplit> splits, long leastBytes) {
    assertThat(new ScanGroups(splits, 2, store, leastBytes).groups())
        .singleElement()
        .isEqualTo(splits);
  }

  private List<LogSplit> splits(String path, byte[] stored, String dialect) throws IOException {
    return splits(path, stored, stored, dialect);
  }

  // Planned by one content, read from another.
  private List<LogSplit> splits(String path, byte[] planned, byte[] stored, String dialect)
      throws IOException {
    StoredFile file = store.add(path, planned);
    FileHead head = FileHead.of(store, file);
    List<Split> splits =
        new SplitPlanner(store, ZoneOffset.UTC, Instant.parse("2027-01-11T00:00:00Z"), 1 << 20)
            .plan(file, 0, head, 0, true);
    store.add(path, stored);
    return splits.stream().map(split -> new LogSplit(split, dialect, "localhost")).toList();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
