package modori.spark.pipeline;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import modori.chronic.Observation;
import modori.classify.FailureReason;
import modori.classify.ShapeMemo;
import modori.correlate.HexKey;
import modori.parse.Outcome;
import org.apache.iceberg.data.Record;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Folds rows of delivery_attempt into what they say of mailboxes and domains by day. Bounded: what
 * has been folded is packed when it grows.
 */
final class FactFolder {
  private static final int MOST_MAILBOXES = 16_000;

  private final FactChunk.Builder chunks = new FactChunk.Builder();
  private final MailFact fact = new MailFact();
  private final MailboxTable mailboxes = new MailboxTable();
  private final Map<Integer, Day> days = new HashMap<>();
  private final ShapeMemo shapes = new ShapeMemo();
  private Day day = new Day((int) LocalDate.EPOCH.minusYears(1000).toEpochDay(), shapes);

  /** The domains and failures of one day. */
  private static final class Day {
    final int epochDay;
    final LocalDate date;
    final Map<String, DomainPartial> domains = new HashMap<>();
    final FailureFolder failures;

    Day(int epochDay, ShapeMemo shapes) {
      this.epochDay = epochDay;
      this.date = LocalDate.ofEpochDay(epochDay);
      this.failures = new FailureFolder(date, shapes);
    }
  }

  /** Takes a row of the columns of {@link MailFact#COLUMNS}. */
  void add(InternalRow row) {
    fold(fact.read(row));
  }

  /** Takes a whole row. */
  void add(Record row) {
    fold(fact.read(row));
  }

  /** All that was folded; {@code origin} is where the rows came from. */
  List<FactChunk> finish(FactChunk.Origin origin) {
    packMailboxes();
    for (Day one : days.values()) {
      one.domains.values().forEach(chunks::add);
      one.failures.pack(chunks);
    }
    days.clear();
    return chunks.finish(origin);
  }

  private void fold(MailFact row) {
    if (day.epochDay != row.epochDay) {
      day = days.computeIfAbsent(row.epochDay, any -> new Day(any, shapes));
    }
    DomainPartial ofDomain = day.domains.get(row.domain);
    if (ofDomain == null) {
      ofDomain = new DomainPartial(row.domain, day.date);
      day.domains.put(row.domain, ofDomain);
    }
    if (row.hosted != null && !"own".equals(ofDomain.hosted)) {
      ofDomain.hosted = row.hosted;
    }
    ofDomain.attempts++;
    ofDomain.outcomes[row.outcome.ordinal()]++;
    if (refusedByOurOwnDaemon(row.mta, row.detectedBy, row.relayIp)) {
      return;
    }
    if (row.reason != null) {
      long message = message(row);
      long mailbox = HexKey.first(row.mailboxKey);
      count(ofDomain, row.reason, row, message, mailbox);
      day.failures.add(row, row.reason, message, mailbox, ofDomain.hash(), chunks);
    }
    Observation.Kind kind = kind(row.outcome, row.reason);
    boolean lost = lost(row.outcome, row.reason, row.cause);
    if (kind != null || lost) {
      observe(ofDomain, row, kind, lost);
    }
  }

  private void observe(
      DomainPartial ofDomain, MailFact row, Observation.@Nullable Kind kind, boolean lost) {
    MailboxPartial mailbox = mailbox(row, ofDomain);
    if (kind != null) {
      mailbox.builder.add(kind, row.micros, row.sizeBytes);
    }
    if (kind == Observation.Kind.FULL) {
      ofDomain.wasted++;
      if (row.sender != null && !row.sender.isEmpty()) {
        long sender = XXH64.hashUTF8String(UTF8String.fromString(row.sender), 42);
        mailbox.senders = mailbox.senders.with(sender);
        ofDomain.refusedSenders.add(sender);
      }
    }
    if (lost) {
      long message = message(row);
      mailbox.lost = mailbox.lost.with(message);
      ofDomain.lost.add(message ^ row.mailboxKey.hashCode());
    }
    if (row.outcome == Outcome.DELIVERED && row.cause != null && row.cause.isFull()) {
      long message = message(row);
      mailbox.delayed = mailbox.delayed.with(message);
      ofDomain.delayed.add(message ^ row.mailboxKey.hashCode());
    }
  }

  private static long message(MailFact row) {
    return HexKey.first(row.messageKey == null ? row.eventId : row.messageKey);
  }

  // Sendmail's submission program hands mail to the daemon of the same host: what the daemon
  // refuses, its own line tells, and counts.
  static boolean refusedByOurOwnDaemon(
      String mta, @Nullable String detectedBy, @Nullable String relayIp) {
    return relayIp != null
        && mta.equals("sendmail")
        && "remote".equals(detectedBy)
        && (relayIp.startsWith("127.") || relayIp.equals("::1"));
  }

  // semantics 3.1: accepted by the final server, or refused; the queue's giving up is no attempt.
  private static Observation.@Nullable Kind kind(Outcome outcome, @Nullable FailureReason reason) {
    return switch (outcome) {
      // What a notice or the store has taken back proves no room.
      case DELIVERED -> reason == null ? Observation.Kind.OK : null;
      case RELAYED, EXPIRED, DISCARDED, HELD -> null;
      case DEFERRED, BOUNCED, REJECTED -> {
        if (reason != null && reason.isFull()) {
          yield Observation.Kind.FULL;
        }
        boolean gone = reason != null && reason.isGone() && outcome != Outcome.DEFERRED;
        yield gone ? Observation.Kind.GONE : Observation.Kind.OTHER;
      }
    };
  }

  private static boolean lost(
      Outcome outcome, @Nullable FailureReason reason, @Nullable FailureReason cause) {
    return switch (outcome) {
      case EXPIRED -> cause != null && cause.isFull();
      case BOUNCED, REJECTED ->
          reason != null
              && (reason.isFull()
                  || reason == FailureReason.EXPIRED && cause != null && cause.isFull());
      case DELIVERED, RELAYED, DEFERRED, DISCARDED, HELD -> false;
    };
  }

  private static void count(
      DomainPartial ofDomain, FailureReason reason, MailFact row, long message, long mailbox) {
    DomainPartial.Reason counts = ofDomain.reason(reason, row.detectedBy);
    counts.events++;
    counts.messages.add(message);
    counts.mailboxes.add(mailbox);
    counts.firstMicros = Math.min(counts.firstMicros, row.micros);
    counts.lastMicros = Math.max(counts.lastMicros, row.micros);
    counts.sampleEventId =
        row.eventId.compareTo(counts.sampleEventId) < 0 ? row.eventId : counts.sampleEventId;
  }

  private MailboxPartial mailbox(MailFact row, DomainPartial ofDomain) {
    long key = HexKey.first(row.mailboxKey);
    long restOfKey = HexKey.second(row.mailboxKey);
    MailboxPartial partial = mailboxes.find(key, restOfKey, day.date);
    if (partial == null) {
      if (mailboxes.days() >= MOST_MAILBOXES) {
        packMailboxes();
      }
      partial = new MailboxPartial(key, restOfKey, day.date, row.address, ofDomain.domain);
      mailboxes.put(partial);
    }
    partial.describe(row.address, row.provider, row.hosted);
    return partial;
  }

  private void packMailboxes() {
    mailboxes.drain(
        first -> {
          for (MailboxPartial part = first; part != null; part = part.next) {
            chunks.add(part);
          }
        });
  }
}
