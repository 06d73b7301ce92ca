package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.SmtpStage;

/**
 * Reads what smtpd(8), postscreen(8) and the milters decided about a client's command
 * (smtpd_check.c, smtpd_proxy.c, cleanup_milter.c).
 *
 * <p>{@code RCPT from name[192.0.2.1]: 550 5.1.1 <r>: Recipient address rejected: User unknown;
 * from=<s> to=<r> proto=ESMTP helo=<h>}
 */
final class Refusal {
  private static final byte[] FROM = Ascii.word("from ");
  private static final byte[] ADDRESS_HOST = Ascii.word("address: host ");

  private Refusal() {}

  /** A refusal; {@code from} is behind {@code reject:}. */
  static LineFate rejection(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.REJECTION).outcome(Outcome.REJECTED);
    return read(event, bytes, from, to);
  }

  /** A message taken and thrown away; {@code from} is behind {@code discard:}. */
  static LineFate discard(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.ATTEMPT).outcome(Outcome.DISCARDED);
    event.flag(EventFlag.ENDS_WITH_RECIPIENTS);
    return read(event, bytes, from, to);
  }

  /** A message taken and kept; {@code from} is behind {@code hold:}. */
  static LineFate hold(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.ATTEMPT).outcome(Outcome.HELD);
    return read(event, bytes, from, to);
  }

  private static LineFate read(LogEvent event, byte[] bytes, int from, int to) {
    int command = from;
    while (command < to && bytes[command] == ' ') {
      command++;
    }
    int end = command;
    while (end < to && bytes[end] != ' ' && bytes[end] != ':') {
      end++;
    }
    if (end == to || end == command) {
      return Fates.CUT;
    }
    stage(event, bytes, command, end);
    int text = bytes[end] == ':' ? end + 1 : client(event, bytes, end, to);
    if (text < 0) {
      return Fates.CUT;
    }
    while (text < to && bytes[text] == ' ') {
      text++;
    }
    int semicolon = Trailer.find(bytes, text, to);
    int textTo = Math.max(text, semicolon);
    Explanation.put(event, bytes, text, textTo);
    Explanation.readReply(event, bytes, text, textTo);
    // An address probe's answer: "undeliverable address: host mx.example[192.0.2.1] said: 550 …"
    int quote = Ascii.indexOf(bytes, text, textTo, ADDRESS_HOST);
    if (quote >= 0 && event.type() == EventType.REJECTION) {
      quoted(event, bytes, quote, textTo);
    }
    Trailer.read(event, bytes, semicolon, to);
    return LineFate.EVENT;
  }

  /** The code that our client got stands; only who refused is taken from the quote. */
  private static void quoted(LogEvent event, byte[] bytes, int from, int to) {
    if (!event.has(EventNumber.REPLY_CODE)) {
      return;
    }
    long code = event.number(EventNumber.REPLY_CODE);
    SmtpStage stage = event.stage();
    if (Explanation.readQuote(event, bytes, from, to) == Peer.REMOTE) {
      event.flag(EventFlag.REFUSED_REMOTELY);
    }
    event.put(EventNumber.REPLY_CODE, code);
    if (stage != null) {
      event.stage(stage);
    }
  }

  /** {@code from name[192.0.2.1]:port: }; answers where the text begins, or -1. */
  private static int client(LogEvent event, byte[] bytes, int from, int to) {
    int name = from;
    while (name < to && bytes[name] == ' ') {
      name++;
    }
    if (!Ascii.startsWith(bytes, name, to, FROM)) {
      return -1;
    }
    name += FROM.length;
    int close = Client.put(event, bytes, name, to);
    if (close < 0) {
      return -1;
    }
    int colon = close + 1;
    if (colon + 1 < to && bytes[colon] == ':' && Ascii.isDigit(bytes[colon + 1])) {
      colon = Ascii.indexOf(bytes, colon + 1, to, ':');
    }
    return colon >= 0 && colon < to && bytes[colon] == ':' ? colon + 1 : -1;
  }

  private static void stage(LogEvent event, byte[] bytes, int from, int to) {
    switch (bytes[from]) {
      case 'R' -> event.stage(SmtpStage.RCPT);
      case 'M' -> event.stage(SmtpStage.MAIL);
      case 'C' -> event.stage(SmtpStage.CONNECT);
      case 'H' -> event.stage(SmtpStage.EHLO);
      case 'A', 'S' -> event.stage(SmtpStage.AUTH);
      case 'D', 'B' -> ending(event, SmtpStage.DATA);
      case 'E' -> {
        if (to - from > 4) {
          ending(event, SmtpStage.EOM);
        } else if (to - from > 1 && bytes[from + 1] == 'H') {
          event.stage(SmtpStage.EHLO);
        }
      }
      case 'V' -> event.flag(EventFlag.ADDRESS_PROBE);
      default -> {}
    }
  }

  /** A message refused from DATA on leaves no line when its queue file goes. */
  private static void ending(LogEvent event, SmtpStage stage) {
    event.stage(stage);
    if (event.type() == EventType.REJECTION) {
      event.flag(EventFlag.ENDS_WITH_RECIPIENTS);
    }
  }
}
