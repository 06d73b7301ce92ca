package modori.spark.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import modori.audit.Check;
import modori.audit.CheckOutcome;
import modori.classify.FailureReason;
import modori.classify.RuleSetHash;
import modori.correlate.PseudonymKey;
import modori.scan.FileCounts;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** Writes down what a run was given, what it has done, and what came of it. */
final class ManifestStep {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final NightSettings settings;
  private final Run run;

  ManifestStep(NightSettings settings, Run run) {
    this.settings = settings;
    this.run = run;
  }

  /**
   * Writes the manifest.
   *
   * @param snapshots of the tables that were published; empty where nothing was
   * @param gold null where nothing was published
   */
  Manifest write(
      Tables tables,
      List<PlannedFile> planned,
      AuditStep.Audited audited,
      Lateness lateness,
      Map<String, Long> snapshots,
      GoldStep.@Nullable Gold gold,
      int exitCode,
      Map<String, Double> stageSeconds)
      throws IOException {
    Instant now = Instant.now();
    ObjectNode all = JSON.objectNode();
    all.put("run_id", run.id)
        .put("exit_code", exitCode)
        .put("published", !snapshots.isEmpty())
        .put("provisional", exitCode == ExitCode.INPUT_INCOMPLETE)
        .put("as_of", settings.asOf().toString())
        .put("zone", settings.zone().getId())
        .put("started_at", run.startedAt.truncatedTo(ChronoUnit.MILLIS).toString())
        .put("finished_at", now.truncatedTo(ChronoUnit.MILLIS).toString());
    all.putObject("code")
        .put("version", StateRows.version())
        .put("sha256", CodeHash.SHA256)
        .put("taxonomy_version", FailureReason.TAXONOMY_VERSION)
        .put("rules_sha256", RuleSetHash.SHA256);
    ObjectNode configuration = configuration();
    all.put("settings_sha256", DigestUtils.sha256Hex(configuration.toString()));
    all.set("settings", configuration);
    all.set("inputs", inputs(planned));
    all.set("counts", counts(audited));
    all.set("days", days(lateness));
    all.set("mailboxes", mailboxes(gold));
    all.set("outputs", outputs(tables, snapshots));
    all.set("state", state(tables, snapshots));
    all.set("audit", audit(audited));
    all.set(
        "warnings", JSON.arrayNode().addAll(run.warnings.stream().map(JSON::textNode).toList()));
    all.set("stage_seconds", stages(stageSeconds, Duration.between(run.startedAt, now)));
    all.put("cores", tables.spark().sparkContext().defaultParallelism());
    all.put("peak_heap_bytes", peakHeapBytes());
    return Manifest.write(settings.warehouse(), run.id, all);
  }

  // What a catalog is told may be a secret: only the names stay.
  private ObjectNode configuration() {
    ObjectNode all = JSON.objectNode();
    all.set("logs", texts(settings.logs()));
    all.set("bounces", texts(settings.bounces()));
    all.set("hosted", texts(settings.hosted().domains().stream().sorted().toList()));
    all.set("catalog", texts(settings.catalog().keySet().stream().sorted().toList()));
    all.set("expected_hosts", texts(settings.audit().expectedHosts()));
    all.put("missing_host", settings.audit().missingHost().name().toLowerCase(Locale.ROOT));
    PseudonymKey key = settings.key();
    all.put("privacy", key == null ? "clear" : key.profile())
        .put("key_id", key == null ? null : key.id());
    DayPolicy days = settings.days();
    DayRange range = days.range();
    all.put("lateness_days", days.latenessDays())
        .put("late", days.late().name().toLowerCase(Locale.ROOT))
        .put("from", range == null ? null : range.first().toString())
        .put("to", range == null ? null : range.last().toString());
    all.set("reopen", texts(days.reopen().stream().map(LocalDate::toString).toList()));
    ObjectNode limits = all.putObject("limits");
    settings.audit().limits().told().forEach(limits::put);
    return all.put("split_bytes", settings.splitBytes());
  }

  private ArrayNode inputs(List<PlannedFile> planned) {
    ArrayNode inputs = JSON.arrayNode();
    for (PlannedFile file : planned) {
      FileCounts counts = run.counts.getOrDefault(file.number(), new FileCounts());
      ObjectNode input = inputs.addObject();
      input
          .put("path", file.file().path())
          .put("stored_bytes", file.file().sizeBytes())
          .put("head", ContentId.ofHead(file.head().bytes(), file.head().bytes().length))
          .put("dialect", file.dialect())
          .put("from_offset", file.fromOffset())
          .put("to_offset", file.fromOffset() + counts.bytes())
          .put("lines", counts.lines())
          .put("quarantined_lines", counts.quarantinedLines())
          .put("first_line_time", counts.hasTimes() ? time(counts.firstMicros()) : null)
          .put("last_line_time", counts.hasTimes() ? time(counts.lastMicros()) : null);
      numbers(input.putObject("hosts"), counts.linesByHost());
      input.put("trouble", run.trouble.get(file.number()));
    }
    return inputs;
  }

