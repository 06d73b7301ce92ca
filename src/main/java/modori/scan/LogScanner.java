package modori.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import modori.correlate.EntryAssembler;
import modori.ingest.Compression;
import modori.ingest.FileStore;
import modori.ingest.Split;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;

/** Reads one split from its first line to its last. */
public final class LogScanner {
  private static final LineFate TOO_LONG = LineFate.quarantined("line longer than 1 MiB");

  private final FileStore store;
  private final byte[] defaultHost;

  /**
   * A scanner.
   *
   * @param defaultHost for lines that name no host
   */
  public LogScanner(FileStore store, String defaultHost) {
    this.store = store;
    this.defaultHost = defaultHost.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Scans a split.
   *
   * @param dialect fresh, with the split's clock
   * @param assembler takes the events; it is not finished here
   * @param counts are added to
   * @return an empty text, or in one line why the split could not be read to its end
   */
  public String scan(
      Split split, Dialect dialect, EntryAssembler assembler, ScanSink sink, FileCounts counts) {
    try (InputStream in = open(split, dialect)) {
      LineReader reader =
          new LineReader(in, split.compression() == Compression.NONE ? start(split, dialect) : 0);
      try {
        return lines(reader, split, dialect, assembler, sink, counts);
      } catch (IOException damaged) {
        if (split.compression() == Compression.NONE) {
          throw damaged;
        }
        return split.file().path()
            + ": damaged or cut off after "
            + reader.nextOffset()
            + " unpacked bytes; what was before is read";
      }
    } catch (IOException failure) {
      return split.file().path()
          + ": "
          + (failure.getMessage() == null
              ? failure.getClass().getSimpleName()
              : failure.getMessage());
    }
  }

  // The first line is the one that begins at or after this byte; one byte more tells.
  private static long start(Split split, Dialect dialect) {
    return split.warmUpFrom() == 0 || dialect.needsBegin() ? 0 : split.warmUpFrom() - 1;
  }

  private InputStream open(Split split, Dialect dialect) throws IOException {
    if (split.compression() == Compression.NONE) {
      return store.open(split.file().path(), start(split, dialect));
    }
    return split.compression().unpack(store.open(split.file().path(), 0));
  }

  private String lines(
      LineReader reader,
      Split split,
      Dialect dialect,
      EntryAssembler assembler,
      ScanSink sink,
      FileCounts counts)
      throws IOException {
    LogLine line = new LogLine();
    LogEvent event = new LogEvent();
    Map<LineFate, long[]> fates = new IdentityHashMap<>();
    HostCounter hosts = new HostCounter(counts, defaultHost);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long start = split.from();
    long look = 0;
    if (split.compression() == Compression.NONE && start(split, dialect) > 0) {
      reader.next(line); // the rest of a line that begins earlier, or just its line end
    }
    try {
      while (reader.next(line)) {
        if (reader.lineOffset() == 0) {
          line.set(line.bytes, afterByteOrderMark(line.bytes, line.from, line.to), line.to);
        }
        if (reader.lineOffset() < start) {
          if (dialect.needsBegin()) {
            dialect.passOver(line); // a file that is read on from its begin
          } else if (reader.lineOffset() >= Math.min(look, split.warmUpFrom())
              && !reader.tooLong()) {
            dialect.parse(line, event); // what it says was taken by the split before
            look = reader.lineOffset() + Split.LOOK_BYTES;
          }
          continue;
        }
        if (reader.lineOffset() >= split.to()) {
          break;
        }
        if (!reader.hasLineEnd() && !split.halfLastLine()) {
          counts.addHalfLine(reader.nextOffset() - reader.lineOffset());
          break;
        }
        counts.addBytes(reader.nextOffset() - reader.lineOffset());
        LineFate fate = reader.tooLong() ? TOO_LONG : dialect.parse(line, event);
        fates.computeIfAbsent(fate, any -> new long[1])[0]++;
        if (line.timeMicros != LogLine.NO_TIME) {
          first = Math.min(first, line.timeMicros);
          last = Math.max(last, line.timeMicros);
        }
        switch (fate.kind()) {
          case EVENT, CONTEXT -> {
            hosts.count(line);
            do {
              assembler.add(
                  dialect.mta(), defaultHost, line, event, split.fileNumber(), reader.lineOffset());
            } while (dialect.more(event));
          }
          case QUARANTINED ->
              sink.quarantined(
                  fate.detail(),
                  kept(line),
                  line.timeMicros,
                  split.fileNumber(),
                  reader.lineOffset());
          case IGNORED -> {}
        }
      }
    } finally {
      fates.forEach((fate, count) -> counts.add(fate, count[0]));
      counts.span(first, last);
      hosts.flush();
    }
    return "";
  }

  /** Where a file's first line begins: behind the mark that some editors and Windows write. */
  static int afterByteOrderMark(byte[] b, int from, int to) {
    boolean marked =
        to - from >= 3
            && b[from] == (byte) 0xEF
            && b[from + 1] == (byte) 0xBB
            && b[from + 2] == (byte) 0xBF;
    return marked ? from + 3 : from;
  }

  private static String kept(LogLine line) {
    int length = Math.min(line.to - line.from, ScanSink.MOST_CHARS);
    return new String(line.bytes, line.from, length, StandardCharsets.UTF_8);
  }
}
