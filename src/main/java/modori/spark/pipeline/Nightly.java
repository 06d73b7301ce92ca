package modori.spark.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import modori.classify.FailureReason;
import modori.correlate.SilentFailure;
import modori.ingest.FileStore;
import modori.report.NightReport;
import modori.report.NoticeCounts;
import modori.scan.FileCounts;
import modori.spark.source.LogSplit;
import modori.spark.source.ScanOutcome;
import modori.spark.source.ScanSettings;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowWriter;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.data.Record;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/** The steps of a night in their order. */
public final class Nightly {
  private final SparkSession spark;
  private final Warehouse warehouse;
  private final FileStore store;
  private NightSettings settings;
  private final StageTimes progress;
  private final Publication publication = new Publication();

  /** A night; its tables are made where they are missing. */
  public Nightly(
      SparkSession spark,
      Warehouse warehouse,
      FileStore store,
      NightSettings settings,
      Progress progress) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.store = store;
    // A backfill may well be of a time before a host was there.
    this.settings = settings.days().range() == null ? settings : settings.withoutExpectedHosts();
    this.progress = new StageTimes(progress);
  }

  /**
   * Runs the night.
   *
   * @throws IOException where tables or the report cannot be read or written
   */
  public NightResult run() throws IOException {
    Run run = new Run();
    progress.step("plan");
    warehouse.create();
    List<String> recovered = Recovery.run(warehouse);
    if (!recovered.isEmpty()) {
      progress.note(
          "an interrupted night is taken back and done again: " + String.join(", ", recovered));
    }
    Tables tables = new Tables(spark, warehouse);
    remember(run, tables);
    run.coverage = HostSpans.coverage(tables);
    LocalDate lastFinishedDay = lastFinishedDay(tables);
    if (settings.days().range() == null && lastFinishedDay.isAfter(settings.asOf())) {
      run.notes.add(
          "judged at the end of "
              + lastFinishedDay
              + ", which is published already, not of "
              + settings.asOf());
    }
    settings = settings.with(lastFinishedDay);
    DayStep days = new DayStep(tables, settings);
    SortedSet<LocalDate> withoutFacts = days.withoutFacts();
    if (!withoutFacts.isEmpty()) {
      return NightResult.nothing(
          ExitCode.BAD_DATA,
          run.warnings,
          List.of(
              "the attempts of "
                  + withoutFacts.last()
                  + " have been removed by `modori maintain --retain`: no day up to it can be made again"));
    }
    LogPlanner planner =
        new LogPlanner(
            store, Ledger.of(tables.staged(MailTables.INPUT_FILE)), settings, run.warnings::add);
    List<PlannedFile> planned = planner.plan();
    run.files = planned.size();
    note(run, planner, days);
    if (planned.isEmpty() && settings.bounces().isEmpty() && days.knownOfAsked().isEmpty()) {
      boolean asked = !settings.days().asked().isEmpty() && settings.logs().isEmpty();
      return nothing(
          run, tables, planner.filesFound() == 0 && !asked ? ExitCode.USAGE : ExitCode.NOTHING);
    }
    int cores = spark.sparkContext().defaultParallelism();
    try (ScannedFacts scanned =
        planned.isEmpty() ? new ScannedFacts(tables) : scan(run, tables, planned, cores)) {
      return finish(run, tables, days, planned, scanned, cores);
    }
  }

  // Where days are held, and in a backfill, judgement never goes back before what was published.
  private LocalDate lastFinishedDay(Tables tables) throws IOException {
    LocalDate[] last = {settings.asOf()};
    DayPolicy days = settings.days();
    if (days.range() != null || days.late() == LatePolicy.HOLD) {
      tables.each(
          MailTables.RUN,
          Tables.everything(),
          List.of("as_of"),
          row -> {
            LocalDate published = (LocalDate) row.getField("as_of");
            last[0] = published.isAfter(last[0]) ? published : last[0];
          });
    }
    return last[0];
  }

  private void note(Run run, LogPlanner planner, DayStep days) {
    DayRange range = settings.days().range();
    if (planner.filesPassedOver() > 0) {
      run.notes.add(
          planner.filesPassedOver()
              + (planner.filesPassedOver() == 1 ? " log has" : " logs have")
              + " no line of "
              + range
              + ": not read, a later night may");
    }
    SortedSet<LocalDate> unknown = new TreeSet<>(settings.days().reopen());
    unknown.removeAll(days.knownOfAsked());
    if (!unknown.isEmpty()) {
      run.notes.add("--reopen: nothing is known of " + unknown.first() + " so far");
    }
  }

  private NightResult finish(
      Run run,
      Tables tables,
      DayStep days,
      List<PlannedFile> planned,
      ScannedFacts scanned,
      int cores)
      throws IOException {
    progress.step("link");
    Set<LocalDate> scannedDays = new TreeSet<>(run.touched);
    run.attempts -= new TwinStep(tables, Math.max(2, cores)).run(run.touched, planned);
    run.attempts -= new StoreTwinStep(tables, Math.max(2, cores)).run(run.touched);
    new LocalNameStep(tables).run(run.touched);
    AttemptChanges changes = new AttemptChanges();
    new RefusalStep(tables).run(run.touched, changes);
    new StoreStep(tables).run(run, changes);
    NoticeCounts notices = new NoticeStep(tables, store, settings).run(run, changes);
    Set<LocalDate> verdicts = new TreeSet<>(run.touched);
    verdicts.removeAll(scannedDays); // a name or a twin that another day's lines explain
    verdicts.addAll(changes.apply(tables));
    run.touched.addAll(verdicts);
    if (run.touched.isEmpty()
        && run.notices == 0
        && planned.isEmpty()
        && days.knownOfAsked().isEmpty()) {
      return nothing(run, tables, ExitCode.NOTHING);
    }
    List<SilentFailure> silent = silent(run, tables, cores);
    Lateness lateness = days.lateness(run.touched, verdicts);
    run.held.addAll(lateness.held());
    run.touched.removeAll(lateness.held());
    run.touched.addAll(lateness.asked());
    progress.step("tables");
    GoldStep.Gold gold =
        new GoldStep(tables, settings, Math.max(2, cores))
            .run(run.touched, scanned, lateness.finalBefore());
    lateness = lateness.holding(gold.heldDays());
    days.write(run, lateness);
    lateness.warning().ifPresent(run.warnings::add);
    if (tables.isEmpty(MailTables.DIM_REASON)) {
      tables.append(
          MailTables.DIM_REASON,
          files(
              tables,
              MailTables.DIM_REASON,
              java.util.Arrays.stream(FailureReason.values()).map(StateRows::reason).toList()));
    }
    List<Record> inputs = new ArrayList<>();
    for (PlannedFile file : planned) {
      FileCounts counts = run.counts.getOrDefault(file.number(), new FileCounts());
      inputs.add(StateRows.inputFile(run.id, store, file, counts, run.trouble.get(file.number())));
    }
    tables.append(MailTables.INPUT_FILE, files(tables, MailTables.INPUT_FILE, inputs));
    progress.step("audit");
    AuditStep.Audited audited = new AuditStep(tables, settings).run(run, planned, lateness);
    run.warnings.addAll(run.trouble.values());
    NightVerdict verdict = NightVerdict.of(audited.audit(), settings.audit(), run);
    ManifestStep manifest = new ManifestStep(settings, run);
    if (!verdict.publishes()) {
      Recovery.run(warehouse);
      progress.done();
      return verdict.result(
          run,
          null,
          manifest.write(
              tables,
              planned,
              audited,
              lateness,
              Map.of(),
              null,
              verdict.exitCode(),
              progress.seconds()));
    }
    tables.append(
        MailTables.DATA_QUALITY,
        files(
            tables,
            MailTables.DATA_QUALITY,
            audited.audit().checks().stream()
                .map(check -> StateRows.check(run.id, check))
                .toList()));
    progress.step("publish");
    publication.whole(() -> publish(run, tables, verdict.exitCode()));
    Map<String, Long> snapshots = tables.snapshots();
    progress.step("report");
    NightReport report =
        new ReportStep(settings, new Tables(spark, warehouse))
            .report(
                run,
                gold,
                notices,
                silent,
                lateness,
                Duration.between(run.startedAt, Instant.now()));
    progress.done();
    return verdict.result(
        run,
        report,
        manifest.write(
            tables,
            planned,
            audited,
            lateness,
            snapshots,
            gold,
            verdict.exitCode(),
            progress.seconds()));
  }

  // What the audit compares the tables with when the night has changed them.
  private static void remember(Run run, Tables tables) {
    for (TableDefinition table : MailTables.ALL) {
      run.rowsBefore.put(table.name(), tables.rowCount(table));
    }
    Snapshot open = tables.staged(MailTables.OPEN_QUEUE_ENTRY).currentSnapshot();
    run.stateIn = open == null ? null : open.snapshotId();
  }

  // Nothing new is no trouble, unless a host was expected that no night has read yet.
  private NightResult nothing(Run run, Tables tables, int exitCode) throws IOException {
    List<String> missing =
        settings
            .audit()
            .missing(AuditStep.history(run, List.of(), tables, settings).presentHosts());
    return missing.isEmpty()
        ? NightResult.nothing(exitCode, run.warnings, List.of()).withNotes(run.notes)
        : NightResult.nothing(
            ExitCode.INPUT_INCOMPLETE,
            run.warnings,
            missing.stream()
                .map(
                    host -> host + ": no lines of " + settings.asOf() + ", and nothing new to read")
                .toList());
  }

  // The row of the run comes last: before it is there, nothing of this night counts.
  private void publish(Run run, Tables tables, int exitCode) {
    tables.publish(run.id);
    Tables last = new Tables(spark, warehouse);
    last.append(
        MailTables.RUN,
        files(
            last,
            MailTables.RUN,
            List.of(StateRows.run(run, tables.snapshots(), settings, exitCode))));
    last.publish(run.id);
  }

  /**
   * Ends the night early, from another thread: a publication under way is awaited, a later one does
   * not come about.
   *
   * @return whether the night is published
   */
  public boolean stop() {
    return publication.stop();
  }

  private List<SilentFailure> silent(Run run, Tables tables, int cores) {
    if (run.touched.isEmpty()) {
      return List.of();
    }
    TreeSet<LocalDate> days = new TreeSet<>(run.touched);
    return new SilentStep(tables, Math.max(2, cores))
        .run(days.first(), days.last(), run.coverage, run.id);
  }

  private ScannedFacts scan(Run run, Tables tables, List<PlannedFile> planned, int cores) {
    List<LogSplit> splits = planned.stream().flatMap(file -> file.splits().stream()).toList();
    Map<Integer, String> paths = new HashMap<>();
    planned.forEach(file -> paths.put(file.number(), file.file().path()));
    ScanSettings scanSettings =
        new ScanSettings(
            store,
            settings.zone().getId(),
            settings.hosted(),
            paths,
            run.id,
            ScanSettings.MOST_ENTRIES,
            ScanSettings.MOST_FACT_BYTES,
            settings.key());
    progress.step("read");
    ScanGroups groups = new ScanGroups(splits, cores, store, settings.splitBytes());
    ScanStep scan = new ScanStep(tables, scanSettings, groups, progress);
    List<DataFile> attempts = new ArrayList<>();
    List<DataFile> quarantine = new ArrayList<>();
    long fragmentBytes = 0;
    for (ScanOutcome outcome : scan.outcomes()) {
      attempts.addAll(outcome.attemptFiles());
      quarantine.addAll(outcome.quarantineFiles());
      run.attempts += outcome.attempts();
      run.touched.addAll(outcome.days());
      run.storeFailures.addAll(outcome.storeFailures());
      run.trouble.putAll(outcome.trouble());
      outcome
          .counts()
          .forEach(
              (file, counts) ->
                  run.counts.computeIfAbsent(file, any -> new FileCounts()).add(counts));
      fragmentBytes += outcome.fragmentBytes();
    }
    run.counts.values().forEach(run.total::add);
    run.counts.values().forEach(counts -> HostSpans.add(run.coverage, counts));
    progress.step("merge");
    MergeStep merge =
        merge(run, tables, scanSettings, scan.fragments(), attempts, cores, fragmentBytes);
    tables.append(MailTables.QUARANTINE_LINE, quarantine);
    tables.append(MailTables.DELIVERY_ATTEMPT, attempts);
    return new ScannedFacts(tables, scan, merge, run.attempts);
  }

  private static MergeStep merge(
      Run run,
      Tables tables,
      ScanSettings scanSettings,
      JavaRDD<modori.spark.source.FragmentChunk> fragments,
      List<DataFile> attempts,
      int cores,
      long fragmentBytes) {
    int partitions = (int) Math.max(cores, fragmentBytes >> 25);
    List<DataFile> open = new ArrayList<>();
    Map<LoggedEvent, java.time.LocalDate> replaced = new HashMap<>();
    MergeStep step = new MergeStep(tables, scanSettings, fragments, run.coverage, partitions);
    for (MergeOutcome outcome : step.outcomes()) {
      attempts.addAll(outcome.attemptFiles());
      open.addAll(outcome.openFiles());
      run.attempts += outcome.attempts();
      run.touched.addAll(outcome.days());
      replaced.putAll(outcome.replaced());
      run.openKept += outcome.kept();
      run.openStarted += outcome.started();
      run.openEnded += outcome.ended();
    }
    run.takenBack =
        replaced.isEmpty()
            ? 0
            : tables.rewriteAttempts(
                replaced.values(), new RowChanges.WithoutEvents(replaced.keySet()));
    tables.replace(MailTables.OPEN_QUEUE_ENTRY, Tables.everything(), open);
    return step;
  }

  private static List<DataFile> files(
      Tables tables, TableDefinition definition, List<Record> rows) {
    try (RowWriter writer =
        new RowWriter(tables.staged(definition), definition, 0, System.nanoTime())) {
      rows.forEach(writer::write);
      return writer.finish();
    }
  }
}
