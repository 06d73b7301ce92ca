package modori.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import modori.ingest.BytesStore;
import modori.ingest.ClockStart;
import modori.ingest.Compression;
import modori.ingest.Split;
import modori.ingest.StampClock;
import modori.ingest.StoredFile;
import modori.scan.LocalScan;
import modori.spark.source.LogSplit;
import modori.spark.source.ScanSettings;
import modori.spark.source.ScanTask;
import modori.spark.tables.HostedDomains;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change that halves the speed of reading fails here. Thread CPU time of reading a generated log
 * is divided by that of a reference, which counts the {@code status=} of the same bytes in the same
 * run, just before and just after: so the machine, and what else it does, stands on both sides. The
 * median of several rounds is taken.
 *
 * <p>The limits are 1.5 times of what {@code mvn test} showed when they were set, 4.7 and 26: wide
 * enough for a noisy machine, and passed by work that is done twice, which the last test proves. To
 * renew them after reading has become faster (the last test then fails) or dearer for a good
 * reason: run {@code mvn -o test -Dtest=SpeedTest}, which prints the ratios, three times, and write
 * 1.5 times the middle one.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SpeedTest {
  private static final double ATTEMPTS_LIMIT = 7;
  private static final double FILES_LIMIT = 39;

  private static final double ANY = Double.MAX_VALUE;
  private static final int FEWEST_ROUNDS = 5;
  private static final int TWICE_ROUNDS = 3;
  private static final int MOST_ROUNDS = 21;
  private static final int REFERENCE_PASSES = 5;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ClockStart CLOCK =
      new ClockStart(ZoneId.of("UTC"), Instant.parse("2026-03-02T00:00:00Z"), StampClock.NONE);

  private final BytesStore store = new BytesStore();
  private byte[] log = new byte[0];
  private long attempts;
  private @Nullable Table attemptTable;
  private @Nullable Table quarantineTable;

  @BeforeAll
  void makeLog(@TempDir Path folder) throws IOException {
    HadoopCatalog catalog = new HadoopCatalog(new Configuration(), folder.toString());
    attemptTable = table(catalog, MailTables.DELIVERY_ATTEMPT);
    quarantineTable = table(catalog, MailTables.QUARANTINE_LINE);
    Path file = folder.resolve("mail.log");
    LogGenerator.main(new String[] {"postfix", "2", "5", "1", file.toString()});
    log = Files.readAllBytes(file);
    attempts = reference();
  }

  @Test
  void attemptsAreReadFastEnough() {
    assertThat(ratio("attempts", this::readAttempts, ATTEMPTS_LIMIT)).isLessThan(ATTEMPTS_LIMIT);
  }

  @Test
  void dataFilesAreWrittenFastEnough() {
    assertThat(ratio("data files", this::writeFiles, FILES_LIMIT)).isLessThan(FILES_LIMIT);
  }

  @Test
  void workThatIsDoneTwiceIsTooSlow() {
    assertThat(ratio("attempts twice", () -> (readAttempts() + readAttempts()) / 2, ANY))
        .as("reading has become faster: renew ATTEMPTS_LIMIT")
        .isGreaterThan(ATTEMPTS_LIMIT);
    assertThat(ratio("data files twice", () -> (writeFiles() + writeFiles()) / 2, ANY))
        .as("writing has become faster: renew FILES_LIMIT")
        .isGreaterThan(FILES_LIMIT);
  }

  private double ratio(String name, LongSupplier work, double goodEnough) {
    List<Double> ratios = new ArrayList<>();
    double median = 0;
    while (ratios.size() < (goodEnough == ANY ? TWICE_ROUNDS : FEWEST_ROUNDS)
        || ratios.size() < MOST_ROUNDS && median > goodEnough) {
      long before = cpuNanos(this::referencePasses);
      long measured = cpuNanos(work);
      long after = cpuNanos(this::referencePasses);
      ratios.add(measured / ((before + after) / (2.0 * REFERENCE_PASSES)));
      median = ratios.stream().sorted().skip(ratios.size() / 2).findFirst().orElseThrow();
    }
    System.out.printf("SpeedTest: %s %.1f times the reference%n", name, median);
    return median;
  }

  private long cpuNanos(LongSupplier work) {
    long start = THREADS.getCurrentThreadCpuTime();
    long counted = work.getAsLong();
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    // entries that the log's ends cut are fragments, of which no files are written
    assertThat(counted).isBetween(attempts * 9 / 10, attempts);
    return nanos;
  }

  private long referencePasses() {
    long sum = 0;
    for (int pass = 0; pass < REFERENCE_PASSES; pass++) {
      sum += reference();
    }
    return sum / REFERENCE_PASSES;
  }

  private long reference() {
    Map<String, Integer> counts = new HashMap<>();
    int from = 0;
    for (int at = 0; at < log.length; at++) {
      if (log[at] == '\n') {
        String line = new String(log, from, at - from, StandardCharsets.ISO_8859_1);
        int status = line.indexOf(" status=");
        if (status > 0) {
          counts.merge(line.substring(status + 8, line.indexOf(' ', status + 8)), 1, Integer::sum);
        } else if (line.contains(": NOQUEUE: reject: ")) {
          counts.merge("rejected", 1, Integer::sum);
        }
        from = at + 1;
      }
    }
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private long readAttempts() {
    long[] count = new long[1];
    LocalScan scan = new LocalScan(store, attempt -> count[0]++);
    scan.scan(split(), "syslog", "mx1");
    scan.finish();
    return count[0];
  }

  private long writeFiles() {
    ScanSettings settings =
        new ScanSettings(
            store,
            "UTC",
            new HostedDomains(Set.of()),
            Map.of(),
            "run",
            ScanSettings.MOST_ENTRIES,
            ScanSettings.MOST_FACT_BYTES,
            null);
    long[] count = new long[1];
    ScanTask task =
        new ScanTask(
            settings,
            Objects.requireNonNull(attemptTable),
            Objects.requireNonNull(quarantineTable),
            0,
            0,
            row -> count[0]++);
    task.run(List.of(new LogSplit(split(), "syslog", "mx1")));
    return count[0];
  }

  private static Table table(HadoopCatalog catalog, TableDefinition definition) {
    return catalog.createTable(
        TableIdentifier.of("mail", definition.name()),
        definition.schema(),
        definition.spec(),
        Map.of("format-version", "2"));
  }

  private Split split() {
    StoredFile file = store.add("/log/mail.log", log);
    return new Split(file, 0, Compression.NONE, 0, Long.MAX_VALUE, true, CLOCK);
  }
}
