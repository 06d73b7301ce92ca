package modori.spark.pipeline;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import modori.bounce.BounceNotice;
import modori.correlate.NoticeLinker;
import modori.correlate.NoticeVerdict;
import modori.correlate.ReportedFailure;
import modori.ingest.FileStore;
import modori.report.NoticeCounts;
import modori.spark.tables.MailTables;
import modori.spark.tables.NoticeRows;
import modori.spark.tables.RowWriter;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the notices of a night, links them and the older ones to attempts, and says whose they are.
 */
final class NoticeStep {
  private static final int QUEUE_DAYS = 8;

  private static final List<String> VERDICT =
      List.of("verdict", "evidence", "link_method", "link_confidence", "linked_event_id");

  private final Tables tables;
  private final FileStore store;
  private final NightSettings settings;

  NoticeStep(Tables tables, FileStore store, NightSettings settings) {
    this.tables = tables;
    this.store = store;
    this.settings = settings;
  }

  /** Takes the night's notices into account; the answer counts them by verdict. */
  NoticeCounts run(Run run, AttemptChanges changes) throws IOException {
    Table table = tables.staged(MailTables.BOUNCE_NOTICE);
    Map<String, BounceNotice> fresh =
        settings.bounces().isEmpty()
            ? Map.of()
            : new BounceStep(
                    JavaSparkContext.fromSparkContext(tables.spark().sparkContext()),
                    store,
                    run.warnings::add,
                    settings.key())
                .read(settings.bounces());
    Map<String, BounceNotice> notices = new HashMap<>(fresh);
    notices.keySet().removeAll(known(table));
    LocalDate first = firstDay(run, notices);
    LogSpan span = new LogSpan().add(tables.staged(MailTables.INPUT_FILE));
    boolean hadGaps = span.hasGaps();
    span.add(run.counts);
    // A gap that opens or closes says something of every notice.
    List<NoticeFacts.Stored> stored =
        NoticeFacts.stored(
            table, span.hasGaps() == hadGaps ? first.minusDays(QUEUE_DAYS) : LocalDate.EPOCH);
    if (notices.isEmpty() && (stored.isEmpty() || run.touched.isEmpty())) {
      return NoticeCounts.NONE;
    }
    List<ReportedFailure> all = new ArrayList<>();
    notices.forEach((id, notice) -> all.add(NoticeFacts.of(id, notice)));
    stored.forEach(one -> all.add(one.notice()));
    LinkStep.Linked found =
        new LinkStep(tables)
            .run(all, linkedBefore(stored), first, first.minusDays(QUEUE_DAYS), changes);
    List<NoticeLinker.Link> linked = found.links();
    NoticeVerdict.Coverage coverage =
        new NoticeVerdict.Coverage(
            span.firstMicros(), span.lastMicros(), span.hasGaps(), found.ownDomains());
    Map<String, NoticeLinker.Link> links = new HashMap<>();
    linked.forEach(link -> links.put(link.notice().noticeId(), link));
    write(run, notices, links, coverage);
    rewrite(stored, links, coverage);
    run.notices = notices.size();
    return counts(linked, coverage, notices.keySet());
  }

  private static Map<String, String> linkedBefore(List<NoticeFacts.Stored> stored) {
    Map<String, String> linked = new HashMap<>();
    for (NoticeFacts.Stored one : stored) {
      if (one.linkedEventId() != null) {
        linked.put(one.notice().noticeId(), one.linkedEventId());
      }
    }
    return linked;
  }

  private LocalDate firstDay(Run run, Map<String, BounceNotice> notices) {
    LocalDate first = run.touched.isEmpty() ? settings.asOf() : new TreeSet<>(run.touched).first();
    for (BounceNotice notice : notices.values()) {
      Instant date = notice.envelope().date();
      if (date != null) {
        LocalDate day = LocalDate.ofInstant(date, settings.zone());
        boolean plausible = day.isAfter(settings.asOf().minusDays(400)) && day.isBefore(first);
        first = plausible ? day : first;
      }
    }
    return first;
  }

  private static Set<String> known(Table table) throws IOException {
    Set<String> known = new HashSet<>();
    if (table.currentSnapshot() != null) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(table).select("notice_id").build()) {
        rows.forEach(row -> known.add((String) row.getField("notice_id")));
      }
    }
    return known;
  }

  private void write(
      Run run,
      Map<String, BounceNotice> notices,
      Map<String, NoticeLinker.Link> links,
      NoticeVerdict.Coverage coverage) {
    try (RowWriter writer =
        new RowWriter(
            tables.staged(MailTables.BOUNCE_NOTICE),
            MailTables.BOUNCE_NOTICE,
            0,
            System.nanoTime())) {
      notices.forEach(
          (id, notice) -> {
            NoticeLinker.Link link = links.get(id);
            writer.write(
                NoticeRows.row(
                    id,
                    notice,
                    link,
                    link == null ? null : NoticeVerdict.of(link, coverage),
                    run.id));
          });
      tables.append(MailTables.BOUNCE_NOTICE, writer.finish());
    }
  }

  // Stored notices whose link or verdict is another now that more logs are known.
  private void rewrite(
      List<NoticeFacts.Stored> stored,
      Map<String, NoticeLinker.Link> links,
      NoticeVerdict.Coverage coverage) {
    Map<String, @Nullable Object[]> changed = new HashMap<>();
    for (NoticeFacts.Stored one : stored) {
      NoticeLinker.Link link = links.get(one.notice().noticeId());
      NoticeVerdict verdict = link == null ? null : NoticeVerdict.of(link, coverage);
      if (link == null || verdict == null) {
        continue;
      }
      String method = link.method() == null ? null : link.method().columnValue();
      String evidence = String.join(",", verdict.evidence());
      String eventId = link.attempts().isEmpty() ? null : link.attempts().get(0).eventId();
      if (!verdict.verdict().equals(one.verdict())
          || !Objects.equals(evidence, one.evidence())
          || !Objects.equals(method, one.linkMethod())
          || !Objects.equals(eventId, one.linkedEventId())) {
        changed.put(
            one.notice().noticeId(),
            new @Nullable Object[] {
              verdict.verdict(),
              evidence,
              method,
              link.method() == null ? null : link.method().confidence(),
              eventId
            });
      }
    }
    if (!changed.isEmpty()) {
      tables.rewrite(
          MailTables.BOUNCE_NOTICE,
          "notice_id",
          Tables.everything(),
          new RowChanges.NewValues("notice_id", VERDICT, changed));
    }
  }

  private static NoticeCounts counts(
      List<NoticeLinker.Link> links, NoticeVerdict.Coverage coverage, Set<String> fresh) {
    Map<String, Long> byVerdict = new HashMap<>();
    for (NoticeLinker.Link link : links) {
      NoticeVerdict verdict =
          fresh.contains(link.notice().noticeId()) ? NoticeVerdict.of(link, coverage) : null;
      if (verdict != null) {
        byVerdict.merge(verdict.verdict(), 1L, Long::sum);
      }
    }
    return new NoticeCounts(
        byVerdict.getOrDefault("ours", 0L),
        byVerdict.getOrDefault("backscatter", 0L),
        byVerdict.getOrDefault("forged_notice", 0L),
        byVerdict.getOrDefault("unknown", 0L));
  }
}
