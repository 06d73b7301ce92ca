package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import modori.chronic.MailboxDay;
import modori.spark.tables.MailTables;
import modori.spark.tables.RowBuilder;
import org.apache.iceberg.data.Record;

/**
 * Merges the parts of mailboxes' and domains' days within one task into rows of mailbox_day and
 * reason_text_day. The buckets come one after the other, and one at a time is held.
 */
final class FoldMerger {
  private final FoldDays days;
  private final Set<String> everFull;
  private final Consumer<Record> mailboxRows;
  private final Consumer<Record> textRows;
  private final RowBuilder row = new RowBuilder(MailTables.MAILBOX_DAY);
  private final MailboxPartial.Reader reader = new MailboxPartial.Reader();
  private final MailboxTable mailboxes = new MailboxTable();
  private final Map<String, DomainPartial> ofBucket = new HashMap<>();
  private final Map<String, TextPartial> texts = new HashMap<>();
  private final Map<String, SenderPartial> senders = new HashMap<>();
  private final ActiveMailboxes active;
  private final List<DomainPartial> domains = new ArrayList<>();
  private final List<SenderCount> senderCounts = new ArrayList<>();
  private final Set<String> full = new HashSet<>();
  private final Chunks records = new Chunks(RecordChunk.BUCKETS);

  /**
   * A merger for one task.
   *
   * @param mailboxRows takes the rows of mailbox_day, which may be changed afterwards
   * @param textRows takes the rows of reason_text_day
   */
  FoldMerger(
      FoldDays days,
      Set<String> everFull,
      Consumer<Record> mailboxRows,
      Consumer<Record> textRows) {
    this.days = days;
    this.everFull = everFull;
    this.mailboxRows = mailboxRows;
    this.textRows = textRows;
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
        reader,
        part -> {
          if (wanted.test(part.day)) {
            add(part);
          }
        });
    chunk.eachDomain(
        part -> {
          if (wanted.test(part.day)) {
            add(part);
          }
        });
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
    MailboxPartial known = mailboxes.find(part.key, part.restOfKey, part.day);
    if (known == null) {
      mailboxes.put(part);
    } else {
      known.add(part);
    }
  }

  private void add(DomainPartial part) {
    DomainPartial known = ofBucket.putIfAbsent(part.domain + ' ' + part.day, part);
    if (known != null) {
      known.add(part);
    }
  }

  /** Ends a bucket: no later part tells of its mailboxes and domains. */
  void endBucket() {
    mailboxes.drain(this::finish);
    active.count();
    for (DomainPartial domain : ofBucket.values()) {
      domain.forgetElements();
      domains.add(domain);
    }
    ofBucket.clear();
    texts.values().forEach(text -> textRows.accept(text.row()));
    texts.clear();
    senders.values().forEach(sender -> senderCounts.add(sender.count()));
    senders.clear();
  }

  private void finish(MailboxPartial first) {
    String mailboxKey = first.mailboxKey();
    boolean isFull = false;
    for (MailboxPartial mailbox = first; mailbox != null; mailbox = mailbox.next) {
      MailboxDay day = mailbox.builder.build();
      mailboxRows.accept(MailboxDayRows.row(row, mailboxKey, mailbox, day));
      isFull |= day.fullCount() > 0;
      if (day.fullCount() + day.okCount() > 0) {
        active.add(mailbox.key, mailbox.restOfKey, mailbox.domain, (int) mailbox.day.toEpochDay());
      }
    }
    if (isFull) {
      full.add(mailboxKey);
    }
    if (isFull || everFull.contains(mailboxKey)) {
      for (MailboxPartial mailbox = first; mailbox != null; mailbox = mailbox.next) {
        keep(mailbox);
      }
    }
  }

  private void keep(MailboxPartial mailbox) {
    if (!mailbox.day.isAfter(days.asOf())) {
      MailboxRecord.write(records.next(mailbox.domain.hashCode()), mailbox);
    }
  }

  /** What the facts say of domains by day; after the last bucket. */
  List<DomainPartial> domains() {
    return domains;
  }

  /** Failures by sender domain, reason and day; after the last bucket. */
  List<SenderCount> senders() {
    return senderCounts;
  }

  /** Keys of the mailboxes that were refused for want of room; after the last bucket. */
  Set<String> fullMailboxes() {
    return full;
  }

  /** Active mailboxes by domain and day; after the last bucket. */
  Map<String, int[]> active() {
    return active.counts();
  }

  /** The days of mailboxes that are to be judged; after the last bucket. */
  List<RecordChunk> records() {
    List<RecordChunk> all = new ArrayList<>();
    records.finish().forEach(chunk -> all.add(new RecordChunk(chunk._1(), chunk._2())));
    return all;
  }
}
