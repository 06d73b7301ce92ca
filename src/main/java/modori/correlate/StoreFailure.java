package modori.correlate;

import java.io.Serializable;
import java.util.Optional;
import modori.classify.FailureReason;
import modori.parse.EventField;
import modori.parse.EventType;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery program or mail store says of a message that it had no room for.
 *
 * @param eventId content hash: copies of the same line have the same
 * @param timeMicros time of the line
 * @param mta which program: dovecot, procmail, …
 * @param logHost the host that wrote the line
 * @param messageId Message-ID of the message; null where the program does not name it
 * @param account the mailbox, with or without domain
 * @param reason mailbox_full or mailbox_full_by_count
 * @param ruleId the rule that decided
 * @param text what the program says
 */
public record StoreFailure(
    String eventId,
    long timeMicros,
    String mta,
    String logHost,
    @Nullable String messageId,
    String account,
    FailureReason reason,
    String ruleId,
    String text)
    implements Serializable {

  /**
   * The failure that an event tells of; empty for events of another kind, and for failures other
   * than want of room: a store may put a message into another folder then.
   */
  public static Optional<StoreFailure> of(
      String mta, String host, LogLine line, LogEvent event, Judge judge) {
    String account = event.text(EventField.ACCOUNT);
    String text = event.text(EventField.TEXT);
    boolean failed =
        event.type() == EventType.STORED
            && (event.outcome() == Outcome.BOUNCED || event.outcome() == Outcome.DEFERRED);
    if (!failed || account == null || account.isEmpty() || text == null) {
      return Optional.empty();
    }
    Judgement judgement = judge.judge(0, null, text, null, null);
    if (!judgement.reason().isFull()) {
      return Optional.empty();
    }
    String messageId = event.text(EventField.MESSAGE_ID);
    String eventId =
        ContentKey.of("store", host, mta, Long.toString(line.timeMicros), messageId, account, text);
    return Optional.of(
        new StoreFailure(
            eventId,
            line.timeMicros,
            mta,
            host,
            messageId,
            account,
            judgement.reason(),
            judgement.ruleId(),
            text));
  }

  /**
   * Whether the program has told the sender itself: Dovecot's deliver sends a rejection of its own.
   */
  boolean toldSender() {
    return text.startsWith("rejected");
  }
}
