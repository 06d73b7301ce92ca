package modori.spark.pipeline;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import modori.classify.Classifier;
import modori.correlate.ContentKey;
import modori.correlate.DeliveryAttempt;
import modori.correlate.EntryLife;
import modori.correlate.EntryReader;
import modori.correlate.Fragment;
import modori.correlate.HexKey;
import modori.correlate.Judge;
import modori.correlate.LogCoverage;
import modori.spark.source.ScanSettings;
import modori.spark.tables.AttemptRows;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import modori.spark.tables.RowWriter;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Merges the parts of queue entries within one task and writes what is new of them. */
final class EntryMerger {
  private static final int PUBLISHED_BYTES = 24;
  private static final Set<String> NOT_IN_DIGEST = Set.of("source_file", "source_offset", "run_id");
  private static final int[] IN_DIGEST = inDigest();

  private final RowWriter attempts;
  private final RowWriter open;
  private final AttemptRows rows;
  private final EntryReader reader = new EntryReader(new Judge(Classifier.standard()));
  private final Map<String, Merged> entries = new TreeMap<>();
  private final FactFolder folder = new FactFolder();
  private List<FactChunk> facts = List.of();
  private final Set<LocalDate> days = new TreeSet<>();
  private final Map<LoggedEvent, LocalDate> replaced = new HashMap<>();
  private long kept;
  private long ended;

  private static final class Merged {
    Fragment entry;
    byte[] published = new byte[0];
    @Nullable Fragment before;
    final List<byte[]> facts = new ArrayList<>();

    Merged(Fragment entry) {
      this.entry = entry;
    }

    Fragment whole() {
      int length = facts.stream().mapToInt(part -> part.length).sum();
      ByteBuffer all = ByteBuffer.allocate(length);
      facts.forEach(all::put);
      return new Fragment(
          entry.mta(), entry.host(), entry.instance(), entry.queueId(), all.array());
    }
  }

  EntryMerger(ScanSettings settings, Table attemptTable, Table openTable, int task, long attempt) {
    this.attempts = new RowWriter(attemptTable, MailTables.DELIVERY_ATTEMPT, task, attempt);
    this.open = new RowWriter(openTable, MailTables.OPEN_QUEUE_ENTRY, task, attempt);
    this.rows =
        new AttemptRows(
            ZoneId.of(settings.zone()), settings.hosted(), settings.filePaths(), settings.runId());
  }

  void add(Fragment part) {
    entries.computeIfAbsent(part.key(), key -> new Merged(part)).facts.add(part.facts());
  }

  void add(KeptEntry before) {
    Merged merged =
        entries.computeIfAbsent(before.entry().key(), key -> new Merged(before.entry()));
    merged.facts.add(before.entry().facts());
    merged.published = before.published();
    merged.before = before.entry();
    kept++;
  }

  MergeOutcome finish(LogCoverage coverage) {
    try (attempts;
        open) {
      entries.values().forEach(merged -> write(merged, coverage));
      facts = folder.finish(FactChunk.Origin.SCAN);
      return new MergeOutcome(
          attempts.finish(),
          open.finish(),
          attempts.rows(),
          days,
          replaced,
          kept,
          entries.size() - kept,
          ended);
    }
  }

  /** What the written rows say, folded; after {@link #finish}. */
  List<FactChunk> facts() {
    return facts;
  }

  private void write(Merged merged, LogCoverage coverage) {
    Fragment whole = merged.whole();
    Map<String, Long> published = published(merged.published);
    List<DeliveryAttempt> all = reader.attempts(whole);
    if (merged.before != null && merged.facts.size() > 1) {
      takeBack(reader.attempts(merged.before), all, published.keySet());
    }
    EntryLife life = EntryLife.of(whole, coverage);
    ByteBuffer now = ByteBuffer.allocate(life.isOpen() ? all.size() * PUBLISHED_BYTES : 0);
    for (DeliveryAttempt attempt : all) {
      GenericRecord row = rows.row(attempt);
      Long before = published.get(attempt.eventId());
      // What nobody compares needs no digest.
      long digest = life.isOpen() || before != null ? digest(row) : 0;
      if (before == null || before != digest) {
        attempts.write(row);
        folder.add(row);
        days.add(MergeStep.day(row));
      }
      if (before != null && before != digest) {
        replaced.put(new LoggedEvent(attempt.eventId(), whole.host()), MergeStep.day(row));
      }
      if (life.isOpen()) {
        now.putLong(HexKey.first(attempt.eventId()))
            .putLong(HexKey.second(attempt.eventId()))
            .putLong(digest);
      }
    }
    if (life.isOpen()) {
      open.write(
          new RowBuilder(MailTables.OPEN_QUEUE_ENTRY)
              .set("mta", whole.mta())
              .set("log_host", whole.host())
              .set("instance", whole.instance())
              .set("queue_id", whole.queueId())
              .setMicros("first_seen", life.firstMicros())
              .setMicros("last_seen", life.lastMicros())
              .set("facts", ByteBuffer.wrap(life.open()))
              .set("published", now.flip())
              .build());
    } else {
      ended++;
    }
  }

  // A later line may tell more of what an earlier one told: of which recipients it is true.
  private void takeBack(
      List<DeliveryAttempt> before, List<DeliveryAttempt> now, Set<String> published) {
    Set<String> still = new HashSet<>();
    now.forEach(attempt -> still.add(attempt.eventId()));
    for (DeliveryAttempt attempt : before) {
      if (published.contains(attempt.eventId()) && !still.contains(attempt.eventId())) {
        LocalDate day = MergeStep.day(rows.row(attempt));
        replaced.put(new LoggedEvent(attempt.eventId(), attempt.message().logHost()), day);
        days.add(day);
      }
    }
  }

  private static Map<String, Long> published(byte[] packed) {
    Map<String, Long> published = new HashMap<>();
    ByteBuffer all = ByteBuffer.wrap(packed);
    while (all.remaining() >= PUBLISHED_BYTES) {
      String eventId = HexKey.of(all.getLong(), all.getLong());
      published.put(eventId, all.getLong());
    }
    return published;
  }

  private static int[] inDigest() {
    List<Types.NestedField> columns = MailTables.DELIVERY_ATTEMPT.schema().columns();
    return IntStream.range(0, columns.size())
        .filter(column -> !NOT_IN_DIGEST.contains(columns.get(column).name()))
        .toArray();
  }

  private static long digest(GenericRecord row) {
    StringBuilder text = new StringBuilder(400);
    for (int column : IN_DIGEST) {
      text.append(row.get(column)).append('\0');
    }
    return HexKey.first(ContentKey.of(text.toString()));
  }
}
