package modori.spark.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modori.correlate.LogCoverage;
import modori.scan.FileCounts;
import modori.spark.tables.MailTables;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/** The column {@code host_spans} of input_file: {@code {"mx1": [FIRST, LAST]}}, in microseconds. */
final class HostSpans {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, List<Long>>> SPANS = new TypeReference<>() {};

  private HostSpans() {}

  /** From when to when earlier runs have read each host's lines. */
  static LogCoverage coverage(Tables tables) throws IOException {
    LogCoverage coverage = new LogCoverage();
    try (CloseableIterable<Record> files =
        tables.read(MailTables.INPUT_FILE, Expressions.alwaysTrue(), "host_spans")) {
      for (Record file : files) {
        of((String) file.getField("host_spans"))
            .forEach((host, span) -> coverage.add(host, span.get(0), span.get(1)));
      }
    }
    return coverage;
  }

  /** Adds a file of this run. */
  static void add(LogCoverage coverage, FileCounts counts) {
    counts
        .hosts()
        .forEach(
            (host, lines) -> {
              if (lines.hasTimes()) {
                coverage.add(host, lines.firstMicros(), lines.lastMicros());
              }
            });
  }

  /** The column's text. */
  static String json(FileCounts counts) {
    Map<String, List<Long>> spans = new TreeMap<>();
    counts
        .hosts()
        .forEach(
            (host, lines) -> {
              if (lines.hasTimes()) {
                spans.put(host, List.of(lines.firstMicros(), lines.lastMicros()));
              }
            });
    try {
      return JSON.writeValueAsString(spans);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, List<Long>> of(@Nullable String json) {
    try {
      return json == null ? Map.of() : JSON.readValue(json, SPANS);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("input_file.host_spans: " + json, broken);
    }
  }
}
