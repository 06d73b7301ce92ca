package modori.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShapeMemoTest {
  private final ShapeMemo memo = new ShapeMemo();

  @Provide
  Arbitrary<List<String>> texts() {
    return Arbitraries.of(
            "<",
            ">",
            "a@example.com",
            "x",
            " ",
            "\"",
            "/var",
            "/",
            "550",
            "-5.1.1",
            ".",
            "=",
            "%",
            ":",
            "https://",
            "mailto:",
            "mx.example.net",
            "192.0.2.1",
            "\t",
            "é",
            "7",
            "\uffff",
            "y".repeat(300))
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts))
        .list()
        .ofMinSize(20)
        .ofMaxSize(20);
  }

  @Property(tries = 2000)
  void everyShapeIsThatOfTheTextWhateverCameBefore(@ForAll("texts") List<String> texts) {
    ShapeMemo shapes = new ShapeMemo();
    for (String text : texts) {
      assertThat(shapes.of(text)).isEqualTo(TextShape.of(text));
    }
  }

  @Test
  void bracketsWithNothingInThemAreNotAnAddress() {
    assertThat(memo.of("550 <a@example.com> no")).isEqualTo("550 <address> no");
    assertThat(memo.of("550 <> no")).isEqualTo("550 <> no");
    assertThat(memo.of("550 <b@example.com> no")).isEqualTo("550 <address> no");
  }
}
