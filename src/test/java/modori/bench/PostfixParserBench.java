package modori.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.postfix.PostfixParser;
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
 * Speed of the Postfix parser on lines whose envelope is read: operations are MB of whole lines.
 *
 * <p>{@code mvn -q test-compile && java -cp target/test-classes:target/classes:$(mvn -q
 * dependency:build-classpath -Dmdep.outputFile=/dev/stdout) org.openjdk.jmh.Main PostfixParserBench
 * -p log=FILE}; the file holds RFC 3164 lines.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PostfixParserBench {
  private static final int BYTES = 1_000_000;

  /** Length of {@code Feb 23 00:00:00 mx1 }: what stands before the program in the bench's log. */
  private static final int ENVELOPE = 20;

  /** A file of RFC 3164 lines of host {@code mx1}; empty for the parser's own cases. */
  @Param("")
  public String log = "";

  private final PostfixParser parser = new PostfixParser();
  private final LogEvent event = new LogEvent();
  private final List<LogLine> lines = new ArrayList<>();

  /** Reads a million bytes of lines. */
  @Setup
  public void read() throws IOException {
    List<String> texts = log.isEmpty() ? caseLines() : head(Path.of(log));
    int read = 0;
    for (int i = 0; read < BYTES; i++) {
      byte[] bytes = texts.get(i % texts.size()).getBytes(StandardCharsets.UTF_8);
      lines.add(line(bytes));
      read += bytes.length + 1;
    }
  }

  private static LogLine line(byte[] bytes) {
    LogLine line = new LogLine();
    line.set(bytes, 0, bytes.length);
    line.programFrom = ENVELOPE;
    int end = ENVELOPE;
    while (bytes[end] != '[' && bytes[end] != ':') {
      end++;
    }
    line.programTo = end;
    while (bytes[end] != ' ') {
      end++;
    }
    line.textFrom = end + 1;
    return line;
  }

  private static List<String> head(Path file) throws IOException {
    try (Stream<String> all = Files.lines(file)) {
      return all.skip(200_000).limit(20_000).toList();
    }
  }

  private static List<String> caseLines() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/modori/parse/postfix"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
        for (String text : Files.readAllLines(file)) {
          texts.add("Feb 23 00:00:00 mx1 " + text);
        }
      }
    }
    return texts;
  }

  /** One megabyte. */
  @Benchmark
  public int megabyte() {
    int events = 0;
    for (LogLine line : lines) {
      if (parser.parse(line, event) == LineFate.EVENT) {
        events++;
      }
    }
    return events;
  }
}
