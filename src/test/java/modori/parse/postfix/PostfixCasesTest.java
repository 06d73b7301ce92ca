package modori.parse.postfix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import modori.parse.LogEvent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every case: lines in {@code <case>.txt}, the complete answer in {@code <case>.expected}. */
class PostfixCasesTest {
  private static final Path CASES = Path.of("src/test/resources/modori/parse/postfix");

  private final PostfixParser parser = new PostfixParser();

  @TestFactory
  Stream<DynamicTest> everyCaseGivesItsCompleteAnswer() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      List<Path> cases = files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
      return cases.stream().map(f -> DynamicTest.dynamicTest(nameOf(f), () -> check(f)));
    }
  }

  private void check(Path input) throws IOException {
    StringBuilder answer = new StringBuilder();
    LogEvent event = new LogEvent();
    for (String line : Files.readAllLines(input, UTF_8)) {
      String unix = Lines.render(parser.parse(Lines.ofLog(line).orElseThrow(), event), event);
      String dos = Lines.render(parser.parse(Lines.ofLog(line + "\r").orElseThrow(), event), event);
      assertThat(dos).isEqualTo(unix);
      answer.append(line).append("\n  ").append(unix).append('\n');
    }
    Path expected = input.resolveSibling(nameOf(input) + ".expected");
    Path actual = input.resolveSibling(nameOf(input) + ".actual");
    Files.deleteIfExists(actual);
    if (!Files.exists(expected) || !Files.readString(expected).contentEquals(answer)) {
      Files.writeString(actual, answer);
    }
    assertThat(expected).exists();
    assertThat(answer.toString()).isEqualTo(Files.readString(expected));
  }

  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.lastIndexOf('.'));
  }
}
