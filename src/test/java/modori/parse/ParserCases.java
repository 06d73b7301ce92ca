package modori.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;

/** Runs lines of syslog through parsers of texts and writes what they say as text. */
public final class ParserCases {
  private ParserCases() {}

  /**
   * One test per {@code <case>.txt} of the folder; the expected result is {@code <case>.expected}.
   */
  public static Stream<DynamicTest> in(String folder, List<TextParser> parsers) {
    Path directory = Path.of("src/test/resources", folder);
    List<Path> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files.filter(f -> f.toString().endsWith(".txt")).sorted().forEach(cases::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f, parsers)));
  }

  private static void check(Path input, List<TextParser> parsers) throws IOException {
    StringBuilder actual = new StringBuilder();
    for (String line : Files.readAllLines(input, StandardCharsets.UTF_8)) {
      if (!line.isEmpty()) {
        actual.append(line).append('\n').append(describe(syslog(line), parsers)).append('\n');
      }
    }
    Path expected = sibling(input, ".expected");
    if (!Files.exists(expected)) {
      Files.writeString(sibling(input, ".actual"), actual);
    }
    assertThat(expected).as("the expected result; .actual holds what was read").exists();
    assertThat(actual.toString()).isEqualTo(Files.readString(expected));
  }

  private static Path sibling(Path input, String ending) {
    String name = input.getFileName().toString();
    return input.resolveSibling(name.substring(0, name.length() - ".txt".length()) + ending);
  }

  /** A line of syslog with its program found; the time stays unread. */
  public static LogLine syslog(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LogLine line = new LogLine();
    line.set(bytes, 0, bytes.length);
    // "Dec 24 08:10:10 mx sendmail[60]: text" or "2026-12-24T08:10:10+09:00 mx prog[60]: text"
    int blanks = !text.isEmpty() && Character.isDigit(text.charAt(0)) ? 2 : 4;
    String compact = text.replaceFirst("^([A-Z][a-z]{2})  ", "$1 ");
    int shift = text.length() - compact.length();
    int at = 0;
    for (int i = 0; i < blanks; i++) {
      at = compact.indexOf(' ', at) + 1;
    }
    int colon = text.indexOf(':', at + shift);
    line.programFrom = at + shift;
    int bracket = text.indexOf('[', line.programFrom);
    line.programTo = bracket > 0 && bracket < colon ? bracket : colon;
    line.textFrom = Math.min(text.length(), colon + 2);
    return line;
  }

  /** A text without an envelope. */
  public static LogLine bare(byte[] text) {
    LogLine line = new LogLine();
    line.set(text, 0, text.length);
    return line;
  }

  /** All lines of a file, decompressed; the bytes as Latin-1. */
  public static List<String> lines(Path file) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String describe(LogLine line, List<TextParser> parsers) {
    for (TextParser parser : parsers) {
      if (parser.reads(line.program())) {
        LogEvent event = new LogEvent();
        return describe(parser.parse(line, event), event);
      }
    }
    return "  no parser\n";
  }

  /** Fate and event as text. */
  public static String describe(LineFate fate, LogEvent event) {
    StringBuilder out = new StringBuilder("  " + fate.kind());
    if (fate.kind() == LineFate.Kind.IGNORED || fate.kind() == LineFate.Kind.QUARANTINED) {
      return out.append(": ").append(fate.detail()).append('\n').toString();
    }
    out.append(' ').append(event.type());
    append(out, event.outcome());
    append(out, event.noticeKind());
    append(out, event.stage());
    out.append('\n');
    for (EventFlag flag : EventFlag.values()) {
      if (event.has(flag)) {
        out.append("    ").append(flag).append('\n');
      }
    }
    for (EventField field : EventField.values()) {
      if (event.has(field)) {
        out.append("    ").append(field).append(" = ").append(event.text(field)).append('\n');
      }
    }
    for (EventNumber number : EventNumber.values()) {
      if (event.has(number)) {
        out.append("    ").append(number).append(" = ").append(event.number(number)).append('\n');
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, Object value) {
    if (value != null) {
      out.append(' ').append(value);
    }
  }
}
