package modori.spark.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import modori.chronic.Observation;
import modori.classify.FailureReason;
import modori.parse.Outcome;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Folds rows of delivery_attempt into what they say of mailboxes and domains by day. Bounded: what
 * has been folded is handed on when it grows.
 */
final class FactFolder {
  /** The columns that it reads, in this order. */
  static final List<String> COLUMNS =
      List.of(
          "event_date",
          "event_time",
          "event_type",
          "mailbox_key",
          "recipient_address",
          "recipient_domain",
          "provider",
          "hosted",
          "size_bytes",
          "reason",
          "cause_reason",
          "detected_by",
          "sender_address",
          "message_key",
          "event_id",
          "mta",
          "relay_ip");

  private static final int MOST_MAILBOXES = 100_000;
  private static final Map<String, Outcome> OUTCOMES = outcomes();

  private final Consumer<MailboxPartial> mailboxSink;
  private final Map<String, MailboxPartial> mailboxes = new HashMap<>();
  private final Map<String, DomainPartial> domains = new HashMap<>();

  FactFolder(Consumer<MailboxPartial> mailboxSink) {
    this.mailboxSink = mailboxSink;
  }

  void add(InternalRow row) {
    int epochDay = row.getInt(0);
    long micros = row.getLong(1);
    Outcome outcome = OUTCOMES.getOrDefault(text(row, 2), Outcome.BOUNCED);
    String key = text(row, 3);
    String domain = text(row, 5);
    FailureReason reason = reason(row, 9);
    FailureReason cause = reason(row, 10);
    long message = hash(row.isNullAt(13) ? row.getUTF8String(14) : row.getUTF8String(13));
    DomainPartial ofDomain = domain(domain, epochDay, row);
    ofDomain.attempts++;
    ofDomain.outcomes.merge(outcome, 1L, Long::sum);
    if (refusedByOurOwnDaemon(row)) {
      return;
    }
    if (reason != null) {
      count(ofDomain, reason, row, key, micros, message);
    }
    Observation.Kind kind = kind(outcome, reason);
    boolean lost = lost(outcome, reason, cause);
    boolean delayed = outcome == Outcome.DELIVERED && cause != null && cause.isFull();
    if (kind == null && !lost) {
      return;
    }
    MailboxPartial mailbox = mailbox(key, epochDay, text(row, 4), domain);
    mailbox.describe(text(row, 4), textOrNull(row, 6), textOrNull(row, 7));
    if (kind != null) {
      mailbox.builder.add(
          kind, time(micros), row.isNullAt(8) ? Observation.UNKNOWN_SIZE : row.getLong(8));
    }
    if (kind == Observation.Kind.FULL) {
      ofDomain.wasted++;
      UTF8String sender = row.isNullAt(12) ? null : row.getUTF8String(12);
      if (sender != null && sender.numBytes() > 0) {
        mailbox.addSender(hash(sender));
        ofDomain.refusedSenders.add(hash(sender));
      }
    }
    if (lost) {
      mailbox.lost.add(message);
      ofDomain.lost.add(message ^ key.hashCode());
    }
    if (delayed) {
      mailbox.delayed.add(message);
      ofDomain.delayed.add(message ^ key.hashCode());
    }
  }

  // Sendmail's submission program hands mail to the daemon of the same host: what the daemon
  // refuses, its own line tells, and counts.
  private static boolean refusedByOurOwnDaemon(InternalRow row) {
    if (row.isNullAt(16) || row.isNullAt(11) || !"sendmail".equals(text(row, 15))) {
      return false;
    }
    String relay = text(row, 16);
    return "remote".equals(text(row, 11)) && (relay.startsWith("127.") || relay.equals("::1"));
  }

  /** Hands on what is left; the domains are in {@link #domains} then. */
  void finish() {
    mailboxes.values().forEach(mailboxSink);
    mailboxes.clear();
  }

  Iterable<DomainPartial> domains() {
    return domains.values();
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

  private void count(
      DomainPartial ofDomain,
      FailureReason reason,
      InternalRow row,
      String key,
      long micros,
      long message) {
    String by = row.isNullAt(11) ? "own" : text(row, 11);
    DomainPartial.Reason counts =
        ofDomain.reasons.computeIfAbsent(reason.id() + ' ' + by, any -> new DomainPartial.Reason());
    counts.events++;
    counts.messages.add(message);
    counts.mailboxes.add(Long.parseUnsignedLong(key, 0, 16, 16));
    counts.firstMicros = Math.min(counts.firstMicros, micros);
    counts.lastMicros = Math.max(counts.lastMicros, micros);
    String eventId = text(row, 14);
    counts.sampleEventId =
        eventId.compareTo(counts.sampleEventId) < 0 ? eventId : counts.sampleEventId;
  }

  private DomainPartial domain(String domain, int epochDay, InternalRow row) {
    DomainPartial partial =
        domains.computeIfAbsent(
            domain + ' ' + epochDay,
            any -> new DomainPartial(domain, LocalDate.ofEpochDay(epochDay)));
    if (!row.isNullAt(7) && !"own".equals(partial.hosted)) {
      partial.hosted = text(row, 7);
    }
    return partial;
  }

  private MailboxPartial mailbox(String key, int epochDay, String address, String domain) {
    if (mailboxes.size() >= MOST_MAILBOXES) {
      finish();
    }
    return mailboxes.computeIfAbsent(
        key + ' ' + epochDay,
        any -> new MailboxPartial(key, LocalDate.ofEpochDay(epochDay), address, domain));
  }

  private static Instant time(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
  }

  private static @Nullable FailureReason reason(InternalRow row, int column) {
    return row.isNullAt(column)
        ? null
        : FailureReason.of(text(row, column)).orElse(FailureReason.UNCLASSIFIED);
  }

  private static String text(InternalRow row, int column) {
    return row.getUTF8String(column).toString();
  }

  private static @Nullable String textOrNull(InternalRow row, int column) {
    return row.isNullAt(column) ? null : text(row, column);
  }

  private static long hash(UTF8String text) {
    return org.apache.spark.sql.catalyst.expressions.XXH64.hashUTF8String(text, 42);
  }

  private static Map<String, Outcome> outcomes() {
    Map<String, Outcome> outcomes = new HashMap<>();
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome.columnValue(), outcome);
    }
    outcomes.put("oob_bounce", Outcome.BOUNCED);
    return Map.copyOf(outcomes);
  }
}
