package modori.spark.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import modori.audit.Check;
import modori.classify.FailureReason;
import modori.classify.Language;
import modori.ingest.Compression;
import modori.ingest.FileStore;
import modori.scan.FileCounts;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** Rows of the tables that tell of the run itself, and of the dimension of reasons. */
final class StateRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StateRows() {}

  static Record inputFile(
      String runId,
      FileStore store,
      PlannedFile planned,
      FileCounts counts,
      @Nullable String trouble)
      throws IOException {
    long to = planned.fromOffset() + counts.bytes();
    boolean plain = planned.head().compression() == Compression.NONE;
    // What a plain file holds beyond its last line end is not part of its identity yet.
    int headBytes = (int) Math.min(planned.head().bytes().length, plain ? to : Integer.MAX_VALUE);
    RowBuilder row =
        new RowBuilder(MailTables.INPUT_FILE)
            .set("run_id", runId)
            .set("file_number", planned.number())
            .set("kind", LogPlanner.KIND)
            .set("path", planned.file().path())
            .set("stored_bytes", planned.file().sizeBytes())
            .set("stored_head", planned.storedHead())
            .set("compression", planned.head().compression().name().toLowerCase(Locale.ROOT))
            .set("head_bytes", headBytes)
            .set("head", ContentId.ofHead(planned.head().bytes(), headBytes))
            .set("tail", plain ? ContentId.ofTail(store, planned.file(), to) : null)
            .set("from_offset", planned.fromOffset())
            .set("to_offset", to)
            .set("dialect", planned.dialect())
            .set("lines", counts.lines())
            .set("event_lines", counts.eventLines())
            .set("context_lines", counts.contextLines())
            .set("ignored_lines", counts.ignoredLines())
            .set("quarantined_lines", counts.quarantinedLines())
            .set("half_line_bytes", counts.halfLineBytes());
    if (counts.hasTimes()) {
      row.setMicros("first_line_time", counts.firstMicros())
          .setMicros("last_line_time", counts.lastMicros());
    } else {
      row.set("first_line_time", null).set("last_line_time", null);
    }
    return row.set("hosts", json(counts.linesByHost()))
        .set("ignored_kinds", json(counts.ignoredKinds()))
        .set("quarantine_causes", json(counts.quarantinedWhys()))
        .set("trouble", trouble)
        .set("host_spans", HostSpans.json(counts))
        .build();
  }

  static Record reason(FailureReason reason) {
    return new RowBuilder(MailTables.DIM_REASON)
        .set("reason", reason.id())
        .set("category", reason.category().columnValue())
        .set("side", reason.side().columnValue())
        .set("permanence", reason.permanence().columnValue())
        .set("server", reason.server().columnValue())
        .set("meaning_en", reason.meaning(Language.ENGLISH))
        .set("remedy_en", reason.remedy(Language.ENGLISH))
        .set("meaning_ja", reason.meaning(Language.JAPANESE))
        .set("remedy_ja", reason.remedy(Language.JAPANESE))
        .set("taxonomy_version", FailureReason.TAXONOMY_VERSION)
        .build();
  }

  static Record check(String runId, Check check) {
    return new RowBuilder(MailTables.DATA_QUALITY)
        .set("run_id", runId)
        .set("check_name", check.name())
        .set("scope", check.scope())
        .set("outcome", check.outcome().columnValue())
        .set("expected", check.expected())
        .set("observed", check.observed())
        .build();
  }

  static Record run(Run run, Map<String, Long> snapshots, NightSettings settings, int exitCode) {
    return new RowBuilder(MailTables.RUN)
        .set("run_id", run.id)
        .setTime("started_at", run.startedAt)
        .setTime("finished_at", Instant.now())
        .set("as_of", settings.asOf())
        .set("zone", settings.zone().getId())
        .set("version", version())
        .set("taxonomy_version", FailureReason.TAXONOMY_VERSION)
        .set("files", run.files)
        .set("bytes", run.total.bytes())
        .set("lines", run.total.lines())
        .set("attempts", run.attempts)
        .set("notices", run.notices)
        .set(
            "touched_days",
            run.touched.stream().map(LocalDate::toString).collect(Collectors.joining(",")))
        .set("snapshots", json(snapshots))
        .set("exit_code", exitCode)
        .set("kind", RunKind.NIGHT.columnValue())
        .build();
  }

  /** The row of a run that reads no input. */
  static Record upkeep(Run run, RunKind kind, Map<String, Long> snapshots, Upkeep.Latest latest) {
    return new RowBuilder(MailTables.RUN)
        .set("run_id", run.id)
        .setTime("started_at", run.startedAt)
        .setTime("finished_at", Instant.now())
        .set("as_of", latest.asOf())
        .set("zone", latest.zone())
        .set("version", version())
        .set("taxonomy_version", FailureReason.TAXONOMY_VERSION)
        .set("files", 0L)
        .set("bytes", 0L)
        .set("lines", 0L)
        .set("attempts", 0L)
        .set("notices", 0L)
        .set("touched_days", "")
        .set("snapshots", json(snapshots))
        .set("exit_code", ExitCode.DONE)
        .set("kind", kind.columnValue())
        .build();
  }

  /** Reads the column snapshots of the table run: ids of snapshots by name of the table. */
  static Map<String, Long> snapshots(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, Long>>() {});
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("the table run holds no JSON in snapshots: " + json, broken);
    }
  }

  static String version() {
    String version = StateRows.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private static String json(Map<String, ?> map) {
    try {
      return JSON.writeValueAsString(map);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
