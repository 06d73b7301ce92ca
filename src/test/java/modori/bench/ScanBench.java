package modori.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import modori.classify.Classifier;
import modori.correlate.EntryAssembler;
import modori.correlate.EntryReader;
import modori.correlate.Fragment;
import modori.correlate.Judge;
import modori.correlate.LoneEvents;
import modori.ingest.ClockStart;
import modori.ingest.Compression;
import modori.ingest.LocalFileStore;
import modori.ingest.Split;
import modori.ingest.StampClock;
import modori.ingest.StoredFile;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.scan.Dialects;
import modori.scan.FileCounts;
import modori.scan.LogScanner;
import modori.scan.ScanSink;
import modori.spark.tables.AttemptRows;
import modori.spark.tables.HostedDomains;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Speed of the way of a log from bytes to rows, each step with those before it: operations are logs
 * of ten megabytes.
 *
 * <p>{@code mvn -q test-compile && java -cp target/test-classes:target/classes:$(mvn -q
 * dependency:build-classpath -Dmdep.outputFile=/dev/stdout) org.openjdk.jmh.Main ScanBench}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ScanBench {
  /** Whose log is made. */
  @Param({"postfix", "sendmail"})
  public String mta = "";

  private static final ClockStart CLOCK =
      new ClockStart(ZoneId.of("UTC"), Instant.parse("2026-03-02T00:00:00Z"), StampClock.NONE);

  private Path file = Path.of("");
  private byte[] bytes = new byte[0];
  private final LogLine line = new LogLine();
  private final LogEvent event = new LogEvent();
  private final EntryReader reader = new EntryReader(new Judge(Classifier.standard()));
  private final AttemptRows rows =
      new AttemptRows(ZoneId.of("UTC"), new HostedDomains(java.util.Set.of()), Map.of(), "bench");

  /** Makes the log. */
  @Setup
  public void write() throws IOException {
    file = Files.createTempFile("modori", ".log");
    LogGenerator.main(new String[] {mta, "10", "5", "1", file.toString()});
    bytes = Files.readAllBytes(file);
  }

  /** Takes the log away. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(file);
    Files.delete(Path.of(file + ".truth"));
  }

  /** Stamps, hosts, programs and events of all lines. */
  @Benchmark
  public int events() {
    Dialect dialect = Dialects.of("syslog", CLOCK);
    int events = 0;
    for (int from = 0; from < bytes.length; ) {
      int to = from;
      while (bytes[to] != '\n') {
        to++;
      }
      line.set(bytes, from, to);
      events += dialect.parse(line, event) == LineFate.EVENT ? 1 : 0;
      from = to + 1;
    }
    return events;
  }

  /** The same from the file, put together to queue entries. */
  @Benchmark
  public int entries() {
    Counting sink = new Counting();
    scan(sink);
    return sink.count;
  }

  /** The same, read and judged. */
  @Benchmark
  public int attempts() {
    Counting sink =
        new Counting() {
          @Override
          public void complete(Fragment entry) {
            reader.attempts(entry, attempt -> count++);
          }
        };
    scan(sink);
    return sink.count;
  }

  /** The same as rows. */
  @Benchmark
  public int rows() {
    Counting sink =
        new Counting() {
          @Override
          public void complete(Fragment entry) {
            reader.attempts(entry, attempt -> count += rows.row(attempt).size());
          }
        };
    scan(sink);
    return sink.count;
  }

  private void scan(ScanSink sink) {
    StoredFile stored = new StoredFile(file.toString(), bytes.length, Instant.EPOCH);
    Split split = new Split(stored, 0, Compression.NONE, 0, Long.MAX_VALUE, true, CLOCK);
    EntryAssembler assembler = new EntryAssembler(sink, 200_000, 128L << 20);
    new LogScanner(new LocalFileStore(), "mx1")
        .scan(split, Dialects.of("syslog", CLOCK), assembler, sink, new FileCounts());
    assembler.finish();
  }

  /** Counts what arrives. */
  private static class Counting implements ScanSink {
    int count;

    @Override
    public void complete(Fragment entry) {
      count++;
    }

    @Override
    public void fragment(Fragment part) {
      complete(part);
    }

    @Override
    public void alone(
        String mta, String host, LogLine line, LogEvent event, int fileNumber, long offset) {
      LoneEvents.fragment(mta, host, line, event, fileNumber, offset).ifPresent(this::complete);
    }

    @Override
    public void quarantined(String why, String text, long time, int fileNumber, long offset) {
      count++;
    }
  }
}
