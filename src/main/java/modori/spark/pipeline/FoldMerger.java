package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import modori.chronic.MailboxDay;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowWriter;
import org.apache.iceberg.Table;

/**
 * Merges the parts of mailboxes' and domains' days within one task and writes mailbox_day and
 * reason_text_day.
 */
final class FoldMerger {
  private final FoldDays days;
  private final Set<String> everFull;
  private final Map<String, List<MailboxPartial>> mailboxes = new HashMap<>();
  private final Map<String, DomainPartial> domains = new HashMap<>();
  private final Map<String, TextPartial> texts = new HashMap<>();
  private final Map<String, SenderPartial> senders = new HashMap<>();
  private final ActiveMailboxes active;
  private final Chunks records = new Chunks(RecordChunk.BUCKETS);

  FoldMerger(FoldDays days, Set<String> everFull) {
    this.days = days;
    this.everFull = everFull;
    this.active = new ActiveMailboxes(days.first(), days.asOf());
  }

  /** Takes parts of the scan: they count only where the day is not read from the table. */
  void addScanned(FactChunk chunk) {
    // What the scan tells of days before the first one is late, and held.
    add(chunk, day -> !days.reread().contains(day) && !day.isBefore(days.first()));
  }

  /** Takes parts that were read from the table. */
  void add(FactChunk chunk) {
    add(chunk, day -> counts(chunk, day));
  }

  private void add(FactChunk chunk, Predicate<LocalDate> wanted) {
    chunk.eachMailbox(
        part -> {
          if (wanted.test(part.day)) {
            add(part);
          }
        });
    chunk.domains().stream().filter(part -> wanted.test(part.day)).forEach(this::add);
    chunk.eachText(
        part -> {
          if (wanted.test(part.day)) {
            texts.merge(part.key(), part, TextPartial::add);
          }
        });
    chunk.eachSender(
        part -> {
          if (wanted.test(part.day)) {
            senders.merge(part.key(), part, SenderPartial::add);
          }
        });
  }

  private boolean counts(FactChunk chunk, LocalDate day) {
    return days.reread().contains(day) == (chunk.origin() == FactChunk.Origin.TABLE);
  }

  /** Takes what earlier days say of active mailboxes. */
  void addSeen(byte[] packed) {
    active.add(packed);
  }

  private void add(MailboxPartial part) {
    List<MailboxPartial> ofMailbox =
        mailboxes.computeIfAbsent(part.mailboxKey, any -> new ArrayList<>(2));
    for (MailboxPartial known : ofMailbox) {
      if (known.day.equals(part.day)) {
        known.add(part);
        return;
      }
    }
    ofMailbox.add(part);
  }

  private void add(DomainPartial part) {
    DomainPartial known = domains.putIfAbsent(part.domain + ' ' + part.day, part);
    if (known != null) {
      known.add(part);
    }
  }

  /** Attempts of all domains by day. */
  Map<LocalDate, Long> attempts() {
    Map<LocalDate, Long> attempts = new HashMap<>();
    domains.values().forEach(domain -> attempts.merge(domain.day, domain.attempts, Long::sum));
    return attempts;
  }

  /** Writes the rows. */
  FoldOutcome finish(Table table, Table textTable, int task, long attempt) {
    Set<String> full = new HashSet<>();
    try (RowWriter writer = new RowWriter(table, MailTables.MAILBOX_DAY, task, attempt);
        RowWriter textWriter =
            new RowWriter(textTable, MailTables.REASON_TEXT_DAY, task, attempt)) {
      mailboxes.forEach(
          (key, ofMailbox) -> {
            boolean isFull = false;
            for (MailboxPartial mailbox : ofMailbox) {
              MailboxDay day = mailbox.builder.build();
              writer.write(MailboxDayRows.row(mailbox, day));
              isFull |= day.fullCount() > 0;
              if (day.fullCount() + day.okCount() > 0) {
                active.add(key, mailbox.domain, (int) day.day().toEpochDay());
              }
            }
            if (isFull) {
              full.add(key);
            }
            if (isFull || everFull.contains(key)) {
              ofMailbox.forEach(this::keep);
            }
          });
      texts.values().forEach(text -> textWriter.write(text.row()));
      return new FoldOutcome(
          writer.finish(),
          full,
          new ArrayList<>(domains.values()),
          active.counts(),
          textWriter.finish(),
          new ArrayList<>(senders.values().stream().map(SenderPartial::count).toList()));
    }
  }

  private void keep(MailboxPartial mailbox) {
    if (!mailbox.day.isAfter(days.asOf())) {
      records.add(mailbox.domain.hashCode(), out -> MailboxRecord.write(out, mailbox));
    }
  }

  /** The days of mailboxes that are to be judged. */
  List<RecordChunk> records() {
    List<RecordChunk> all = new ArrayList<>();
    records.finish().forEach(chunk -> all.add(new RecordChunk(chunk._1(), chunk._2())));
    return all;
  }
}
