package modori.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import modori.classify.Classifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages and the complete rows that they give, side by side in {@code cases}; a missing
 * expectation is written as {@code .actual} and fails.
 */
class NoticeCasesTest {
  private static final Path CASES = Path.of("src/test/resources/modori/bounce/cases");

  private final BounceReader reader = new BounceReader(Classifier.standard());

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".eml"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aMessageGivesItsRows(String name) throws IOException {
    byte[] mail = Files.readAllBytes(CASES.resolve(name + ".eml"));
    String rows = rows(name, mail);
    Path expected = CASES.resolve(name + ".jsonl");
    if (!Files.exists(expected) || !Files.readString(expected).equals(rows)) {
      Files.writeString(CASES.resolve(name + ".actual"), rows);
    }
    assertThat(expected).exists();
    assertThat(rows).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void otherLineEndsGiveTheSameRows(String name) throws IOException {
    byte[] mail = Files.readAllBytes(CASES.resolve(name + ".eml"));
    String text = new String(mail, StandardCharsets.ISO_8859_1);
    for (String lineEnd : List.of("\r\n", "\r")) {
      byte[] other = text.replace("\n", lineEnd).getBytes(StandardCharsets.ISO_8859_1);
      assertThat(rows(name, other)).isEqualTo(rows(name, mail));
    }
  }

  private String rows(String name, byte[] mail) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BounceJson json = new BounceJson(out)) {
      for (BounceNotice row : reader.read(name, mail)) {
        json.write(row);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
