package modori.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import modori.ingest.ClockStart;
import modori.ingest.StampClock;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.scan.Dialects;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Speed of the dialects that read records: operations are MB of whole lines.
 *
 * <p>{@code mvn -q test-compile && java -cp target/test-classes:target/classes:$(mvn -q
 * dependency:build-classpath -Dmdep.outputFile=/dev/stdout) org.openjdk.jmh.Main
 * RecordDialectsBench}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RecordDialectsBench {
  private static final int BYTES = 1_000_000;

  /** Dialect and the log of its golden test. */
  @Param({
    "powermta/full-for-days.csv",
    "exchange/full-for-days.log",
    "kumomta/full-for-days.json",
    "ses/full-for-days.json"
  })
  public String log = "";

  private final LogLine line = new LogLine();
  private final LogEvent event = new LogEvent();
  private byte[] bytes = new byte[0];
  private Dialect dialect =
      Dialects.of("syslog", new ClockStart(ZoneOffset.UTC, Instant.EPOCH, StampClock.NONE));

  /** Repeats the log up to a million bytes. */
  @Setup
  public void read() throws IOException {
    byte[] once = Files.readAllBytes(Path.of("src/test/resources/modori/parse", log));
    bytes = new byte[BYTES / once.length * once.length];
    for (int at = 0; at < bytes.length; at += once.length) {
      System.arraycopy(once, 0, bytes, at, once.length);
    }
    String name =
        switch (log.substring(0, log.indexOf('/'))) {
          case "exchange" -> "exchange-tracking";
          case "ses" -> "amazon-ses";
          case "kumomta" -> "kumomta";
          default -> "powermta";
        };
    ClockStart clock =
        new ClockStart(ZoneOffset.UTC, Instant.parse("2027-01-10T00:00:00Z"), StampClock.NONE);
    dialect = Dialects.of(name, clock);
  }

  /** One megabyte. */
  @Benchmark
  public int megabyte() {
    int events = 0;
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line.set(bytes, from, i > from && bytes[i - 1] == '\r' ? i - 1 : i);
        if (dialect.parse(line, event) == LineFate.EVENT) {
          do {
            events++;
          } while (dialect.more(event));
        }
        from = i + 1;
      }
    }
    return events;
  }
}
