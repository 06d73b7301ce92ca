package modori.scan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modori.classify.Classifier;
import modori.correlate.DeliveryAttempt;
import modori.correlate.EntryAssembler;
import modori.correlate.EntryReader;
import modori.correlate.Fragment;
import modori.correlate.Judge;
import modori.correlate.LoneEvents;
import modori.ingest.BytesStore;
import modori.ingest.Compression;
import modori.ingest.FileHead;
import modori.ingest.FileStore;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import modori.parse.LogEvent;
import modori.parse.LogLine;

/** Everything that a scan of splits gives, kept in lists. */
final class Scanned implements ScanSink {
  static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
  static final Instant NIGHT_END = Instant.parse("2027-01-11T15:00:00Z");
  private static final Judge JUDGE = new Judge(Classifier.standard());

  final List<Fragment> complete = new ArrayList<>();
  final List<Fragment> fragments = new ArrayList<>();
  final List<String> quarantined = new ArrayList<>();
  final List<String> trouble = new ArrayList<>();
  final FileCounts counts = new FileCounts();
  private final FileStore store;
  private final int mostEntries;

  Scanned(FileStore store, int mostEntries) {
    this.store = store;
    this.mostEntries = mostEntries;
  }

  /** A log in memory, read in one split or cut at these offsets; a half last line is read too. */
  static Scanned cutAt(byte[] log, int mostEntries, long... cuts) {
    return of(log, mostEntries, true, cuts);
  }

  /** The same where a half last line waits. */
  static Scanned waiting(byte[] log, long... cuts) {
    return of(log, 1000, false, cuts);
  }

  private static Scanned of(byte[] log, int mostEntries, boolean halfLastLine, long... cuts) {
    BytesStore store = new BytesStore();
    StoredFile file = store.add("/log/mail.log", log);
    Scanned scanned = new Scanned(store, mostEntries);
    try {
      FileHead head = FileHead.of(store, file);
      String dialect = DialectDetector.detect(head, ZONE, NIGHT_END);
      SplitPlanner planner = new SplitPlanner(store, ZONE, NIGHT_END, Long.MAX_VALUE / 4);
      long from = 0;
      for (int i = 0; i <= cuts.length; i++) {
        long to = i < cuts.length ? cuts[i] : Long.MAX_VALUE;
        Split split = planner.plan(file, 0, head, from, halfLastLine).get(0);
        scanned.read(
            new Split(file, 0, Compression.NONE, from, to, halfLastLine, split.clock()),
            dialect.isEmpty() ? "syslog" : dialect);
        from = to;
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return scanned;
  }

  /** Reads one split. */
  Scanned read(Split split, String dialect) {
    EntryAssembler assembler = new EntryAssembler(this, mostEntries, 64L << 20);
    String why =
        new LogScanner(store, "localhost")
            .scan(split, Dialects.of(dialect, split.clock()), assembler, this, counts);
    if (!why.isEmpty()) {
      trouble.add(why);
    }
    assembler.finish();
    return this;
  }

  /** The attempts of everything, fragments put together, each as text without its place. */
  List<String> attempts() {
    return attemptsOf(complete, fragments);
  }

  static List<String> attemptsOf(List<Fragment> complete, List<Fragment> fragments) {
    List<String> all = new ArrayList<>();
    complete.forEach(entry -> read(entry, all));
    merged(fragments).forEach(entry -> read(entry, all));
    return all.stream().sorted().toList();
  }

  /** The attempts of everything by time. */
  List<DeliveryAttempt> rows() {
    List<DeliveryAttempt> all = new ArrayList<>();
    complete.forEach(entry -> new EntryReader(JUDGE).attempts(entry, all::add));
    merged(fragments).forEach(entry -> new EntryReader(JUDGE).attempts(entry, all::add));
    all.sort(Comparator.comparingLong(DeliveryAttempt::timeMicros));
    return all;
  }

  /** Fragments put together by their keys. */
  static List<Fragment> merged(List<Fragment> fragments) {
    Map<String, ByteArrayOutputStream> facts = new TreeMap<>();
    Map<String, Fragment> first = new TreeMap<>();
    for (Fragment part : fragments) {
      first.putIfAbsent(part.key(), part);
      facts
          .computeIfAbsent(part.key(), any -> new ByteArrayOutputStream())
          .writeBytes(part.facts());
    }
    List<Fragment> merged = new ArrayList<>();
    first.forEach(
        (key, one) ->
            merged.add(
                new Fragment(
                    one.mta(),
                    one.host(),
                    one.instance(),
                    one.queueId(),
                    facts.get(key).toByteArray())));
    return merged;
  }

  private static void read(Fragment entry, List<String> all) {
    new EntryReader(JUDGE).attempts(entry, attempt -> all.add(withoutPlace(attempt)));
  }

  private static String withoutPlace(DeliveryAttempt attempt) {
    return attempt.toString().replaceFirst(", fileNumber=\\d+, offset=\\d+\\]$", "]");
  }

  @Override
  public void complete(Fragment entry) {
    complete.add(entry);
  }

  @Override
  public void fragment(Fragment part) {
    fragments.add(part);
  }

  @Override
  public void alone(
      String mta, String host, LogLine line, LogEvent event, int fileNumber, long offset) {
    LoneEvents.fragment(mta, host, line, event, fileNumber, offset).ifPresent(this::complete);
  }

  @Override
  public void quarantined(String why, String text, long timeMicros, int fileNumber, long offset) {
    quarantined.add(offset + " " + why + ": " + text);
  }
}
