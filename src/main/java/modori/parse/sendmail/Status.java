package modori.parse.sendmail;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.SmtpStage;

/** The outcome of a delivery line, from {@code dsn=}, {@code reply=} and {@code stat=}. */
final class Status {
  private static final byte[] SENT = Ascii.word("Sent");
  private static final byte[] DEFERRED = Ascii.word("Deferred");
  private static final byte[] DEFERRED_COLON = Ascii.word("Deferred: ");
  private static final byte[] REFUSED = Ascii.word("Deferred: Connection refused");
  private static final byte[] QUEUED = Ascii.word("queued");
  private static final byte[] TRANSIENT = Ascii.word("Transient");
  private static final byte[] QUARANTINED = Ascii.word("quarantined");
  private static final byte[] DISCARDED = Ascii.word("discarded");
  private static final byte[] IO_ERROR = Ascii.word("I/O error");
  private static final byte[] OS_ERROR = Ascii.word("Operating system error");
  private static final byte[] USER_UNKNOWN = Ascii.word("User unknown");
  private static final byte[] UNAVAILABLE = Ascii.word("Service unavailable");
  private static final byte[] DATA_ERROR = Ascii.word("Data format error");
  private static final byte[] ACCEPTED = Ascii.word(" Message accepted for delivery");
  private static final byte[] QUEUED_AS = Ascii.word("queued as ");

  private Status() {}

  /**
   * Sets outcome, text, codes and flags.
   *
   * @param replyFrom where the quoted reply begins, or -1
   * @param statFrom where the status begins; {@code to} where the line was cut before it
   */
  static LineFate read(
      LogEvent event, Mailer mailer, byte[] bytes, int replyFrom, int statFrom, int to) {
    event.put(EventField.TEXT, bytes, replyFrom < 0 ? statFrom : replyFrom, to);
    if (mailer.isOurs()) {
      event.flag(EventFlag.LOCAL_STORE);
      if (mailer == Mailer.PROGRAM) {
        event.flag(EventFlag.HANDED_TO_PROGRAM);
      }
    }
    Outcome outcome = outcome(event, mailer, bytes, statFrom, to);
    if (refusedBeforeAcceptance(event, mailer, outcome, bytes, statFrom, to)) {
      return refusal(event);
    }
    event.outcome(outcome);
    switch (outcome) {
      case DELIVERED -> nextQueueId(event, mailer, bytes, statFrom, to);
      case DEFERRED, BOUNCED -> failure(event, mailer, bytes, replyFrom, statFrom, to);
      case RELAYED, EXPIRED, REJECTED, DISCARDED, HELD -> {}
    }
    return LineFate.EVENT;
  }

  private static Outcome outcome(LogEvent event, Mailer mailer, byte[] bytes, int from, int to) {
    if (Ascii.startsWith(bytes, from, to, SENT)) {
      return mailer == Mailer.DISCARD ? Outcome.DISCARDED : Outcome.DELIVERED;
    }
    if (Ascii.startsWith(bytes, from, to, DEFERRED) || Ascii.startsWith(bytes, from, to, QUEUED)) {
      return Outcome.DEFERRED;
    }
    if (Ascii.startsWith(bytes, from, to, QUARANTINED)) {
      return Outcome.HELD;
    }
    if (mailer == Mailer.DISCARD || Ascii.startsWith(bytes, from, to, DISCARDED)) {
      return Outcome.DISCARDED;
    }
    int statusClass =
        event.has(EventField.ENHANCED_CODE)
            ? event.bytes(EventField.ENHANCED_CODE)[event.from(EventField.ENHANCED_CODE)] - '0'
            : 0;
    return switch (statusClass) {
      case 2 -> Outcome.DELIVERED;
      case 4 -> Outcome.DEFERRED;
      case 5 -> Outcome.BOUNCED;
      // Before 8.10 there was no dsn=; these two exit statuses are tried again (deliver.c).
      default ->
          Ascii.startsWith(bytes, from, to, IO_ERROR) || Ascii.startsWith(bytes, from, to, OS_ERROR)
              ? Outcome.DEFERRED
              : Outcome.BOUNCED;
    };
  }

