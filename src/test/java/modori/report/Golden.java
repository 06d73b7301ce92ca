package modori.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected outputs, kept as files; a missing one is written beside as {@code .actual}. */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/modori/report");

  private Golden() {}

  static void check(String file, String actual) throws IOException {
    Path expected = FOLDER.resolve(file);
    Path written = FOLDER.resolve(file + ".actual");
    boolean same = Files.exists(expected) && Files.readString(expected).equals(actual);
    if (same) {
      Files.deleteIfExists(written);
      return;
    }
    Files.createDirectories(FOLDER);
    Files.writeString(written, actual);
    if (!Files.exists(expected)) {
      fail("no expectation " + expected + "; look at " + written);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }
}
