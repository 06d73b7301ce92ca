package modori.spark.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import modori.audit.Check;
import modori.spark.tables.MailTables;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** What published runs have read, by host: what a night can be compared with. */
final class InputHistory {
  private static final int WEEKS = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalDate asOf;
  private final Instant dayBegins;
  private final TreeMap<LocalDate, TreeMap<String, Map<String, Long>>> lines = new TreeMap<>();
  private final Set<String> present = new HashSet<>();

  private InputHistory(LocalDate asOf, Instant dayBegins) {
    this.asOf = asOf;
    this.dayBegins = dayBegins;
  }

  /** Reads the published rows of run and input_file. */
  static InputHistory of(Tables tables, NightSettings settings) throws IOException {
    InputHistory history =
        new InputHistory(
            settings.asOf(), settings.asOf().atStartOfDay(settings.zone()).toInstant());
    Map<String, LocalDate> days = new HashMap<>();
    try (CloseableIterable<Record> runs =
        tables.read(
            MailTables.RUN,
            Expressions.greaterThanOrEqual(
                "as_of", (int) settings.asOf().minusWeeks(WEEKS).toEpochDay()),
            "run_id",
            "as_of")) {
      runs.forEach(
          row -> days.put((String) row.getField("run_id"), (LocalDate) row.getField("as_of")));
    }
    if (days.isEmpty()) {
      return history;
    }
    try (CloseableIterable<Record> files =
        tables.read(
            MailTables.INPUT_FILE, Expressions.alwaysTrue(), "run_id", "hosts", "last_line_time")) {
      for (Record file : files) {
        String runId = (String) file.getField("run_id");
        LocalDate day = days.get(runId);
        OffsetDateTime last = (OffsetDateTime) file.getField("last_line_time");
        if (day != null) {
          history.add(
              day,
              runId,
              hosts((String) file.getField("hosts")),
              last == null ? Instant.MIN : last.toInstant());
        }
      }
    }
    return history;
  }

  /** Adds a file of a run with this last finished day. */
  void add(LocalDate day, String runId, Map<String, Long> hosts, Instant lastLine) {
    Map<String, Long> ofRun =
        lines
            .computeIfAbsent(day, any -> new TreeMap<>())
            .computeIfAbsent(runId, any -> new TreeMap<>());
    hosts.forEach(
        (host, count) -> {
          ofRun.merge(host, count, Long::sum);
          ofRun.merge(Check.ALL, count, Long::sum);
        });
    if (!lastLine.isBefore(dayBegins)) {
      present.addAll(hosts.keySet());
    }
  }

  /** Hosts in files that reach the last finished day. */
  Set<String> presentHosts() {
    return new HashSet<>(present);
  }

  /** Lines by host of all runs with this last finished day. */
  Map<String, Long> linesOfTheDay() {
    return sum(asOf, Integer.MAX_VALUE);
  }

  /**
   * Lines by host of the same weekday, at most four weeks back: of as many runs as this day has had
   * so far, so that a first run of several is compared with first runs.
   */
  Map<String, List<Long>> usualLines() {
    int runs = lines.getOrDefault(asOf, new TreeMap<>()).size();
    Map<String, List<Long>> usual = new TreeMap<>();
    for (int back = 1; back <= WEEKS; back++) {
      sum(asOf.minusWeeks(back), runs)
          .forEach(
              (host, count) -> usual.computeIfAbsent(host, any -> new ArrayList<>()).add(count));
    }
    return usual;
  }

  private Map<String, Long> sum(LocalDate day, int runs) {
    Map<String, Long> sum = new TreeMap<>();
    lines.getOrDefault(day, new TreeMap<>()).values().stream()
        .limit(runs)
        .forEach(ofRun -> ofRun.forEach((host, count) -> sum.merge(host, count, Long::sum)));
    return sum;
  }

  /** Days since the last finished day of the run before; 1 where there was none. */
  long days() {
    LocalDate before = lines.lowerKey(asOf);
    return before == null ? 1 : ChronoUnit.DAYS.between(before, asOf);
  }

  private static Map<String, Long> hosts(@Nullable String json) {
    try {
      return json == null ? Map.of() : JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("input_file.hosts: " + json, broken);
    }
  }
}
