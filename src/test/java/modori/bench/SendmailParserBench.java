package modori.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.ParserCases;
import modori.parse.sendmail.SendmailParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Megabytes of Sendmail's log a thread parses per second, envelopes read beforehand. Run: {@code
 * mvn test-compile dependency:build-classpath -Dmdep.outputFile=target/cp}, then {@code java
 * -Dmodori.corpus=DIR -cp target/test-classes:target/classes:$(cat target/cp) org.openjdk.jmh.Main
 * SendmailParserBench}. One operation is one megabyte.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SendmailParserBench {
  private static final int MEGABYTES = 16;
  private static final int SIZE = MEGABYTES * 1_000_000;

  private final SendmailParser parser = new SendmailParser();
  private final LogEvent event = new LogEvent();
  private final LogLine line = new LogLine();
  private byte[] log = new byte[0];
  private int[] from = new int[0];
  private int[] text = new int[0];
  private int[] to = new int[0];

  /** Repeats the lab's log until it fills the array. */
  @Setup
  public void read() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files =
        Files.list(Path.of(System.getProperty("modori.corpus"), "lab/sendmail/logs"))) {
      files
          .filter(f -> f.getFileName().toString().startsWith("mail.log"))
          .forEach(f -> lines.addAll(ParserCases.lines(f)));
    }
    log = new byte[SIZE];
    List<int[]> spans = new ArrayList<>();
    int at = 0;
    for (int i = 0; ; i = (i + 1) % lines.size()) {
      byte[] bytes = lines.get(i).getBytes(StandardCharsets.ISO_8859_1);
      if (at + bytes.length + 1 > SIZE) {
        break;
      }
      System.arraycopy(bytes, 0, log, at, bytes.length);
      int textFrom = ParserCases.syslog(lines.get(i)).textFrom;
      spans.add(new int[] {at, at + textFrom, at + bytes.length});
      at += bytes.length + 1;
    }
    from = spans.stream().mapToInt(s -> s[0]).toArray();
    text = spans.stream().mapToInt(s -> s[1]).toArray();
    to = spans.stream().mapToInt(s -> s[2]).toArray();
  }

  /** Parses the whole array. */
  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public int parse() {
    int said = 0;
    for (int i = 0; i < from.length; i++) {
      line.set(log, from[i], to[i]);
      line.textFrom = text[i];
      parser.parse(line, event);
      said += event.fieldBits();
    }
    return said;
  }
}
