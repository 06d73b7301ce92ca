package modori.parse.sendmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import modori.parse.EventField;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.ParserCases;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SendmailParserPropertiesTest {
  private final SendmailParser parser = new SendmailParser();

  @Property(tries = 3000)
  void noBytesMakeItThrow(@ForAll byte[] bytes) {
    hasOneFate(bytes, bytes.length);
  }

  @Property(tries = 5000)
  void noOrderOfItsWordsMakesItThrow(@ForAll("words") List<String> words) {
    byte[] bytes = String.join("", words).getBytes(StandardCharsets.UTF_8);
    hasOneFate(bytes, bytes.length);
  }

  @Property(tries = 2000)
  void aRealLineCutAnywhereHasOneFate(@ForAll("realTexts") String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int to = 0; to <= bytes.length; to++) {
      hasOneFate(bytes, to);
    }
  }

  private void hasOneFate(byte[] bytes, int to) {
    // What stands behind the line's end is another line and must not be read.
    byte[] padded = java.util.Arrays.copyOf(bytes, bytes.length + 1);
    LogLine line = new LogLine();
    line.set(padded, 0, to);
    LogEvent event = new LogEvent();
    LineFate fate = parser.parse(line, event);
    assertThat(fate).isNotNull();
    if (fate.kind() == LineFate.Kind.EVENT || fate.kind() == LineFate.Kind.CONTEXT) {
      for (EventField field : EventField.values()) {
        if (event.has(field)) {
          assertThat(event.from(field)).as(field.name()).isBetween(0, to);
          assertThat(event.to(field)).as(field.name()).isBetween(event.from(field), to);
        }
      }
    }
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.of(
            "6BNNA91N000052",
            ": ",
            ":",
            " ",
            "to=",
            "from=",
            "<",
            ">",
            "a@b.example",
            ",",
            ", ",
            "\"",
            "\\",
            "delay=",
            "1+02:03:04",
            "mailer=",
            "local",
            "prog",
            "esmtp",
            "relay=",
            "[127.0.0.1]",
            "[",
            "]",
            "dsn=",
            "5.2.2",
            "reply=",
            "552 ",
            "stat=",
            "Sent (",
            ")",
            " Message accepted for delivery",
            "queued as ",
            "Deferred: ",
            "ruleset=",
            "check_rcpt",
            "arg1=",
            "arg2=",
            "reject=",
            ", discard",
            "Milter: ",
            "connect: host=",
            "addr=",
            "...",
            "DSN: ",
            "clone: owner=",
            "Losing ",
            "savemail panic",
            "[1]",
            " [more]",
            "AUTH=server, ")
        .list()
        .ofMaxSize(25);
  }

  @Provide
  Arbitrary<String> realTexts() {
    List<String> texts =
        Stream.of(
                "arrivals",
                "deliveries",
                "failed-deliveries",
                "refusals",
                "notices",
                "lines-without-a-fate")
            .map(n -> Path.of("src/test/resources/modori/parse/sendmail", n + ".txt"))
            .flatMap(f -> ParserCases.lines(f).stream())
            .map(t -> t.substring(ParserCases.syslog(t).textFrom))
            .toList();
    return Arbitraries.of(texts);
  }
}
