package modori.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** One test per case file: the lines, and beside them the complete result of each line. */
public final class CaseFiles {
  private static final Path ROOT = Path.of("src/test/resources/modori/parse");

  private CaseFiles() {}

  /** All cases of a folder; each is read by a fresh reader. */
  public static Stream<DynamicTest> of(
      String folder, Supplier<BiFunction<LogLine, LogEvent, LineFate>> reader) throws IOException {
    try (Stream<Path> files = Files.list(folder(folder))) {
      List<Path> cases = files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
      return cases.stream()
          .map(
              f ->
                  DynamicTest.dynamicTest(
                      f.getFileName().toString(), () -> check(f, reader.get())));
    }
  }

  /** Where the cases of a parser lie. */
  static Path folder(String name) {
    return ROOT.resolve(name);
  }

  private static void check(Path input, BiFunction<LogLine, LogEvent, LineFate> reader)
      throws IOException {
    StringBuilder out = new StringBuilder();
    LogLine line = new LogLine();
    LogEvent event = new LogEvent();
    for (String text : Files.readString(input).split("\n")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      line.set(bytes, 0, bytes.length);
      out.append(EventRendering.render(reader.apply(line, event), event)).append('\n');
    }
    Path expected = Path.of(input.toString().replaceFirst("\\.txt$", ".expected"));
    if (!Files.exists(expected) || !Files.readString(expected).contentEquals(out)) {
      Path actual = Path.of(input.toString().replaceFirst("\\.txt$", ".actual"));
      Files.writeString(actual, out);
      if (!Files.exists(expected)) {
        fail("no " + expected.getFileName() + "; see " + actual.getFileName());
      }
    }
    assertThat(out.toString()).isEqualTo(Files.readString(expected));
  }
}
