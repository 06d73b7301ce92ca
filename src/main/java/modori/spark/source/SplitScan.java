package modori.spark.source;

import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import modori.correlate.EntryAssembler;
import modori.ingest.FileStore;
import modori.ingest.StoredFile;
import modori.scan.Dialects;
import modori.scan.FileCounts;
import modori.scan.LogScanner;
import modori.scan.ScanSink;

/**
 * Reads splits, each time alike: also where a log grows between two passes.
 *
 * @param settings of the scan
 */
record SplitScan(ScanSettings settings) {
  /** Reads the splits one after the other; one that cannot be read to its end is told. */
  void read(List<LogSplit> splits, ScanSink sink, Consumer<String> trouble) {
    for (LogSplit split : splits) {
      EntryAssembler assembler =
          new EntryAssembler(sink, settings.mostEntries(), settings.mostFactBytes());
      FileStore store = new AsPlanned(settings.store(), split.split().file().sizeBytes());
      String why =
          new LogScanner(store, split.host())
              .scan(
                  split.split(),
                  Dialects.of(split.dialect(), split.split().clock()),
                  assembler,
                  sink,
                  new FileCounts());
      assembler.finish();
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      if (!why.isEmpty()) {
        trouble.accept(why);
      }
    }
  }

  /** A store whose files are no longer than when they were found. */
  private record AsPlanned(FileStore store, long sizeBytes) implements FileStore {
    @Override
    public List<StoredFile> find(String pathOrGlob, Consumer<String> trouble) {
      return store.find(pathOrGlob, trouble);
    }

    @Override
    public InputStream open(String path, long offsetBytes) throws IOException {
      return ByteStreams.limit(store.open(path, offsetBytes), Math.max(0, sizeBytes - offsetBytes));
    }
  }
}
