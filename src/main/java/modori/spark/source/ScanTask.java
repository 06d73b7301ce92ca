package modori.spark.source;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import modori.classify.Classifier;
import modori.correlate.EntryAssembler;
import modori.correlate.EntryReader;
import modori.correlate.EventMask;
import modori.correlate.Fragment;
import modori.correlate.Judge;
import modori.correlate.LoneEvents;
import modori.correlate.PseudonymKey;
import modori.correlate.StoreFailure;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.scan.Dialects;
import modori.scan.FileCounts;
import modori.scan.LogScanner;
import modori.scan.ScanSink;
import modori.spark.tables.AttemptRows;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import modori.spark.tables.RowWriter;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** Reads splits one after the other and writes what they tell into data files. */
public final class ScanTask implements ScanSink {
  private final ScanSettings settings;
  private final Consumer<Record> written;
  private final RowWriter attempts;
  private final RowWriter quarantine;
  private final AttemptRows rows;
  private final Judge judge = new Judge(Classifier.standard());
  private final EntryReader reader = new EntryReader(judge);
  private final List<StoreFailure> storeFailures = new ArrayList<>();
  private final FragmentChunk.Builder fragments = new FragmentChunk.Builder();
  private final Set<LocalDate> days = new TreeSet<>();
  private @Nullable LocalDate lastDay;
  private final EventMask mask;
  private long fragmentBytes;

  /**
   * A task.
   *
   * @param attemptTable the table delivery_attempt
   * @param quarantineTable the table quarantine_line
   * @param task number of the task
   * @param attempt number of its attempt
   * @param written told of each row of delivery_attempt, see {@link AttemptRows#passing}
   */
  public ScanTask(
      ScanSettings settings,
      Table attemptTable,
      Table quarantineTable,
      int task,
      long attempt,
      Consumer<Record> written) {
    this.written = written;
    PseudonymKey key = settings.key();
    this.mask = key == null ? EventMask.NONE : key.pseudonyms();
    this.settings = settings;
    this.attempts = new RowWriter(attemptTable, MailTables.DELIVERY_ATTEMPT, task, attempt);
    this.quarantine = new RowWriter(quarantineTable, MailTables.QUARANTINE_LINE, task, attempt);
    this.rows =
        new AttemptRows(
            ZoneId.of(settings.zone()), settings.hosted(), settings.filePaths(), settings.runId());
  }

  /** Reads the splits; fragments are in {@link #fragments} afterwards. */
  public ScanOutcome run(List<LogSplit> splits) {
    Map<Integer, FileCounts> counts = new TreeMap<>();
    Map<Integer, String> trouble = new TreeMap<>();
    try (attempts;
        quarantine) {
      for (LogSplit split : splits) {
        int file = split.split().fileNumber();
        EntryAssembler assembler =
            new EntryAssembler(this, settings.mostEntries(), settings.mostFactBytes(), mask);
        FileCounts count = counts.computeIfAbsent(file, any -> new FileCounts());
        String why =
            new LogScanner(settings.store(), split.host())
                .scan(
                    split.split(),
                    Dialects.of(split.dialect(), split.split().clock()),
                    assembler,
                    this,
                    count);
        assembler.finish();
        if (!why.isEmpty()) {
          trouble.put(file, why);
        }
      }
      return new ScanOutcome(
          attempts.finish(),
          quarantine.finish(),
          attempts.rows(),
          days,
          counts,
          trouble,
          fragmentBytes,
          List.copyOf(storeFailures));
    }
  }

  /** What the splits left unfinished. */
  public List<FragmentChunk> fragments() {
    return fragments.finish();
  }

  @Override
  public void complete(Fragment entry) {
    reader.attempts(entry, attempt -> write(rows.passing(attempt)));
  }

  @Override
  public void fragment(Fragment part) {
    fragmentBytes += part.facts().length;
    fragments.add(part);
  }

  @Override
  public void alone(
      String mta, String host, LogLine line, LogEvent event, int fileNumber, long offset) {
    StoreFailure.of(mta, host, line, event, judge).ifPresent(storeFailures::add);
    LoneEvents.fragment(mta, host, line, event, fileNumber, offset).ifPresent(this::complete);
  }

  @Override
  public void quarantined(String why, String text, long timeMicros, int fileNumber, long offset) {
    RowBuilder row =
        new RowBuilder(MailTables.QUARANTINE_LINE)
            .set("source_file", settings.filePaths().getOrDefault(fileNumber, ""))
            .set("source_offset", offset);
    if (timeMicros == LogLine.NO_TIME) {
      row.set("event_time", null);
    } else {
      row.setMicros("event_time", timeMicros);
    }
    quarantine.write(
        row.set("cause", why)
            .set("shape", mask.shape(text))
            .set("line", mask.line(text))
            .set("run_id", settings.runId())
            .build());
  }

  private void write(GenericRecord row) {
    LocalDate day = (LocalDate) row.get(0);
    if (!day.equals(lastDay)) {
      days.add(day);
      lastDay = day;
    }
    attempts.write(row);
    written.accept(row);
  }
}
