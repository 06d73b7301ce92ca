package modori.spark.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import modori.chronic.Observation;
import modori.classify.FailureReason;
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
  private static final int MOST_MAILBOXES = 40_000;

  private final FactChunk.Builder chunks = new FactChunk.Builder();
  private final MailFact fact = new MailFact();
  private final Map<Integer, Day> days = new HashMap<>();
  private Day day = new Day((int) LocalDate.EPOCH.minusYears(1000).toEpochDay());
  private int mailboxes;

  /** The mailboxes and domains of one day. */
  private static final class Day {
    final int epochDay;
    final Map<String, MailboxPartial> mailboxes = new HashMap<>();
    final Map<String, DomainPartial> domains = new HashMap<>();
    final FailureFolder failures;

    Day(int epochDay) {
      this.epochDay = epochDay;
      this.failures = new FailureFolder(LocalDate.ofEpochDay(epochDay));
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
      day = days.computeIfAbsent(row.epochDay, Day::new);
    }
    DomainPartial ofDomain = day.domains.get(row.domain);
    if (ofDomain == null) {
      ofDomain = new DomainPartial(row.domain, LocalDate.ofEpochDay(row.epochDay));
      day.domains.put(row.domain, ofDomain);
    }
    if (row.hosted != null && !"own".equals(ofDomain.hosted)) {
      ofDomain.hosted = row.hosted;
    }
    ofDomain.attempts++;
    ofDomain.outcomes[row.outcome.ordinal()]++;
    if (refusedByOurOwnDaemon(row)) {
      return;
    }
    long message = number(row.messageKey == null ? row.eventId : row.messageKey);
    if (row.reason != null) {
      count(ofDomain, row.reason, row, message);
      day.failures.add(row, row.reason, message, number(row.mailboxKey), chunks);
    }
    Observation.Kind kind = kind(row.outcome, row.reason);
    boolean lost = lost(row.outcome, row.reason, row.cause);
    if (kind != null || lost) {
      observe(ofDomain, row, kind, lost, message);
    }
  }

  private void observe(
      DomainPartial ofDomain,
      MailFact row,
      Observation.@Nullable Kind kind,
      boolean lost,
      long message) {
    MailboxPartial mailbox = mailbox(row);
    if (kind != null) {
      mailbox.builder.add(kind, time(row.micros), row.sizeBytes);
    }
    if (kind == Observation.Kind.FULL) {
      ofDomain.wasted++;
      if (row.sender != null && !row.sender.isEmpty()) {
        long sender = XXH64.hashUTF8String(UTF8String.fromString(row.sender), 42);
        mailbox.addSender(sender);
        ofDomain.refusedSenders.add(sender);
      }
    }
    if (lost) {
      mailbox.lost.add(message);
      ofDomain.lost.add(message ^ row.mailboxKey.hashCode());
    }
    if (row.outcome == Outcome.DELIVERED && row.cause != null && row.cause.isFull()) {
      mailbox.delayed.add(message);
      ofDomain.delayed.add(message ^ row.mailboxKey.hashCode());
    }
  }

  // Sendmail's submission program hands mail to the daemon of the same host: what the daemon
  // refuses, its own line tells, and counts.
  private static boolean refusedByOurOwnDaemon(MailFact row) {
    String relay = row.relayIp;
    return relay != null
        && "sendmail".equals(row.mta)
        && "remote".equals(row.detectedBy)
        && (relay.startsWith("127.") || relay.equals("::1"));
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
      DomainPartial ofDomain, FailureReason reason, MailFact row, long message) {
    DomainPartial.Reason counts = ofDomain.reason(reason, row.detectedBy);
    counts.events++;
    counts.messages.add(message);
    counts.mailboxes.add(number(row.mailboxKey));
    counts.firstMicros = Math.min(counts.firstMicros, row.micros);
    counts.lastMicros = Math.max(counts.lastMicros, row.micros);
    counts.sampleEventId =
        row.eventId.compareTo(counts.sampleEventId) < 0 ? row.eventId : counts.sampleEventId;
  }

  private MailboxPartial mailbox(MailFact row) {
    MailboxPartial partial = day.mailboxes.get(row.mailboxKey);
    if (partial == null) {
      if (mailboxes >= MOST_MAILBOXES) {
        packMailboxes();
      }
      partial =
          new MailboxPartial(
              row.mailboxKey, LocalDate.ofEpochDay(row.epochDay), row.address, row.domain);
      day.mailboxes.put(row.mailboxKey, partial);
      mailboxes++;
    }
    partial.describe(row.address, row.provider, row.hosted);
    return partial;
  }

  private void packMailboxes() {
    for (Day one : days.values()) {
      Iterator<MailboxPartial> all = one.mailboxes.values().iterator();
      while (all.hasNext()) {
        chunks.add(all.next());
        all.remove();
      }
    }
    mailboxes = 0;
  }

  private static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  // Keys are made of 32 hexadecimal digits of a hash: half of them tell messages apart.
  private static long number(String key) {
    long number = 0;
    for (int i = 0; i < 16; i++) {
      int digit = key.charAt(i);
      number = number << 4 | (digit & 15) + (digit >> 6) * 9; // 0 to 9, a to f
    }
    return number;
  }
}
