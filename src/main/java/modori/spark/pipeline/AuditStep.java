package modori.spark.pipeline;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import modori.audit.Audit;
import modori.audit.EpisodeNumbers;
import modori.audit.FileNumbers;
import modori.audit.FlowNumbers;
import modori.audit.NightFigures;
import modori.audit.NightNumbers;
import modori.ingest.Compression;
import modori.scan.FileCounts;
import modori.spark.tables.MailTables;
import modori.spark.tables.StoredRow;
import modori.spark.tables.TableDefinition;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** Gathers the numbers of a night, as they were counted and as they stand in the tables. */
final class AuditStep {
  private static final int BAND_DAYS = 28;
  private static final int OLD_DAYS = 35;

  private final Tables tables;
  private final NightSettings settings;

  AuditStep(Tables tables, NightSettings settings) {
    this.tables = tables;
    this.settings = settings;
  }

  /**
   * A night's checks and what was counted for them.
   *
   * @param types rows of this run by event type
   * @param reasons failures of this run by reason
   */
  record Audited(Audit audit, Map<String, Long> types, Map<String, Long> reasons) {}

  /** Checks the night as it is about to be published. */
  Audited run(Run run, List<PlannedFile> planned, Lateness lateness) throws IOException {
    AttemptTally tally = AttemptTally.of(tables, run, settings);
    NoticeTally notices = NoticeTally.of(tables, run);
    InputHistory history = history(run, planned, tables, settings);
    Map<LocalDate, long[]> domainDays = domainDays(run);
    Map<LocalDate, Long> attempts = new TreeMap<>();
    domainDays.forEach((day, sums) -> attempts.put(day, sums[0]));
    Map<String, Map<LocalDate, Long>> reasonEvents = reasonEvents(run);
    Map<LocalDate, Long> events = new TreeMap<>();
    reasonEvents
        .values()
        .forEach(days -> days.forEach((day, count) -> events.merge(day, count, Long::sum)));
    NightNumbers numbers =
        new NightNumbers(
            files(run, planned),
            new FlowNumbers(
                run.rowsBefore.getOrDefault(MailTables.DELIVERY_ATTEMPT.name(), 0L),
                run.attempts,
                run.takenBack,
                tables.rowCount(MailTables.DELIVERY_ATTEMPT)),
            openEntries(run, planned),
            planned.isEmpty() ? before(run, MailTables.OPEN_QUEUE_ENTRY) : run.openKept,
            tally.days(attempts, events).stream()
                .filter(day -> !run.held.contains(day.day()))
                .toList(),
            run.notices,
            notices.rows(),
            notices.byVerdict(),
            episodes(domainDays),
            openMailboxes(domainDays));
    LocalDate asOf = settings.asOf();
    boolean backfill = settings.days().range() != null;
    boolean anyAge = backfill || before(run, MailTables.RUN) == 0;
    NightFigures figures =
        new NightFigures(
            asOf,
            history.presentHosts(),
            history.linesOfTheDay(),
            backfill ? Map.of() : history.usualLines(),
            history.days(),
            tally.gaps(settings),
            run.total.lines(),
            run.total.quarantinedLines(),
            tally.events(),
            tally.later(asOf.plusDays(1)),
            anyAge ? 0 : tally.earlier(asOf.minusDays(OLD_DAYS)),
            tally.failures(),
            tally.unclassified(),
            notices.own(run.total.hosts().keySet()),
            notices.ownUnlinked(run.total.hosts().keySet()),
            band(reasonEvents),
            deliveries());
    Audit audit = Audit.of(numbers, figures, settings.audit()).with(lateness.checks());
    return new Audited(audit, tally.types, tally.reasons);
  }

  /** What earlier runs and this one have read. */
  static InputHistory history(
      Run run, List<PlannedFile> planned, Tables tables, NightSettings settings)
      throws IOException {
    InputHistory history = InputHistory.of(tables, settings);
    for (PlannedFile file : planned) {
      FileCounts counts = run.counts.getOrDefault(file.number(), new FileCounts());
      history.add(
          settings.asOf(),
          run.id,
          counts.linesByHost(),
          counts.hasTimes()
              ? Instant.EPOCH.plus(counts.lastMicros(), ChronoUnit.MICROS)
              : Instant.MIN);
    }
    return history;
  }

  private static long before(Run run, TableDefinition definition) {
    return run.rowsBefore.getOrDefault(definition.name(), 0L);
  }

  private FlowNumbers openEntries(Run run, List<PlannedFile> planned) {
    long before = before(run, MailTables.OPEN_QUEUE_ENTRY);
    long after = tables.rowCount(MailTables.OPEN_QUEUE_ENTRY);
    return planned.isEmpty()
        ? new FlowNumbers(before, 0, 0, after)
        : new FlowNumbers(before, run.openStarted, run.openEnded, after);
  }

  private List<FileNumbers> files(Run run, List<PlannedFile> planned) {
    Map<String, Long> rows = new HashMap<>();
    if (tables.rowCount(MailTables.QUARANTINE_LINE) > before(run, MailTables.QUARANTINE_LINE)) {
      String runId = run.id;
      tables
          .stored(
              MailTables.QUARANTINE_LINE,
              Expressions.equal("run_id", runId),
              List.of("run_id", "source_file"))
          .mapPartitions(lines -> byFile(lines, runId))
          .collect()
          .forEach(counts -> counts.forEach((file, count) -> rows.merge(file, count, Long::sum)));
    }
    List<FileNumbers> files = new ArrayList<>();
    for (PlannedFile file : planned) {
      FileCounts counts = run.counts.getOrDefault(file.number(), new FileCounts());
      files.add(
          new FileNumbers(
              file.file().path(),
              file.head().compression() != Compression.NONE,
              file.splits().size(),
              file.file().sizeBytes() - file.fromOffset(),
              counts.bytes(),
              counts.halfLineBytes(),
              counts.lines(),
              counts.eventLines(),
              counts.contextLines(),
              counts.ignoredLines(),
              counts.quarantinedLines(),
              rows.getOrDefault(file.file().path(), 0L),
              run.trouble.getOrDefault(file.number(), "")));
    }
    return files;
  }