  /**
   * {@code to=<a>, delay=00:00:00, pri=30000, stat=text}: logged for each recipient of a message
   * that was refused at its end (srvrsmtp.c, {@code logundelrcpts}); no mailer was ever asked.
   */
  private static boolean refusedBeforeAcceptance(
      LogEvent event, Mailer mailer, Outcome outcome, byte[] bytes, int from, int to) {
    if (mailer != Mailer.NONE
        || event.has(EventField.RELAY_HOST)
        || event.has(EventField.RELAY_IP)) {
      return false;
    }
    return outcome == Outcome.BOUNCED
        || outcome == Outcome.DEFERRED
            && !Ascii.startsWith(bytes, from, to, DEFERRED)
            && !Ascii.startsWith(bytes, from, to, QUEUED)
            && !Ascii.startsWith(bytes, from, to, TRANSIENT);
  }

  private static LineFate refusal(LogEvent event) {
    event.retype(EventType.REJECTION).outcome(Outcome.REJECTED).stage(SmtpStage.EOM);
    return LineFate.EVENT;
  }

  private static void failure(
      LogEvent event, Mailer mailer, byte[] bytes, int replyFrom, int statFrom, int to) {
    int quote = replyFrom;
    if (quote < 0 && Ascii.startsWith(bytes, statFrom, to, DEFERRED_COLON)) {
      quote = statFrom + DEFERRED_COLON.length;
    }
    // "reply=read error from …" and a greeting that no answer followed are no refusals.
    boolean refused = quote < to && quote >= 0 && (bytes[quote] == '4' || bytes[quote] == '5');
    if (refused) {
      Codes.reply(event, bytes, quote, to);
    }
    if (Ascii.startsWith(bytes, statFrom, to, REFUSED)) {
      event.stage(SmtpStage.CONNECT);
    }
    boolean asked = event.has(EventField.RELAY_HOST) || event.has(EventField.RELAY_IP);
    if (mailer != Mailer.REMOTE || !asked || Peer.isLoopback(event)) {
      return;
    }
    if (event.has(EventNumber.REPLY_CODE)
        || event.has(EventField.RELAY_IP) && wordOfReply(bytes, statFrom, to)) {
      event.flag(EventFlag.REFUSED_REMOTELY);
    }
  }

  /**
   * Before 8.15 a refusal's text was not logged, only the word of the exit status that the SMTP
   * client makes of a 5xx reply (usersmtp.c).
   */
  private static boolean wordOfReply(byte[] bytes, int from, int to) {
    return Ascii.startsWith(bytes, from, to, USER_UNKNOWN)
        || Ascii.startsWith(bytes, from, to, UNAVAILABLE)
        || Ascii.startsWith(bytes, from, to, DATA_ERROR);
  }

  /**
   * The next server's queue id: {@code Sent (6BO9FfMx000192 Message accepted for delivery)}, {@code
   * Sent (2.0.0 Ok: queued as 4Rz1)}. On this machine it is our own next queue.
   */
  private static void nextQueueId(LogEvent event, Mailer mailer, byte[] bytes, int from, int to) {
    if (mailer != Mailer.REMOTE) {
      return;
    }
    int idFrom;
    int idTo;
    int accepted = Ascii.indexOf(bytes, from, to, ACCEPTED);
    if (accepted >= 0) {
      idTo = accepted;
      idFrom =
          1
              + Math.max(
                  Ascii.lastIndexOf(bytes, from, idTo, ' '),
                  Ascii.lastIndexOf(bytes, from, idTo, '('));
    } else {
      int as = Ascii.indexOf(bytes, from, to, QUEUED_AS);
      if (as < 0) {
        return;
      }
      idFrom = as + QUEUED_AS.length;
      idTo = idFrom;
      while (idTo < to && isIdByte(bytes[idTo])) {
        idTo++;
      }
    }
    if (idFrom <= from || idFrom >= idTo) {
      return;
    }
    event.put(EventField.OTHER_QUEUE_ID, bytes, idFrom, idTo);
    if (Peer.isLoopback(event)) {
      event.outcome(Outcome.RELAYED).flag(EventFlag.INTERNAL_HOP);
    }
  }

  private static boolean isIdByte(byte c) {
    return Ascii.isDigit(c) || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-';
  }
}
