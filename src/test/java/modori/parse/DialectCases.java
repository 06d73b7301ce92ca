package modori.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** One test per case file of whole lines: time, host and all events of each line. */
public final class DialectCases {
  private DialectCases() {}

  /** All cases of a folder; each is read by a fresh dialect. */
  public static Stream<DynamicTest> of(String folder, Supplier<Dialect> dialect) {
    try (Stream<Path> files = Files.list(CaseFiles.folder(folder))) {
      List<Path> cases = files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
      return cases.stream()
          .map(
              f ->
                  DynamicTest.dynamicTest(
                      f.getFileName().toString(), () -> check(f, dialect.get())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Path input, Dialect dialect) throws IOException {
    StringBuilder out = new StringBuilder();
    for (String text : Files.readString(input).split("\n")) {
      out.append(render(text, dialect));
    }
    Path expected = Path.of(input.toString().replaceFirst("\\.txt$", ".expected"));
    if (!Files.exists(expected) || !Files.readString(expected).contentEquals(out)) {
      Files.writeString(Path.of(input.toString().replaceFirst("\\.txt$", ".actual")), out);
    }
    assertThat(expected).exists();
    assertThat(out.toString()).isEqualTo(Files.readString(expected));
  }

  /** All that a line gives, a line of text for each event. */
  public static String render(String text, Dialect dialect) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LogLine line = new LogLine();
    LogEvent event = new LogEvent();
    line.set(bytes, 0, bytes.length);
    LineFate fate = dialect.parse(line, event);
    StringBuilder out = new StringBuilder();
    if (line.timeMicros != LogLine.NO_TIME) {
      out.append(Instant.ofEpochSecond(0, line.timeMicros * 1000)).append(' ');
    }
    if (line.hostTo > line.hostFrom) {
      out.append(new String(line.bytes, line.hostFrom, line.hostTo - line.hostFrom)).append(' ');
    }
    out.append(EventRendering.render(fate, event)).append('\n');
    boolean tells = fate.kind() == LineFate.Kind.EVENT || fate.kind() == LineFate.Kind.CONTEXT;
    while (tells && dialect.more(event)) {
      out.append("  and ").append(EventRendering.render(fate, event)).append('\n');
    }
    return out.toString();
  }
}
