package modori.parse.postfix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import modori.parse.EventField;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PostfixPropertiesTest {
  private static final List<String> PROGRAMS =
      List.of(
          "postfix/smtp",
          "postfix/smtpd",
          "postfix/cleanup",
          "postfix/qmgr",
          "postfix/local",
          "postfix/pipe",
          "postfix/lmtp",
          "postfix/bounce",
          "postfix/pickup",
          "postfix/postscreen",
          "postfix/postsuper");

  private final PostfixParser parser = new PostfixParser();
  private final LogEvent event = new LogEvent();

  @Property(tries = 3000)
  void anyBytesHaveOneFateAndNeverThrow(
      @ForAll("programs") String program, @ForAll byte[] garbage) {
    assertHasFate(Lines.of(program, garbage));
  }

  @Property(tries = 3000)
  void anyBytesBehindAKnownBeginningHaveOneFate(
      @ForAll("programs") String program,
      @ForAll("beginnings") String beginning,
      @ForAll byte[] garbage) {
    byte[] start = ("4D5F2C10208A: " + beginning).getBytes(UTF_8);
    byte[] text = Arrays.copyOf(start, start.length + garbage.length);
    System.arraycopy(garbage, 0, text, start.length, garbage.length);
    assertHasFate(Lines.of(program, text));
  }

  @Property(tries = 500)
  void aRealLineCutAnywhereHasOneFate(@ForAll("caseLines") String written) {
    LogLine whole = Lines.ofLog(written).orElseThrow();
    int end = whole.to;
    for (int to = whole.textFrom; to <= end; to++) {
      whole.to = to;
      assertHasFate(whole);
      whole.to = end;
    }
    for (int from = whole.textFrom; from <= end; from++) {
      whole.textFrom = from;
      assertHasFate(whole);
    }
  }

  @Property(tries = 500)
  void aRealLineWithOneByteChangedHasOneFate(
      @ForAll("caseLines") String written, @ForAll byte other, @ForAll double where) {
    LogLine line = Lines.ofLog(written).orElseThrow();
    int length = line.to - line.textFrom;
    if (length > 0) {
      line.bytes[line.textFrom + (int) Math.abs(where % 1 * length)] = other;
    }
    assertHasFate(line);
  }

  @Provide
  Arbitrary<String> programs() {
    return Arbitraries.of(PROGRAMS);
  }

  @Provide
  Arbitrary<String> beginnings() {
    return Arbitraries.of(
        "to=<",
        "to=<a@b.example>, relay=",
        "to=<a@b.example>, status=",
        "to=<a@b.example>, delay=",
        "from=<",
        "from=<>, size=",
        "client=",
        "uid=",
        "message-id=",
        "reject: ",
        "reject: RCPT from ",
        "reject: RCPT from a[",
        "milter-reject: ",
        "proxy-reject: ",
        "hold: header ",
        "sender non-delivery notification: ",
        "warning: ");
  }

  @Provide
  Arbitrary<String> caseLines() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/modori/parse/postfix"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return Arbitraries.of(lines);
  }

  /** One fate; and every slice of an event lies within the line. */
  private void assertHasFate(LogLine line) {
    LineFate fate = parser.parse(line, event);
    assertThat(fate).isNotNull();
    if (fate.kind() == LineFate.Kind.EVENT || fate.kind() == LineFate.Kind.CONTEXT) {
      for (EventField field : EventField.values()) {
        if (event.has(field)) {
          assertThat(event.from(field)).isBetween(0, line.to);
          assertThat(event.to(field)).isBetween(event.from(field), line.to);
        }
      }
    }
  }
}
