package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;
import modori.parse.SmtpStage;

/**
 * Reads what cleanup(8) did for a header or body line (cleanup_message.c).
 *
 * <p>{@code header Subject: words from name[192.0.2.1]; from=<s> to=<r> proto=ESMTP helo=<h>: 5.7.1
 * message content rejected}; the client is {@code local} for mail of this machine.
 */
final class ContentAction {
  private static final byte[] FROM = Ascii.word(" from ");

  private ContentAction() {}

  /** A refusal; {@code from} is behind {@code reject:}. */
  static LineFate rejection(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.REJECTION).outcome(Outcome.REJECTED).stage(SmtpStage.EOM);
    event.flag(EventFlag.ENDS_WITH_RECIPIENTS);
    return read(event, bytes, from, to);
  }

  /** A message thrown away; {@code from} is behind {@code discard:}. */
  static LineFate discard(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.ATTEMPT).outcome(Outcome.DISCARDED);
    event.flag(EventFlag.ENDS_WITH_RECIPIENTS);
    return read(event, bytes, from, to);
  }

  /** A message kept; {@code from} is behind {@code hold:}. */
  static LineFate hold(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.ATTEMPT).outcome(Outcome.HELD);
    return read(event, bytes, from, to);
  }

  private static LineFate read(LogEvent event, byte[] bytes, int from, int to) {
    int semicolon = Trailer.find(bytes, from, to);
    int origin = lastFrom(bytes, from, semicolon);
    if (origin < 0) {
      return Fates.CUT;
    }
    Client.put(event, bytes, origin, semicolon);
    int text = Trailer.read(event, bytes, semicolon, to);
    if (text < to && bytes[text] == ':') {
      text++;
      while (text < to && bytes[text] == ' ') {
        text++;
      }
    }
    Explanation.put(event, bytes, text, to);
    Explanation.readReply(event, bytes, text, to);
    return LineFate.EVENT;
  }

  /** Behind the last {@code from}: the line quoted may hold the word too. */
  private static int lastFrom(byte[] bytes, int from, int to) {
    for (int i = to - FROM.length; i >= from; i--) {
      if (Ascii.startsWith(bytes, i, to, FROM)) {
        return i + FROM.length;
      }
    }
    return -1;
  }
}
