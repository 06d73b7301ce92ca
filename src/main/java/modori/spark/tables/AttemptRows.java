package modori.spark.tables;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import modori.classify.FailureReason;
import modori.correlate.ContentKeys;
import modori.correlate.DeliveryAttempt;
import modori.correlate.Judgement;
import modori.correlate.MailboxProvider;
import modori.correlate.Message;
import modori.mail.EnhancedStatusCode;
import modori.mail.MailAddress;
import modori.mail.Permanence;
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import org.apache.iceberg.data.GenericRecord;
import org.jspecify.annotations.Nullable;

/** From delivery attempts of the core to rows of {@code delivery_attempt}. One object per task. */
public final class AttemptRows {
  private static final int REMEMBERED_DOMAINS = 50_000;

  private static final Map<NoticeKind, String> NOTICES = notices();

  private final ZoneDays days;
  private final HostedDomains hosted;
  private final Map<Integer, String> filePaths;
  private final String runId;
  private final GenericRecord template = GenericRecord.create(MailTables.DELIVERY_ATTEMPT.schema());
  private final GenericRecord passing = template.copy();
  private final ContentKeys keys = new ContentKeys();
  private final Map<String, Domain> domains = new HashMap<>();
  private final Map<String, Optional<String>> providers = new HashMap<>();
  private @Nullable Message lastMessage;
  private @Nullable MailAddress lastSender;
  private @Nullable String lastTraceKey;
  private @Nullable MailAddress lastRecipient;
  private String lastMailboxKey = "";

  private record Domain(String name, @Nullable String registrable, @Nullable String provider) {}

  /**
   * A mapping for one run.
   *
   * @param zone of the report's days
   * @param filePaths the files by their numbers
   */
  public AttemptRows(
      ZoneId zone, HostedDomains hosted, Map<Integer, String> filePaths, String runId) {
    this.days = new ZoneDays(zone);
    this.hosted = hosted;
    this.filePaths = filePaths;
    this.runId = runId;
  }

  /** The day of a time in the report's zone. */
  public LocalDate day(long micros) {
    return days.day(micros);
  }

  /** The row of an attempt. */
  public GenericRecord row(DeliveryAttempt attempt) {
    return fill(template.copy(), attempt, RowBuilder.time(attempt.timeMicros()));
  }

  /**
   * The same for whoever is done with it before the next call: one object serves all rows, and
   * event_time is a Long, microseconds since 1970.
   */
  public GenericRecord passing(DeliveryAttempt attempt) {
    return fill(passing, attempt, attempt.timeMicros());
  }

  private GenericRecord fill(GenericRecord row, DeliveryAttempt attempt, Object time) {
    Message message = attempt.message();
    MailAddress recipient = attempt.recipient();
    if (message != lastMessage) {
      lastMessage = message;
      lastSender = message.sender() == null ? null : MailAddress.of(message.sender());
      lastTraceKey = message.traceKey(keys);
    }
    MailAddress sender = lastSender;
    if (recipient != lastRecipient) {
      lastRecipient = recipient;
      lastMailboxKey = keys.mailbox(recipient);
    }
    Domain domain = domain(recipient.domain());
    Judgement judgement = attempt.judgement();
    FailureReason reason = judgement == null ? null : judgement.reason();
    String provider = attempt.relayHost() == null ? null : provider(attempt.relayHost());
    ReasonColumns why = reason == null ? null : ReasonColumns.of(reason);
    String where = hosted(attempt);
    boolean plain = attempt.outcome() == Outcome.DELIVERED && !attempt.handedToProgram();
    return new Row(row)
        .set(day(attempt.timeMicros()))
        .set(time)
        .set(attempt.eventId())
        .set(attempt.outcome().columnValue())
        .set(message.mta())
        .set(message.logHost())
        .set(message.queueId())
        .set(message.messageKey())
        .set(lastTraceKey)
        .set(message.messageId())
        .set(direction(attempt, sender, where))
        .set(message.sender())
        .set(sender == null ? null : sender.domain())
        .set(message.authUser())
        .set(message.clientIp())
        .set(message.clientName())
        .set(attempt.recipientText())
        .set(recipient.local())
        .set(domain.name())
        .set(attempt.originalRecipient())
        .set(lastMailboxKey)
        .set(domain.registrable())
        .set(provider == null ? domain.provider() : provider)
        .set(where)
        .set(message.sizeBytes() < 0 ? null : message.sizeBytes())
        .set(attempt.attemptNo() == 0 ? null : attempt.attemptNo())
        .set(Double.isNaN(attempt.queueSeconds()) ? null : attempt.queueSeconds())
        .set(attempt.relayHost())
        .set(attempt.relayIp())
        .set(attempt.relayPort() == 0 ? null : attempt.relayPort())
        .set(attempt.mailer())
        .set(attempt.tlsVersion())
        .set(attempt.tlsCipher())
        .set(attempt.stage() == null ? null : attempt.stage().columnValue())
        .set(attempt.replyCode() == 0 ? null : attempt.replyCode())
        .set(attempt.enhancedCode())
        .set(plain ? null : attempt.text())
        .set(!attempt.failed() ? null : attempt.refusedRemotely() ? "remote" : "own")
        .set(null)
        .set(permanenceObserved(attempt))
        .set(why == null ? null : why.category())
        .set(reason == null ? null : reason.id())
        .set(reason == null ? null : reason.id())
        .set(cause(attempt))
        .set(why == null ? null : why.side())
        .set(why == null ? null : why.permanence())
        .set(judgement == null ? null : judgement.ruleId())
        .set(judgement == null ? null : FailureReason.TAXONOMY_VERSION)
        .set(attempt.handedToProgram() && !attempt.failed() ? "handed_to_program" : "log")
        .set(null)
        .set(null)
        .set(notice(message.noticeKind()))
        .set(message.noticeOfQueueId())
        .set(message.noticeQueueId())
        .set(null)
        .set(filePaths.getOrDefault(attempt.fileNumber(), ""))
        .set(attempt.offset())
        .set(runId)
        .row;
  }

