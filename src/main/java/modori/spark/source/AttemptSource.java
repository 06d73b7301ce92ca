package modori.spark.source;

import java.time.ZoneId;
import java.util.function.Consumer;
import modori.classify.Classifier;
import modori.correlate.EntryReader;
import modori.correlate.Fragment;
import modori.correlate.Judge;
import modori.correlate.LoneEvents;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.scan.ScanSink;
import modori.spark.tables.AttemptRows;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * Makes rows of what a task of {@code maillog} reads.
 *
 * @param settings of the scan
 */
record AttemptSource(ScanSettings settings) implements SourceReading.Rows {

  @Override
  public void produce(InputPartition partition, Consumer<Record> rows) {
    Sink sink = new Sink(settings, rows);
    Warnings warnings = new Warnings(MaillogSource.NAME);
    LogPartition mine = (LogPartition) partition;
    if (mine instanceof LogPartition.Part part) {
      new SplitScan(settings).read(part.splits(), sink, warnings);
    } else if (mine instanceof LogPartition.Everything all) {
      sink.kept = new FragmentMerge();
      new SplitScan(settings).read(all.splits(), sink, warnings);
      sink.kept.entries(sink::complete);
    } else if (mine instanceof LogPartition.Entries open) {
      FragmentMerge merge = new FragmentMerge();
      open.fragments().forEach(chunk -> chunk.unpack().forEach(merge::add));
      merge.entries(sink::complete);
    }
  }

  private static final class Sink implements ScanSink {
    private final AttemptRows mapping;
    private final Consumer<Record> rows;
    private final EntryReader reader = new EntryReader(new Judge(Classifier.standard()));
    private @org.jspecify.annotations.Nullable FragmentMerge kept;

    Sink(ScanSettings settings, Consumer<Record> rows) {
      this.mapping =
          new AttemptRows(
              ZoneId.of(settings.zone()),
              settings.hosted(),
              settings.filePaths(),
              settings.runId());
      this.rows = rows;
    }

    @Override
    public void complete(Fragment entry) {
      reader.attempts(entry, attempt -> rows.accept(mapping.row(attempt)));
    }

    @Override
    public void fragment(Fragment part) {
      if (kept != null) {
        kept.add(part);
      }
    }

    @Override
    public void alone(
        String mta, String host, LogLine line, LogEvent event, int fileNumber, long offset) {
      LoneEvents.fragment(mta, host, line, event, fileNumber, offset).ifPresent(this::complete);
    }

    @Override
    public void quarantined(String why, String text, long timeMicros, int fileNumber, long offset) {
      // no row
    }
  }
}
