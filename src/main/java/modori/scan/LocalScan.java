package modori.scan;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import modori.classify.Classifier;
import modori.correlate.DeliveryAttempt;
import modori.correlate.EntryAssembler;
import modori.correlate.EntryReader;
import modori.correlate.Fragment;
import modori.correlate.Judge;
import modori.correlate.LoneEvents;
import modori.correlate.StoreTwins;
import modori.ingest.FileStore;
import modori.ingest.Split;
import modori.parse.LogEvent;
import modori.parse.LogLine;

/** Reads logs in this process, one split after the other, and merges what splits leave open. */
public final class LocalScan implements ScanSink {
  private static final int MOST_ENTRIES = 200_000;
  private static final long MOST_FACT_BYTES = 256L << 20;

  private final FileStore store;
  private final StoreTwins sink;
  private final EntryReader reader = new EntryReader(new Judge(Classifier.standard()));
  private final Map<String, Fragment> open = new TreeMap<>();
  private final Map<Integer, FileCounts> counts = new TreeMap<>();

  /** A scan that hands attempts to the sink, in no order. */
  public LocalScan(FileStore store, Consumer<DeliveryAttempt> sink) {
    this.store = store;
    this.sink = new StoreTwins(sink);
  }

  /** Reads a split; the answer is empty, or in one line why it was not read to its end. */
  public String scan(Split split, String dialect, String host) {
    EntryAssembler assembler = new EntryAssembler(this, MOST_ENTRIES, MOST_FACT_BYTES);
    String why =
        new LogScanner(store, host)
            .scan(
                split,
                Dialects.of(dialect, split.clock()),
                assembler,
                this,
                counts(split.fileNumber()));
    assembler.finish();
    return why;
  }

  /** What became of a file's lines so far. */
  public FileCounts counts(int fileNumber) {
    return counts.computeIfAbsent(fileNumber, any -> new FileCounts());
  }

  /** Hands over the attempts of the entries that no split has seen whole. */
  public void finish() {
    open.values().forEach(entry -> reader.attempts(entry, sink::add));
    open.clear();
    sink.finish();
  }

  @Override
  public void complete(Fragment entry) {
    reader.attempts(entry, sink::add);
  }

  @Override
  public void fragment(Fragment part) {
    open.merge(part.key(), part, LocalScan::join);
  }

  @Override
  public void alone(
      String mta, String host, LogLine line, LogEvent event, int fileNumber, long offset) {
    LoneEvents.fragment(mta, host, line, event, fileNumber, offset).ifPresent(this::complete);
  }

  @Override
  public void quarantined(String why, String text, long timeMicros, int fileNumber, long offset) {
    // counted by the scanner; only tables keep the text
  }

  private static Fragment join(Fragment one, Fragment other) {
    ByteArrayOutputStream facts =
        new ByteArrayOutputStream(one.facts().length + other.facts().length);
    facts.writeBytes(one.facts());
    facts.writeBytes(other.facts());
    return new Fragment(one.mta(), one.host(), one.instance(), one.queueId(), facts.toByteArray());
  }
}
