package modori.spark.source;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import modori.ingest.FileHead;
import modori.ingest.FileStore;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import modori.scan.DialectDetector;
import modori.scan.FileZone;
import modori.spark.tables.HostedDomains;
import org.apache.spark.sql.SparkSession;

/**
 * The logs of one {@code maillog} table.
 *
 * @param store where they lie
 * @param paths as given
 * @param zone of stamps without one, and of the days
 * @param asOf the last finished day
 * @param hosted our own domains
 * @param splitBytes how much of a plain file a task reads
 */
record LogReading(
    FileStore store,
    List<String> paths,
    ZoneId zone,
    LocalDate asOf,
    HostedDomains hosted,
    long splitBytes)
    implements SourceReading {
  private static final String DEFAULT_HOST = "localhost";
  private static final long ENTRIES_BYTES = 4L << 20;

  /** What the options say. */
  static LogReading of(Map<String, String> properties) {
    SourceOptions options =
        new SourceOptions(
            MaillogSource.NAME,
            properties,
            SourceOptions.ZONE,
            SourceOptions.AS_OF,
            SourceOptions.HOSTED,
            SourceOptions.SPLIT_MIB);
    ZoneId zone = options.zone();
    return new LogReading(
        new InputFiles(() -> SparkSession.active().sparkContext().hadoopConfiguration()),
        options.paths(),
        zone,
        options.asOf(zone),
        new HostedDomains(options.hosted()),
        options.splitBytes((long) MaillogSource.SPLIT_MIB << 20));
  }

  @Override
  public String description() {
    return MaillogSource.NAME + " " + String.join(" ", paths);
  }

  @Override
  public void check() {
    files(line -> {});
  }

  @Override
  public Plan plan() {
    Warnings warnings = new Warnings(MaillogSource.NAME);
    List<StoredFile> files = files(warnings);
    Map<Integer, String> filePaths = new TreeMap<>();
    List<LogSplit> splits = new ArrayList<>();
    int read = 0;
    for (int number = 0; number < files.size(); number++) {
      filePaths.put(number, files.get(number).path());
      List<LogSplit> ofFile = splits(files.get(number), number, warnings);
      splits.addAll(ofFile);
      read += ofFile.isEmpty() ? 0 : 1;
    }
    warnings.finish(read);
    ScanSettings settings =
        new ScanSettings(
            store,
            zone.getId(),
            hosted,
            filePaths,
            "",
            ScanSettings.MOST_ENTRIES,
            ScanSettings.MOST_FACT_BYTES,
            null);
    return new Plan(partitions(settings, splits), new AttemptSource(settings));
  }

  private List<? extends LogPartition> partitions(ScanSettings settings, List<LogSplit> splits) {
    List<ArrayList<LogSplit>> groups =
        Packing.ofNeighbours(splits, split -> split.split().weightBytes(), splitBytes);
    if (groups.size() <= 1) {
      return groups.stream().map(LogPartition.Everything::new).toList();
    }
    groups.sort(Comparator.comparingLong(LogReading::weight).reversed());
    List<LogPartition> partitions = new ArrayList<>();
    List<ArrayList<FragmentChunk>> fragments =
        Packing.ofNeighbours(
                FragmentPass.run(settings, groups),
                bucket -> bucket.stream().mapToLong(chunk -> chunk.packed().length).sum(),
                ENTRIES_BYTES)
            .stream()
            .map(LogReading::flat)
            .toList();
    groups.forEach(group -> partitions.add(new LogPartition.Part(group)));
    fragments.forEach(group -> partitions.add(new LogPartition.Entries(group)));
    return partitions;
  }

  private static ArrayList<FragmentChunk> flat(List<List<FragmentChunk>> buckets) {
    ArrayList<FragmentChunk> chunks = new ArrayList<>();
    buckets.forEach(chunks::addAll);
    return chunks;
  }

  private static long weight(List<LogSplit> group) {
    return group.stream().mapToLong(split -> split.split().weightBytes()).sum();
  }

  private List<StoredFile> files(Consumer<String> warnings) {
    Map<String, StoredFile> files = new LinkedHashMap<>();
    for (String path : paths) {
      List<String> trouble = new ArrayList<>();
      List<StoredFile> found = store.find(path, trouble::add);
      if (found.isEmpty()) {
        throw new IllegalArgumentException(MaillogSource.NAME + ": " + String.join("; ", trouble));
      }
      trouble.forEach(warnings);
      found.forEach(file -> files.putIfAbsent(file.path(), file));
    }
    return new ArrayList<>(files.values());
  }

  private List<LogSplit> splits(StoredFile file, int number, Consumer<String> warnings) {
    List<LogSplit> splits = new ArrayList<>();
    if (file.sizeBytes() == 0) {
      warnings.accept(file.path() + ": empty file");
      return splits;
    }
    Instant nightEnd = asOf.plusDays(2).atStartOfDay(zone).toInstant();
    try {
      FileHead head = FileHead.of(store, file);
      String dialect = DialectDetector.detect(head, zone, nightEnd);
      if (dialect.isEmpty()) {
        warnings.accept(
            file.path()
                + (head.isBinary()
                    ? ": binary file, not a log"
                    : ": no line of its begin is of a known log"));
        return splits;
      }
      ZoneId ofFile = FileZone.of(store, file, head, dialect, zone);
      SplitPlanner planner = new SplitPlanner(store, ofFile, nightEnd, splitBytes);
      for (Split split : planner.plan(file, number, head, 0, true)) {
        splits.add(new LogSplit(split, dialect, DEFAULT_HOST));
      }
    } catch (IOException failure) {
      String why = failure.getMessage();
      warnings.accept(
          file.path()
              + ": cannot be read: "
              + (why == null ? failure.getClass().getSimpleName() : why));
    }
    return splits;
  }
}
