package modori.spark.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import modori.correlate.LogCoverage;
import modori.scan.FileCounts;
import org.jspecify.annotations.Nullable;

/** What a run gathers on its way. */
final class Run {
  final Instant startedAt = Instant.now();
  final String id =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT)
              .withZone(ZoneOffset.UTC)
              .format(startedAt)
          + String.format(Locale.ROOT, "%04x", ThreadLocalRandom.current().nextInt(1 << 16));
  final List<String> warnings = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  final Set<LocalDate> touched = new TreeSet<>();
  final Set<LocalDate> held = new TreeSet<>();
  final Map<Integer, FileCounts> counts = new TreeMap<>();
  final Map<Integer, String> trouble = new TreeMap<>();
  final FileCounts total = new FileCounts();
  final List<modori.correlate.StoreFailure> storeFailures = new ArrayList<>();
  final Map<String, Long> rowsBefore = new TreeMap<>();
  @Nullable Long stateIn;
  LogCoverage coverage = new LogCoverage();
  long takenBack;
  long openKept;
  long openStarted;
  long openEnded;
  long files;
  long attempts;
  long notices;
}
