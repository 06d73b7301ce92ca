package modori.correlate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import modori.mail.MailAddress;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.NoticeKind;
import modori.parse.Outcome;
import modori.parse.SmtpStage;
import org.jspecify.annotations.Nullable;

/** One use of a queue id: from its facts in order to its attempts. */
final class IncarnationReader {
  private static final String QUEUE_GAVE_UP =
      "the queue gave up: message expired, returned to sender";

  /** Lines of one try lie within this time. */
  private static final long FIRST_TRY = 60_000_000L;

  private final List<Fact> facts;
  private final Judge judge;
  private final ContentKeys keys;
  private final Message message;
  private final boolean postmasterTold;
  private final Map<String, RecipientState> waiting = new LinkedHashMap<>();

  /** What is known of a recipient so far. */
  private static final class RecipientState {
    final MailAddress address;
    final String text;
    int attempts;
    long firstMicros = Long.MIN_VALUE;
    @Nullable DeliveryAttempt deferred;

    RecipientState(String written) {
      address = MailAddress.of(written);
      text = asWritten(written, address);
    }
  }

  IncarnationReader(Fragment entry, List<Fact> facts, Judge judge, ContentKeys keys) {
    this.facts = facts;
    this.judge = judge;
    this.keys = keys;
    this.message = MessageReader.message(entry, facts, keys);
    boolean postmaster = false;
    boolean nonDelivery = false;
    for (Fact fact : facts) {
      if (fact.type() == EventType.NOTICE) {
        postmaster |= fact.noticeKind() == NoticeKind.POSTMASTER;
        nonDelivery |= fact.noticeKind() == NoticeKind.NON_DELIVERY;
      }
    }
    this.postmasterTold = message.noticeKind() == null && postmaster && !nonDelivery;
  }

  void attempts(Consumer<DeliveryAttempt> sink) {
    for (Fact fact : facts) {
      switch (fact.type()) {
        case ATTEMPT -> attempt(fact, sink);
        case REJECTION -> {
          if (!toldByRecipient(fact)) {
            refusal(fact, sink);
          }
        }
        case EXPIRED -> expire(fact, sink);
        case NOTICE -> {
          if (fact.outcome() == Outcome.EXPIRED) {
            expire(fact, sink);
          }
        }
        case ARRIVAL, ATTEMPT_DETAIL, MESSAGE_ID, ENVELOPE, REMOVED, STORED -> {}
      }
    }
  }

