package modori.spark.pipeline;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import modori.ingest.Compression;
import modori.ingest.FileHead;
import modori.ingest.FileStore;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import modori.scan.Dialects;
import modori.scan.FileZone;
import modori.spark.source.LogSplit;

/** Finds the logs of a night and what is new in them. */
final class LogPlanner {
  static final String KIND = "logs";
  private static final int BLOCK_BYTES = 1 << 16;

  private final FileStore store;
  private final Ledger ledger;
  private final NightSettings settings;
  private final Consumer<String> trouble;
  private int nextNumber;
  private int files;
  private int passedOver;

  LogPlanner(FileStore store, Ledger ledger, NightSettings settings, Consumer<String> trouble) {
    this.store = store;
    this.ledger = ledger;
    this.settings = settings;
    this.trouble = trouble;
    this.nextNumber = ledger.highestFileNumber() + 1;
  }

  /** Files that were found, new or not. */
  int filesFound() {
    return files;
  }

  /** Files of which something is new, but nothing of the days of a backfill: they stay unread. */
  int filesPassedOver() {
    return passedOver;
  }

  /** The files of which something is new. */
  List<PlannedFile> plan() {
    Map<String, StoredFile> found = new LinkedHashMap<>();
    for (String path : settings.logs()) {
      store.find(path, trouble).forEach(file -> found.putIfAbsent(file.path(), file));
    }
    files = found.size();
    // Plain and large files first: a packed or shorter copy of the same content then has nothing
    // new.
    List<Candidate> candidates = new ArrayList<>();
    found.values().forEach(file -> candidate(file, candidates));
    candidates.sort(
        Comparator.comparing((Candidate c) -> c.head().compression() != Compression.NONE)
            .thenComparing(c -> c.file().sizeBytes(), Comparator.reverseOrder())
            .thenComparing(c -> c.file().path()));
    List<PlannedFile> planned = new ArrayList<>();
    for (Candidate candidate : candidates) {
      try {
        plan(candidate, planned);
      } catch (IOException failure) {
        trouble.accept(candidate.file().path() + ": " + why(failure));
      }
    }
    planned.sort(Comparator.comparing(file -> file.file().path()));
    return planned;
  }

  private record Candidate(StoredFile file, FileHead head) {}

  private void candidate(StoredFile file, List<Candidate> candidates) {
    if (file.sizeBytes() == 0) {
      trouble.accept(file.path() + ": empty file");
      return;
    }
    try {
      candidates.add(new Candidate(file, FileHead.of(store, file)));
    } catch (IOException failure) {
      trouble.accept(file.path() + ": " + why(failure));
    }
  }

  private void plan(Candidate candidate, List<PlannedFile> planned) throws IOException {
    StoredFile file = candidate.file();
    FileHead head = candidate.head();
    String storedHead = storedHead(file, head);
    if (ledger.hasRead(KIND, file, head, storedHead)) {
      return;
    }
    long from = ledger.readUpTo(KIND, store, file, head);
    boolean plain = head.compression() == Compression.NONE;
    if (from == Long.MAX_VALUE || plain && from > 0 && !hasLineEnd(file, from)) {
      return;
    }
    String dialect = settings.dialects().dialect(file.path(), head, settings.zone(), nightEnd());
    if (dialect.isEmpty()) {
      trouble.accept(
          file.path()
              + (head.isBinary()
                  ? ": binary file, not a log"
                  : ": no line of its begin is of a known log"));
      return;
    }
    long splitBytes = Dialects.isOneSplit(dialect) ? Long.MAX_VALUE / 4 : settings.splitBytes();
    ZoneId zone = FileZone.of(store, file, head, dialect, settings.zone());
    SplitPlanner planner = new SplitPlanner(store, zone, nightEnd(), splitBytes);
    DayRange range = settings.days().range();
    if (range != null && !isOf(range, candidate, dialect, zone, from)) {
      passedOver++;
      return;
    }
    List<LogSplit> splits = new ArrayList<>();
    for (Split split : planner.plan(file, nextNumber, head, from, !plain)) {
      splits.add(new LogSplit(split, dialect, DEFAULT_HOST));
    }
    planned.add(new PlannedFile(nextNumber++, file, head, storedHead, dialect, from, splits));
    int headBytes = head.bytes().length;
    long to = plain ? file.sizeBytes() : Long.MAX_VALUE;
    ledger.add(
        new Ledger.Known(
            KIND,
            file.sizeBytes(),
            storedHead,
            headBytes,
            ContentId.ofHead(head.bytes(), headBytes),
            "",
            to));
  }

  private boolean isOf(DayRange range, Candidate candidate, String dialect, ZoneId zone, long from)
      throws IOException {
    boolean packed = candidate.head().compression() != Compression.NONE;
    long partBytes = Dialects.isOneSplit(dialect) ? Long.MAX_VALUE / 4 : LogDays.PART_BYTES;
    List<Split> parts =
        new SplitPlanner(store, zone, nightEnd(), partBytes)
            .plan(candidate.file(), nextNumber, candidate.head(), from, packed);
    DayRange days = new LogDays(store, settings.zone()).of(parts, dialect);
    return days != null && days.overlaps(range);
  }

  /** Stands for the host in logs that name none. */
  static final String DEFAULT_HOST = "localhost";

  private Instant nightEnd() {
    return settings.lastDayOfStamps().plusDays(2).atStartOfDay(settings.zone()).toInstant();
  }

  // What lies behind the last line end waits for the rest of its line: alone it is nothing new.
  private boolean hasLineEnd(StoredFile file, long from) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    try (var in = store.open(file.path(), from)) {
      for (int n = in.read(block); n > 0; n = in.read(block)) {
        for (int i = 0; i < n; i++) {
          if (block[i] == '\n') {
            return true;
          }
        }
      }
    }
    return false;
  }

  private String storedHead(StoredFile file, FileHead head) throws IOException {
    if (head.compression() == Compression.NONE) {
      return ContentId.ofHead(head.bytes(), head.bytes().length);
    }
    try (var in = store.open(file.path(), 0)) {
      byte[] stored = in.readNBytes(FileHead.BYTES);
      return ContentId.ofHead(stored, stored.length);
    }
  }

  private static String why(IOException failure) {
    String message = failure.getMessage();
    return failure instanceof java.nio.file.AccessDeniedException
        ? "no permission to read it"
        : "cannot be read: " + (message == null ? failure.getClass().getSimpleName() : message);
  }
}
