package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import modori.ingest.FileHead;
import modori.ingest.FileStore;
import modori.ingest.StoredFile;
import modori.scan.DialectDetector;
import modori.scan.Dialects;
import modori.scan.FileCounts;
import modori.spark.pipeline.ExitCode;
import modori.spark.source.InputFiles;

/** {@code modori parse --detect}: which dialect files are written in, told by their first lines. */
final class Detection {
  private Detection() {}

  static int print(List<String> paths, PrintWriter out, PrintWriter err) {
    FileStore store = new InputFiles();
    List<String> trouble = new ArrayList<>();
    int files = 0;
    for (String path : paths) {
      for (StoredFile file : store.find(path, trouble::add)) {
        files++;
        print(store, file, out, trouble);
      }
    }
    if (files > 0) {
      out.println("known dialects: " + String.join(", ", Dialects.names()));
    }
    trouble.forEach(line -> err.println("modori: warning: " + line));
    return files == 0 ? ExitCode.USAGE : trouble.isEmpty() ? ExitCode.DONE : ExitCode.WARNINGS;
  }

  private static void print(
      FileStore store, StoredFile file, PrintWriter out, List<String> trouble) {
    ZoneId zone = ZoneId.systemDefault();
    Instant bound = Instant.now().plusSeconds(86_400);
    try {
      FileHead head = FileHead.of(store, file);
      String dialect = DialectDetector.detect(head, zone, bound);
      if (dialect.isEmpty()) {
        out.printf(
            "%s: %s%n", file.path(), head.isBinary() ? "binary file, not a log" : "no known log");
        return;
      }
      FileCounts counts = DialectDetector.begin(head, dialect, zone, bound);
      out.printf(
          "%s: %s, first %d lines = %d events + %d context + %d ignored + %d quarantined%n",
          file.path(),
          dialect,
          counts.lines(),
          counts.eventLines(),
          counts.contextLines(),
          counts.ignoredLines(),
          counts.quarantinedLines());
      counts
          .quarantinedWhys()
          .forEach((why, count) -> out.printf("    quarantined: %d %s%n", count, why));
    } catch (IOException failure) {
      trouble.add(file.path() + ": cannot be read: " + failure.getMessage());
    }
  }
}
