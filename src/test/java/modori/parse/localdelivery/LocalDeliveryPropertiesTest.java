package modori.parse.localdelivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import modori.parse.EventField;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.ParserCases;
import modori.parse.TextParser;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LocalDeliveryPropertiesTest {
  @Property(tries = 2000)
  void noBytesMakeThemThrow(@ForAll byte[] bytes) {
    haveOneFate(bytes, bytes.length);
  }

  @Property(tries = 5000)
  void noOrderOfTheirWordsMakesThemThrow(@ForAll("words") List<String> words) {
    byte[] bytes = String.join("", words).getBytes(StandardCharsets.UTF_8);
    haveOneFate(bytes, bytes.length);
  }

  @Property(tries = 1000)
  void aRealLineCutAnywhereHasOneFate(@ForAll("realTexts") String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int to = 0; to <= bytes.length; to++) {
      haveOneFate(bytes, to);
    }
  }

  private static void haveOneFate(byte[] bytes, int to) {
    byte[] padded = Arrays.copyOf(bytes, bytes.length + 1);
    for (TextParser parser : LocalDeliveryCasesTest.PARSERS) {
      LogLine line = new LogLine();
      line.set(padded, 0, to);
      LogEvent event = new LogEvent();
      LineFate fate = parser.parse(line, event);
      assertThat(fate).isNotNull();
      if (fate.kind() == LineFate.Kind.CONTEXT) {
        for (EventField field : EventField.values()) {
          if (event.has(field)) {
            assertThat(event.from(field)).as(field.name()).isBetween(0, to);
            assertThat(event.to(field)).as(field.name()).isBetween(event.from(field), to);
          }
        }
      }
    }
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of(
            "lmtp",
            "lda",
            "deliver",
            "(",
            ")",
            "12",
            ", ",
            "u@d.example",
            "<",
            ">",
            ": ",
            "sieve: ",
            "msgid=",
            "unspecified",
            "saved mail to",
            "save failed to",
            "Quota exceeded",
            "Quota exceeded while writing ",
            "\"",
            "/",
            "/Maildir",
            "Folder: ",
            "action=",
            " ",
            "Passed",
            "Blocked",
            " -> ",
            "> -> <",
            ">,<",
            "Message-ID: <",
            ", Queue-ID: ",
            ", queued_as: ",
            "{Rejected")
        .list()
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<String> realTexts() {
    try (Stream<Path> files =
        Files.list(Path.of("src/test/resources/modori/parse/localdelivery"))) {
      List<String> texts =
          files
              .filter(f -> f.toString().endsWith(".txt"))
              .flatMap(f -> ParserCases.lines(f).stream())
              .map(t -> t.substring(ParserCases.syslog(t).textFrom))
              .toList();
      return Arbitraries.of(texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