  private static Iterator<HashMap<String, Long>> byFile(Iterator<StoredRow> lines, String runId) {
    HashMap<String, Long> counts = new HashMap<>();
    while (lines.hasNext()) {
      StoredRow line = lines.next();
      if (runId.equals(line.text(0))) {
        counts.merge(String.valueOf(line.text(1)), 1L, Long::sum);
      }
    }
    return List.of(counts).iterator();
  }

  // Sums over domains by day: attempts, episodes before, new, ended, and mailboxes full.
  private Map<LocalDate, long[]> domainDays(Run run) throws IOException {
    Map<LocalDate, long[]> days = new TreeMap<>();
    LocalDate first = settings.asOf();
    for (LocalDate day : run.touched) {
      first = day.isBefore(first) ? day : first;
    }
    try (CloseableIterable<Record> rows =
        tables.read(
            MailTables.DOMAIN_DAY,
            since("day", first),
            "day",
            "attempts",
            "mailboxes_full",
            "episodes_before",
            "episodes_new",
            "episodes_recovered",
            "episodes_gone",
            "episodes_lost")) {
      for (Record row : rows) {
        long[] sums = days.computeIfAbsent((LocalDate) row.getField("day"), any -> new long[5]);
        sums[0] += (Long) row.getField("attempts");
        sums[1] += (Integer) row.getField("episodes_before");
        sums[2] += (Integer) row.getField("episodes_new");
        sums[3] +=
            (Integer) row.getField("episodes_recovered")
                + (Integer) row.getField("episodes_gone")
                + (Integer) row.getField("episodes_lost");
        sums[4] += (Integer) row.getField("mailboxes_full");
      }
    }
    return days;
  }

  // Days later than the last finished one are not judged yet.
  private List<EpisodeNumbers> episodes(Map<LocalDate, long[]> domainDays) {
    List<EpisodeNumbers> episodes = new ArrayList<>();
    domainDays.forEach(
        (day, sums) -> {
          if (!day.isAfter(settings.asOf())) {
            episodes.add(new EpisodeNumbers(day, sums[1], sums[2], sums[3], sums[4]));
          }
        });
    return episodes;
  }

  private long openMailboxes(Map<LocalDate, long[]> domainDays) throws IOException {
    if (!domainDays.containsKey(settings.asOf())) {
      return -1;
    }
    long open = 0;
    try (CloseableIterable<Record> rows =
        tables.read(
            MailTables.MAILBOX_CURRENT,
            Expressions.equal("status", "open"),
            "mailbox_key",
            "status")) {
      for (Record row : rows) {
        open += row == null ? 0 : 1;
      }
    }
    return open;
  }

  // By reason and day, of the days that were touched and of those to compare with.
  private Map<String, Map<LocalDate, Long>> reasonEvents(Run run) throws IOException {
    LocalDate first = settings.asOf().minusDays(BAND_DAYS);
    for (LocalDate day : run.touched) {
      first = day.isBefore(first) ? day : first;
    }
    Map<String, Map<LocalDate, Long>> events = new TreeMap<>();
    try (CloseableIterable<Record> rows =
        tables.read(MailTables.DOMAIN_REASON_DAY, since("day", first), "day", "reason", "events")) {
      for (Record row : rows) {
        events
            .computeIfAbsent((String) row.getField("reason"), any -> new TreeMap<>())
            .merge((LocalDate) row.getField("day"), (Long) row.getField("events"), Long::sum);
      }
    }
    return events;
  }

  private Map<String, Map<LocalDate, Long>> band(Map<String, Map<LocalDate, Long>> events) {
    LocalDate first = settings.asOf().minusDays(BAND_DAYS);
    Map<String, Map<LocalDate, Long>> band = new TreeMap<>();
    events.forEach(
        (reason, days) -> {
          Map<LocalDate, Long> kept = new TreeMap<>(days);
          kept.keySet().removeIf(day -> day.isBefore(first) || day.isAfter(settings.asOf()));
          band.put(reason, kept);
        });
    return band;
  }

  private Map<String, Map<LocalDate, Long>> deliveries() throws IOException {
    Map<String, Map<LocalDate, Long>> deliveries = new HashMap<>();
    try (CloseableIterable<Record> rows =
        tables.read(
            MailTables.DOMAIN_DAY,
            Expressions.and(
                since("day", settings.asOf().minusDays(7)),
                Expressions.greaterThan("delivered", 0L)),
            "day",
            "recipient_domain",
            "delivered")) {
      for (Record row : rows) {
        deliveries
            .computeIfAbsent((String) row.getField("recipient_domain"), any -> new TreeMap<>())
            .put((LocalDate) row.getField("day"), (Long) row.getField("delivered"));
      }
    }
    return deliveries;
  }

  private static Expression since(String column, LocalDate day) {
    return Expressions.greaterThanOrEqual(column, (int) day.toEpochDay());
  }
}
