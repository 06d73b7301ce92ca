package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.SmtpStage;

/** A line without a message id: a refusal, or news of the daemon and its connections. */
final class UnnumberedLine {
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text");
  private static final byte[] REFUSED_CONNECTION = word("refused connection from ");
  private static final byte[] CONNECTION_FROM = word("Connection from ");
  private static final byte[] REFUSED = word(" refused: ");
  private static final byte[] UNQUALIFIED_SENDER = word("unqualified sender rejected: ");
  private static final byte[] UNQUALIFIED_RECIPIENT = word("unqualified recipient rejected: ");
  private static final byte[] TOO_MANY = word("too many recipients: ");
  private static final byte[] EXCESS = word("excess temporarily");
  private static final byte[] SENDER = word("sender=<");

  private UnnumberedLine() {}

  static LineFate parse(byte[] b, int from, int to, LogEvent event) {
    if (Values.isField(b, from, to) && b[from] < 'a') {
      return RejectionLine.parse(b, from, from, from, to, event);
    }
    switch (b[from]) {
      case 'r':
        if (RejectionLine.begins(b, from, to)) {
          return RejectionLine.parse(b, from, from, from, to, event);
        }
        if (startsWith(b, from, to, REFUSED_CONNECTION)) {
          return refused(b, from, from + REFUSED_CONNECTION.length, to, event);
        }
        break;
      case 't':
        if (RejectionLine.begins(b, from, to)) {
          return RejectionLine.parse(b, from, from, from, to, event);
        }
        if (startsWith(b, from, to, TOO_MANY)) {
          return tooManyRecipients(b, from, to, event);
        }
        break;
      case 's':
        LineFate fate = RejectionLine.parse(b, from, from, from, to, event);
        if (fate != RejectionLine.UNKNOWN) {
          return fate;
        }
        break;
      case 'C':
        // daemon.c: "Connection from %s refused: too many connections"
        if (startsWith(b, from, to, CONNECTION_FROM) && indexOf(b, from, to, REFUSED) > 0) {
          int text = indexOf(b, from, to, REFUSED) + REFUSED.length;
          refused(b, text, from + CONNECTION_FROM.length, to, event);
          event.flag(EventFlag.REFUSED_TEMPORARILY); // 421
          return LineFate.EVENT;
        }
        break;
      case 'u':
        if (startsWith(b, from, to, UNQUALIFIED_SENDER)) {
          return unqualified(
              b, from, from + UNQUALIFIED_SENDER.length, to, EventField.SENDER, event);
        }
        if (startsWith(b, from, to, UNQUALIFIED_RECIPIENT)) {
          return unqualified(
              b, from, from + UNQUALIFIED_RECIPIENT.length, to, EventField.RECIPIENT, event);
        }
        break;
      default:
        break;
    }
    LineFate known = KnownTexts.UNNUMBERED.find(b, from, to);
    return known == null ? KnownTexts.byItsMiddle(b, from, to, UNKNOWN) : known;
  }

  private static LineFate refused(byte[] b, int text, int client, int to, LogEvent event) {
    event.begin(EventType.REJECTION).outcome(Outcome.REJECTED).stage(SmtpStage.CONNECT);
    RejectionLine.client(b, client, to, event);
    event.put(EventField.TEXT, b, text, to);
    return LineFate.EVENT;
  }

  // smtp_in.c: "unqualified %s rejected: <%s> %s%s"
  private static LineFate unqualified(
      byte[] b, int text, int from, int to, EventField field, LogEvent event) {
    event
        .begin(EventType.REJECTION)
        .outcome(Outcome.REJECTED)
        .stage(field == EventField.SENDER ? SmtpStage.MAIL : SmtpStage.RCPT);
    int close = from < to ? Addresses.closing(b, from + 1, to) : to;
    event.put(field, b, Math.min(from + 1, to), close);
    RejectionLine.fields(b, Math.min(close + 1, to), to, event);
    event.put(EventField.TEXT, b, text, to);
    return LineFate.EVENT;
  }

  // smtp_in.c: "too many recipients: message rejected: sender=<%s> %s"
  private static LineFate tooManyRecipients(byte[] b, int from, int to, LogEvent event) {
    event.begin(EventType.REJECTION).outcome(Outcome.REJECTED).stage(SmtpStage.RCPT);
    event.put(EventField.TEXT, b, from, to);
    if (startsWith(b, from + TOO_MANY.length, to, EXCESS)) {
      event.flag(EventFlag.REFUSED_TEMPORARILY);
    }
    int sender = indexOf(b, from, to, SENDER);
    if (sender > 0) {
      int close = Addresses.closing(b, sender + SENDER.length, to);
      event.put(EventField.SENDER, b, sender + SENDER.length, close);
      RejectionLine.fields(b, Math.min(close + 1, to), to, event);
    }
    return LineFate.EVENT;
  }
}