  // A refusal of the whole message, or of a message that is in the queue already, is told again for
  // each recipient it had (Sendmail: to=… stat=Message exceeds maximum fixed size; Postfix: cleanup
  // refuses local mail, then status=bounced). One failure, one row.
  private boolean toldByRecipient(Fact refusal) {
    String refused = text(refusal, EventField.RECIPIENT);
    for (Fact fact : facts) {
      boolean failed =
          fact.type() == EventType.ATTEMPT
              && fact.outcome() != null
              && Judge.needed(fact.outcome());
      boolean refusedByRecipient =
          fact.type() == EventType.REJECTION
              && refused.isEmpty()
              && fact.stage() != SmtpStage.RCPT
              && fact.has(EventField.RECIPIENT);
      if (fact.timeMicros() >= refusal.timeMicros()
          && (refusedByRecipient || failed && (refused.isEmpty() || names(fact, refused)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean names(Fact fact, String recipient) {
    String written = text(fact, EventField.RECIPIENT);
    return fact.has(EventFlag.RECIPIENT_LIST)
        ? RecipientList.split(written).contains(recipient)
        : written.equals(recipient);
  }

  private void attempt(Fact fact, Consumer<DeliveryAttempt> sink) {
    String written = text(fact, EventField.RECIPIENT);
    if (!fact.has(EventFlag.RECIPIENT_LIST)) {
      attempt(fact, written, sink);
      return;
    }
    for (String recipient : RecipientList.split(written)) {
      attempt(fact, recipient, sink);
    }
  }

  private void attempt(Fact fact, String written, Consumer<DeliveryAttempt> sink) {
    RecipientState state = waiting.computeIfAbsent(written, RecipientState::new);
    state.attempts++;
    if (state.firstMicros == Long.MIN_VALUE) {
      state.firstMicros = fact.timeMicros();
    }
    DeliveryAttempt last = state.deferred;
    DeliveryAttempt attempt =
        row(fact, outcome(fact, state), written, state, last == null ? null : last.judgement());
    if (attempt.outcome() != Outcome.DEFERRED) {
      state.deferred = null;
    } else if (last == null || !fact.has(EventFlag.NOT_TRIED)) {
      state.deferred = attempt;
    }
    sink.accept(attempt);
  }

  // What is given up at the first try has not expired in our queue: Exim's retry rule allows no
  // second try, or the recipient has been failing for other messages before (specification, chapter
  // "Retry configuration").
  private Outcome outcome(Fact fact, RecipientState state) {
    Outcome outcome = fact.outcome() == null ? Outcome.DELIVERED : fact.outcome();
    if (outcome == Outcome.DELIVERED && fact.has(EventFlag.NOTICE_DROPPED)) {
      return Outcome.DISCARDED; // "success: delivered: backscatter bounce dropped"
    }
    boolean atOnce =
        outcome == Outcome.EXPIRED
            && facts.get(0).type() == EventType.ARRIVAL
            && fact.timeMicros() - state.firstMicros <= FIRST_TRY;
    return atOnce ? Outcome.BOUNCED : outcome;
  }

  private void refusal(Fact fact, Consumer<DeliveryAttempt> sink) {
    String written = text(fact, EventField.RECIPIENT);
    List<String> recipients =
        fact.has(EventFlag.RECIPIENT_LIST) ? RecipientList.split(written) : List.of(written);
    for (String recipient : recipients) {
      sink.accept(
          row(
              fact,
              fact.outcome() == null ? Outcome.REJECTED : fact.outcome(),
              recipient,
              new RecipientState(recipient),
              null));
    }
  }

  // The queue gave up: whoever was still waiting has failed, for the reason of the last attempt.
  private void expire(Fact fact, Consumer<DeliveryAttempt> sink) {
    for (Map.Entry<String, RecipientState> recipient : waiting.entrySet()) {
      DeliveryAttempt last = recipient.getValue().deferred;
      if (last != null) {
        recipient.getValue().deferred = null;
        sink.accept(expired(fact, recipient.getKey(), last));
      }
    }
  }

  private DeliveryAttempt expired(Fact fact, String written, DeliveryAttempt last) {
    return new DeliveryAttempt(
        message,
        fact.timeMicros(),
        eventId(fact, written, Outcome.EXPIRED, last.enhancedCode(), QUEUE_GAVE_UP),
        Outcome.EXPIRED,
        last.recipient(),
        last.recipientText(),
        last.originalRecipient(),
        last.attemptNo(),
        sinceArrival(fact),
        last.relayHost(),
        last.relayIp(),
        last.relayPort(),
        last.mailer(),
        null,
        null,
        last.stage(),
        last.replyCode(),
        last.enhancedCode(),
        last.text(),
        last.refusedRemotely(),
        last.localStore(),
        false,
        false,
        Judge.expired(last.judgement()),
        null,
        fact.fileNumber(),
        fact.offset());
  }

  private DeliveryAttempt row(
      Fact fact,
      Outcome outcome,
      String written,
      RecipientState recipient,
      @Nullable Judgement before) {
    String text = fact.text(EventField.TEXT);
    String enhancedCode = fact.text(EventField.ENHANCED_CODE);
    String relayHost = fact.text(EventField.RELAY_HOST);
    int replyCode = (int) Math.max(0, fact.number(EventNumber.REPLY_CODE));
    Judgement judgement = null;
    if (Judge.needed(outcome)) {
      judgement =
          judge.judge(
              replyCode < 200 || replyCode > 599 ? 0 : replyCode,
              enhancedCode,
              text,
              relayHost,
              fact.stage());
      if (outcome == Outcome.EXPIRED) {
        judgement = Judge.expired(judgement, before);
      } else if (outcome == Outcome.BOUNCED) {
        judgement = Judge.givenUp(judgement, before);
      } else if (outcome == Outcome.REJECTED && !fact.has(EventFlag.REFUSED_REMOTELY)) {
        judgement = Judge.atOurDoor(judgement);
      }
    }
    long delay = fact.number(EventNumber.DELAY_MILLIS);
    return new DeliveryAttempt(
        isNoticeToSender(fact, written)
            ? noticeToSender()
            : fact.type() == EventType.REJECTION ? MessageReader.ofRefusal(message, fact) : message,
        fact.timeMicros(),
        eventId(fact, written, outcome, enhancedCode, text),
        outcome,
        recipient.address,
        recipient.text,
        fact.text(EventField.ORIGINAL_RECIPIENT),
        recipient.attempts,
        delay >= 0 ? delay / 1000.0 : sinceArrival(fact),
        relayHost,
        fact.text(EventField.RELAY_IP),
        (int) Math.max(0, fact.number(EventNumber.RELAY_PORT)),
        fact.text(EventField.MAILER),
        fact.text(EventField.TLS_VERSION),
        fact.text(EventField.TLS_CIPHER),
        fact.stage(),
        replyCode,
        enhancedCode,
        text,
        fact.has(EventFlag.REFUSED_REMOTELY),
        fact.has(EventFlag.LOCAL_STORE),
        fact.has(EventFlag.HANDED_TO_PROGRAM),
        fact.has(EventFlag.REFUSED_TEMPORARILY),
        judgement,
        before == null ? null : before.reason(),
        fact.fileNumber(),
        fact.offset());
  }

  // Sendmail tries the sender under the message's own queue id before it makes a notice; where the
  // sender
  // does not exist there is none, and the postmaster is told (savemail.c, "postmaster notify").
  private boolean isNoticeToSender(Fact fact, String written) {
    return postmasterTold
        && fact.type() == EventType.ATTEMPT
        && message.sender() != null
        && !message.sender().isEmpty()
        && MailAddress.of(written).mailbox().equals(MailAddress.of(message.sender()).mailbox());
  }

  private Message noticeToSender() {
    return new Message(
        message.mta(),
        message.logHost(),
        message.queueId(),
        message.messageKey(),
        null,
        "",
        null,
        null,
        null,
        null,
        -1,
        message.queueId(),
        NoticeKind.NON_DELIVERY,
        null);
  }

  private double sinceArrival(Fact fact) {
    return message.queueId() == null
        ? Double.NaN
        : (fact.timeMicros() - MessageReader.arrivedMicros(facts)) / 1e6;
  }

  private String eventId(
      Fact fact,
      String written,
      Outcome outcome,
      @Nullable String enhancedCode,
      @Nullable String text) {
    boolean queued = message.queueId() != null;
    return keys.with(Fragment.scope(message.mta(), message.logHost()))
        .with(message.queueId())
        .with(Long.toString(fact.timeMicros()))
        .with(written)
        .with(outcome.columnValue())
        .with(enhancedCode)
        .with(text)
        .with(queued ? null : fact.text(EventField.SENDER))
        .with(queued ? null : fact.text(EventField.CLIENT_IP))
        .key();
  }

  private static String text(Fact fact, EventField field) {
    String text = fact.text(field);
    return text == null ? "" : text;
  }

  // Domains are compared in lower case; a local part is the recipient's own business.
  private static String asWritten(String written, MailAddress address) {
    int at = written.lastIndexOf('@');
    return at < 0 || written.endsWith(address.domain()) && !address.domain().isEmpty()
        ? written
        : written.substring(0, at) + written.substring(at).toLowerCase(Locale.ROOT);
  }
}