  /** Sets columns in their order; the definition in {@link FactTables} stands in the same order. */
  private static final class Row {
    private final GenericRecord row;
    private int next;

    Row(GenericRecord row) {
      this.row = row;
    }

    Row set(@Nullable Object value) {
      row.set(next++, value);
      return this;
    }
  }

  private @Nullable String hosted(DeliveryAttempt attempt) {
    boolean bare = attempt.localStore() && attempt.recipient().domain().isEmpty();
    if (hosted.isKnown() && !bare) {
      return hosted.contains(attempt.recipient().domain()) ? "own" : "remote";
    }
    if (attempt.localStore()) {
      return "own";
    }
    return attempt.outcome() == Outcome.REJECTED ? null : "remote";
  }

  private String direction(
      DeliveryAttempt attempt, @Nullable MailAddress sender, @Nullable String where) {
    Message message = attempt.message();
    boolean fromUs =
        message.authUser() != null
            || message.noticeKind() != null
            || sender != null && !sender.domain().isEmpty() && hosted.contains(sender.domain())
            || message.queueId() != null
                && message.clientIp() == null
                && message.clientName() == null;
    if (where == null) {
      return fromUs ? "outbound" : "unknown";
    }
    return where.equals("own") ? fromUs ? "internal" : "inbound" : "outbound";
  }

  private static @Nullable String permanenceObserved(DeliveryAttempt attempt) {
    if (!attempt.failed()) {
      return null;
    }
    Permanence byReply =
        attempt.replyCode() >= 400
            ? new modori.mail.ReplyCode(attempt.replyCode()).permanence()
            : Permanence.NONE;
    if (byReply == Permanence.NONE && attempt.enhancedCode() != null) {
      byReply =
          EnhancedStatusCode.of(attempt.enhancedCode())
              .map(EnhancedStatusCode::permanence)
              .orElse(Permanence.NONE);
    }
    return switch (byReply) {
      case TEMPORARY, PERMANENT -> byReply.columnValue();
      case NONE ->
          attempt.outcome() == Outcome.DEFERRED || attempt.refusedTemporarily()
              ? "temporary"
              : "permanent";
    };
  }

  private static @Nullable String cause(DeliveryAttempt attempt) {
    Judgement judgement = attempt.judgement();
    FailureReason cause = judgement == null ? attempt.putOffFor() : judgement.cause();
    return cause == null ? null : cause.id();
  }

  private static Map<NoticeKind, String> notices() {
    Map<NoticeKind, String> names = new EnumMap<>(NoticeKind.class);
    for (NoticeKind kind : NoticeKind.values()) {
      names.put(kind, kind.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private static @Nullable String notice(@Nullable NoticeKind kind) {
    return kind == null ? null : NOTICES.get(kind);
  }

  private @Nullable String provider(String relay) {
    Optional<String> known = providers.get(relay);
    if (known == null) {
      if (providers.size() >= REMEMBERED_DOMAINS) {
        providers.clear();
      }
      known = MailboxProvider.ofHost(relay);
      providers.put(relay, known);
    }
    return known.orElse(null);
  }

  private Domain domain(String name) {
    Domain known = domains.get(name);
    if (known == null) {
      if (domains.size() >= REMEMBERED_DOMAINS) {
        domains.clear();
      }
      known =
          new Domain(
              name,
              MailboxProvider.registrableDomain(name).orElse(null),
              MailboxProvider.ofDomain(name).orElse(null));
      domains.put(name, known);
    }
    return known;
  }
}
