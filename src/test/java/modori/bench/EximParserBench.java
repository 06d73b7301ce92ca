package modori.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.exim.EximMainlog;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Milliseconds for one whole main log, found by its lines, stamps read, events filled; the score
 * divides the file's size. Run with {@code java -cp target/test-classes:target/classes:$CLASSPATH
 * -Dmodori.bench.log=FILE org.openjdk.jmh.Main EximParserBench}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EximParserBench {
  private byte[] bytes = new byte[0];
  private final LogLine line = new LogLine();
  private final LogEvent event = new LogEvent();

  /** Reads the file into memory. */
  @Setup
  public void read() throws IOException {
    bytes = Files.readAllBytes(Path.of(System.getProperty("modori.bench.log", "mainlog")));
  }

  /** All lines of the file; answers how many were events. */
  @Benchmark
  public int mainlog() {
    EximMainlog log =
        new EximMainlog(new StampClock(ZoneOffset.UTC, Instant.parse("2030-01-01T00:00:00Z")));
    int events = 0;
    int from = 0;
    while (from < bytes.length) {
      int end = Ascii.indexOf(bytes, from, bytes.length, '\n');
      int to = end < 0 ? bytes.length : end;
      line.set(bytes, from, to);
      events += log.parse(line, event) == LineFate.EVENT ? 1 : 0;
      from = to + 1;
    }
    return events;
  }
}