  private ObjectNode counts(AuditStep.Audited audited) {
    ObjectNode counts = JSON.objectNode();
    counts.put("files", run.files).put("bytes", run.total.bytes());
    counts
        .putObject("lines")
        .put("event", run.total.eventLines())
        .put("context", run.total.contextLines())
        .put("ignored", run.total.ignoredLines())
        .put("quarantined", run.total.quarantinedLines());
    counts.put("attempts", run.attempts).put("notices", run.notices);
    numbers(counts.putObject("events"), audited.types());
    numbers(counts.putObject("reasons"), audited.reasons());
    counts.set("touched_days", texts(run.touched.stream().map(Object::toString).toList()));
    return counts;
  }

  private ObjectNode days(Lateness lateness) {
    LocalDate provisional = lateness.finalUntil().plusDays(1);
    ObjectNode days = JSON.objectNode().put("final_until", lateness.finalUntil().toString());
    days.set(
        "provisional",
        provisional.isAfter(settings.asOf())
            ? JSON.arrayNode()
            : texts(
                provisional
                    .datesUntil(settings.asOf().plusDays(1))
                    .map(LocalDate::toString)
                    .toList()));
    ObjectNode late = days.putObject("late_attempts");
    lateness.grown().forEach((day, count) -> late.put(day.toString(), count));
    days.set("reopened", texts(lateness.reopened().stream().map(LocalDate::toString).toList()));
    days.set("held", texts(lateness.leftOut().stream().map(LocalDate::toString).toList()));
    return days;
  }

  private static ObjectNode mailboxes(GoldStep.@Nullable Gold gold) {
    Map<String, long[]> counts = new TreeMap<>(Map.of("own", new long[2], "remote", new long[2]));
    if (gold != null) {
      for (JudgedDomain domain : gold.judged()) {
        long[] ofSide = counts.computeIfAbsent(domain.hosting().columnValue(), any -> new long[2]);
        for (JudgedDomain.JudgedMailbox mailbox : domain.mailboxes()) {
          ofSide[0] += mailbox.newest().episode().isOpen() ? 1 : 0;
          ofSide[1] += ReportStep.isChronic(mailbox.newest().episode()) ? 1 : 0;
        }
      }
    }
    ObjectNode mailboxes = JSON.objectNode();
    counts.forEach(
        (side, two) -> mailboxes.putObject(side).put("full", two[0]).put("chronic", two[1]));
    return mailboxes;
  }

  private static ObjectNode outputs(Tables tables, Map<String, Long> snapshots) {
    ObjectNode outputs = JSON.objectNode();
    for (TableDefinition definition : MailTables.ALL) {
      Long id = snapshots.get(definition.name());
      if (id == null) {
        continue;
      }
      Table table = tables.staged(definition);
      Snapshot snapshot = table.snapshot(id);
      ObjectNode output = outputs.putObject(definition.name()).put("snapshot", id);
      if (snapshot != null) {
        output.put("rows", Tables.rowCount(table, snapshot));
      }
    }
    return outputs;
  }

  private ObjectNode state(Tables tables, Map<String, Long> snapshots) {
    String name = MailTables.OPEN_QUEUE_ENTRY.name();
    Snapshot now = tables.staged(MailTables.OPEN_QUEUE_ENTRY).currentSnapshot();
    return JSON.objectNode()
        .put("open_queue_entry_in", run.stateIn)
        .put(
            "open_queue_entry_out",
            snapshots.getOrDefault(name, now == null ? null : now.snapshotId()));
  }

  private static ObjectNode audit(AuditStep.Audited audited) {
    ObjectNode audit = JSON.objectNode();
    ObjectNode counts = audit.putObject("checks");
    audited.audit().counts().forEach((outcome, count) -> counts.put(outcome.columnValue(), count));
    ArrayNode told = audit.putArray("not_passed");
    for (Check check : audited.audit().checks()) {
      if (check.outcome() != CheckOutcome.PASS) {
        told.addObject()
            .put("check_name", check.name())
            .put("scope", check.scope())
            .put("outcome", check.outcome().columnValue())
            .put("expected", check.expected())
            .put("observed", check.observed());
      }
    }
    return audit;
  }

  private static ObjectNode stages(Map<String, Double> seconds, Duration all) {
    ObjectNode stages = JSON.objectNode();
    seconds.forEach((stage, one) -> stages.put(stage, Math.round(one * 1000) / 1000.0));
    return stages.put("all", all.toMillis() / 1000.0);
  }

  private static long peakHeapBytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static ArrayNode texts(List<String> texts) {
    return JSON.arrayNode().addAll(texts.stream().map(JSON::textNode).toList());
  }

  private static void numbers(ObjectNode node, Map<String, Long> numbers) {
    new TreeMap<>(numbers).forEach(node::put);
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
