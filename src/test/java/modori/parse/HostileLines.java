package modori.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What every parser must stand: any bytes, real lines cut anywhere, real lines with bytes changed.
 */
public abstract class HostileLines {
  /** A fresh reader. */
  protected abstract BiFunction<LogLine, LogEvent, LineFate> reader();

  /** Real lines of the server. */
  protected abstract List<String> samples();

  @Provide
  Arbitrary<String> realLines() {
    return Arbitraries.of(samples());
  }

  @Property(tries = 500)
  void anyBytesHaveOneFate(@ForAll byte[] bytes) {
    read(bytes, 0, bytes.length);
  }

  @Property(tries = 300)
  void aRealLineCutAnywhereHasOneFate(@ForAll("realLines") String line) {
    byte[] bytes = CorpusLines.utf8(line);
    for (int cut = 0; cut <= bytes.length; cut++) {
      read(Arrays.copyOf(bytes, cut), 0, cut);
      read(bytes, cut, bytes.length);
    }
  }

  @Property(tries = 1000)
  void aRealLineWithChangedBytesHasOneFate(
      @ForAll("realLines") String line, @ForAll byte noise, @ForAll int where) {
    byte[] bytes = CorpusLines.utf8(line);
    for (int i = 0; i < 4; i++) {
      bytes[Math.floorMod(where * (i * 31 + 1), bytes.length)] = i == 3 ? (byte) ' ' : noise;
    }
    read(bytes, 0, bytes.length);
  }

  private void read(byte[] bytes, int from, int to) {
    LogLine line = new LogLine();
    LogEvent event = new LogEvent();
    line.set(bytes, from, to);
    LineFate fate = reader().apply(line, event);
    assertThat(fate).isNotNull();
    if (fate.kind() == LineFate.Kind.EVENT || fate.kind() == LineFate.Kind.CONTEXT) {
      for (EventField field : EventField.values()) {
        if (event.has(field)) {
          assertThat(event.from(field)).isNotNegative();
          assertThat(event.to(field)).isBetween(event.from(field), event.bytes(field).length);
          if (event.bytes(field) == bytes) {
            assertThat(event.to(field)).isLessThanOrEqualTo(Math.max(to, event.from(field)));
          }
        }
      }
    }
  }

  /** Lines of case files. */
  protected static List<String> lines(String folder) {
    List<String> all = new ArrayList<>();
    try (var files = java.nio.file.Files.list(CaseFiles.folder(folder))) {
      for (var file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
        all.addAll(java.nio.file.Files.readAllLines(file));
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    all.removeIf(String::isEmpty);
    return all;
  }
}
