package modori.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KnownLinesTest {
  private final KnownLines lines =
      new KnownLines().ignored("load", "load average", "Load").ignored("other", "l");

  @Test
  void theFirstBeginningThatFitsGivesTheKind() {
    assertThat(kind("load average: 9")).isEqualTo("load");
    assertThat(kind("lost")).isEqualTo("other");
  }

  @Test
  void unknownEmptyAndEightBitTextsHaveNoKind() {
    assertThat(kind("xload")).isNull();
    assertThat(kind("")).isNull();
    assertThat(kind("\u65e5")).isNull();
  }

  private String kind(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LineFate fate = lines.find(bytes, 0, bytes.length);
    return fate == null ? null : fate.detail();
  }
}
