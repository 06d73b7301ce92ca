package modori.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads files of the corpus, also compressed ones, line by line, and counts the fates. */
public final class CorpusLines {
  private final Map<LineFate.Kind, Long> counts = new EnumMap<>(LineFate.Kind.class);
  private final List<String> quarantined = new ArrayList<>();
  private long lines;

  /** A file or folder of the corpus. */
  public static Path path(String name) {
    return Path.of(System.getProperty("modori.corpus", "../shared/corpus")).resolve(name);
  }

  /** All files below a folder of the corpus, by name. */
  public static List<Path> below(String folder) {
    try (Stream<Path> files = Files.walk(path(folder))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all lines of a file with a reader. */
  public CorpusLines read(
      Path file, BiFunction<LogLine, LogEvent, LineFate> reader, Consumer<String> rendered) {
    LogLine line = new LogLine();
    LogEvent event = new LogEvent();
    byte[] bytes = bytes(file);
    int from = 0;
    while (from < bytes.length) {
      int end = Ascii.indexOf(bytes, from, bytes.length, '\n');
      int to = end < 0 ? bytes.length : end;
      line.set(bytes, from, to);
      LineFate fate = reader.apply(line, event);
      lines++;
      counts.merge(fate.kind(), 1L, Long::sum);
      if (fate.kind() == LineFate.Kind.QUARANTINED) {
        quarantined.add(fate.detail() + " | " + file.getFileName() + " | " + line);
      }
      rendered.accept(EventRendering.render(fate, event));
      from = to + 1;
    }
    return this;
  }

  /** How many lines were read. */
  public long lines() {
    return lines;
  }

  /** How many lines had this fate. */
  public long count(LineFate.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** The lines that no rule knew, with file and reason. */
  public List<String> quarantined() {
    return quarantined;
  }

  private static byte[] bytes(Path file) {
    try {
      byte[] raw = Files.readAllBytes(file);
      if (raw.length > 2 && raw[0] == 0x1f && (raw[1] & 0xff) == 0x8b) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
          return in.readAllBytes();
        }
      }
      return raw;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a text. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
