package modori.scan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Logs of real servers, unpacked. */
final class LabLog {
  private LabLog() {}

  /** Files of the lab, one behind the other. */
  static byte[] of(String... names) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : names) {
      try {
        byte[] stored = Files.readAllBytes(path("lab/" + name));
        if (name.endsWith(".gz")) {
          try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            in.transferTo(all);
          }
        } else {
          all.writeBytes(stored);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return all.toByteArray();
  }

  /** The first lines of it. */
  static byte[] lines(int count, byte[] log) {
    int lines = 0;
    for (int i = 0; i < log.length; i++) {
      if (log[i] == '\n' && ++lines == count) {
        return Arrays.copyOf(log, i + 1);
      }
    }
    return log;
  }

  static Path path(String name) {
    return Path.of(System.getProperty("modori.corpus", "../shared/corpus")).resolve(name);
  }
}
