package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.LogEvent;
import modori.parse.SmtpStage;

/**
 * Reads what the text behind an outcome quotes: reply code, enhanced status code, the command
 * answered, and whether another server spoke (smtp_proto.c, smtp_trouble.c).
 */
final class Explanation {
  private static final byte[] SAID = Ascii.word(" said");
  private static final byte[] REFUSED_TO_TALK = Ascii.word(" refused to talk to me");
  private static final byte[] REFUSED_TLS = Ascii.word(" refused to start TLS");
  private static final byte[] IN_REPLY_TO = Ascii.word("in reply to ");
  private static final byte[] SUSPENDED = Ascii.word("delivery temporarily suspended: ");
  private static final byte[] LOST = Ascii.word("lost connection with ");
  private static final byte[] CONVERSATION = Ascii.word("conversation with ");
  private static final byte[] WHILE = Ascii.word(" while ");
  private static final byte[] SENDING = Ascii.word("sending ");
  private static final byte[] PERFORMING = Ascii.word("performing the ");
  private static final byte[] RECEIVING = Ascii.word("receiving the initial ");
  private static final byte[] SASL = Ascii.word("SASL authentication failed");
  private static final byte[] BODY = Ascii.word("message body");
  private static final byte[] END_OF = Ascii.word("end of ");

  private Explanation() {}

  /** Puts the text, where there is one. */
  static void put(LogEvent event, byte[] bytes, int from, int to) {
    if (to > from) {
      event.put(EventField.TEXT, bytes, from, to);
    }
  }

  /** Reads the text of a failure; answers where the server that refused lies, if one is quoted. */
  static Peer readFailure(LogEvent event, byte[] bytes, int from, int to) {
    int at = Ascii.startsWith(bytes, from, to, SUSPENDED) ? from + SUSPENDED.length : from;
    readReply(event, bytes, at, to);
    if (Ascii.startsWith(bytes, at, to, LOST) || Ascii.startsWith(bytes, at, to, CONVERSATION)) {
      readActivity(event, bytes, at, to);
      return Peer.NONE;
    }
    Peer speaker = readQuote(event, bytes, at, to);
    if (speaker != Peer.NONE) {
      if (Ascii.startsWith(bytes, at, to, SASL)) {
        event.stage(SmtpStage.AUTH);
      }
      readInReplyTo(event, bytes, at, to);
    }
    return speaker;
  }

  /**
   * Reads the reply that begins at {@code at}: its code, and its enhanced code where none is known.
   */
  static void readReply(LogEvent event, byte[] bytes, int at, int to) {
    int behind = at;
    if (to - at >= 3
        && bytes[at] >= '2'
        && bytes[at] <= '5'
        && Ascii.isDigit(bytes[at + 1])
        && Ascii.isDigit(bytes[at + 2])
        && (to - at == 3 || bytes[at + 3] == ' ' || bytes[at + 3] == '-')) {
      event.put(EventNumber.REPLY_CODE, Ascii.number(bytes, at, at + 3));
      behind = Math.min(to, at + 4);
    }
    if (!event.has(EventField.ENHANCED_CODE)) {
      int end = enhancedCodeEnd(bytes, behind, to);
      if (end > 0) {
        event.put(EventField.ENHANCED_CODE, bytes, behind, end);
      }
    }
  }

  /** Where the enhanced status code (RFC 3463 section 2) at {@code at} ends, or -1. */
  static int enhancedCodeEnd(byte[] bytes, int at, int to) {
    if (to - at < 5
        || bytes[at + 1] != '.'
        || (bytes[at] != '2' && bytes[at] != '4' && bytes[at] != '5')) {
      return -1;
    }
    int dot = digits(bytes, at + 2, to);
    if (dot < 0 || dot >= to || bytes[dot] != '.') {
      return -1;
    }
    int end = digits(bytes, dot + 1, to);
    return end > 0 && (end == to || bytes[end] == ' ') ? end : -1;
  }

  /** Where one to three digits end, or -1. */
  private static int digits(byte[] bytes, int at, int to) {
    int end = at;
    while (end < to && Ascii.isDigit(bytes[end])) {
      end++;
    }
    return end > at && end - at <= 3 ? end : -1;
  }

  /**
   * Finds the first {@code host x said: reply} and reads the reply; answers where that server lies.
   */
  static Peer readQuote(LogEvent event, byte[] bytes, int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      if (bytes[i] != ':' || bytes[i + 1] != ' ') {
        continue;
      }
      boolean said = endsWith(bytes, from, i, SAID);
      boolean refusedToTalk = !said && endsWith(bytes, from, i, REFUSED_TO_TALK);
      boolean refusedTls = !said && !refusedToTalk && endsWith(bytes, from, i, REFUSED_TLS);
      if (!said && !refusedToTalk && !refusedTls) {
        continue;
      }
      readReply(event, bytes, i + 2, to);
      if (refusedToTalk) {
        event.stage(SmtpStage.CONNECT);
      } else if (refusedTls) {
        event.stage(SmtpStage.AUTH);
      }
      return speaker(bytes, from, i);
    }
    return Peer.NONE;
  }

  /** Where the server that is quoted lies; one without an address counts as another's. */
  private static Peer speaker(byte[] bytes, int from, int to) {
    int close = Ascii.lastIndexOf(bytes, from, to, ']');
    int open = close < 0 ? -1 : Ascii.lastIndexOf(bytes, from, close, '[');
    Peer peer = open < 0 ? Peer.NONE : Peer.at(bytes, open + 1, close);
    return peer == Peer.NONE ? Peer.REMOTE : peer;
  }

  /** {@code (in reply to RCPT TO command)}, at the end of the text. */
  private static void readInReplyTo(LogEvent event, byte[] bytes, int from, int to) {
    int open = Ascii.lastIndexOf(bytes, from, to, '(');
    if (open < 0 || !Ascii.startsWith(bytes, open + 1, to, IN_REPLY_TO)) {
      return;
    }
    readCommand(event, bytes, open + 1 + IN_REPLY_TO.length, to);
  }

  /** {@code while sending RCPT TO}, {@code while receiving the initial server greeting}. */
  private static void readActivity(LogEvent event, byte[] bytes, int from, int to) {
    int at = Ascii.indexOf(bytes, from, to, WHILE);
    if (at < 0) {
      return;
    }
    at += WHILE.length;
    if (Ascii.startsWith(bytes, at, to, RECEIVING)) {
      event.stage(SmtpStage.CONNECT);
    } else if (Ascii.startsWith(bytes, at, to, PERFORMING)) {
      event.stage(SmtpStage.EHLO);
    } else if (Ascii.startsWith(bytes, at, to, SENDING)) {
      readCommand(event, bytes, at + SENDING.length, to);
    }
  }

  private static void readCommand(LogEvent event, byte[] bytes, int at, int to) {
    if (at >= to) {
      return;
    }
    switch (bytes[at]) {
      case 'M' -> event.stage(SmtpStage.MAIL);
      case 'R' -> event.stage(SmtpStage.RCPT);
      case 'D', 'B' -> event.stage(SmtpStage.DATA);
      case 'E', 'H', 'L' -> event.stage(SmtpStage.EHLO);
      case 'A', 'S' -> event.stage(SmtpStage.AUTH);
      case 'i' -> event.stage(SmtpStage.CONNECT);
      default -> {
        if (Ascii.startsWith(bytes, at, to, END_OF) || Ascii.startsWith(bytes, at, to, BODY)) {
          event.stage(SmtpStage.EOM);
        }
      }
    }
  }

  private static boolean endsWith(byte[] bytes, int from, int to, byte[] word) {
    return to - word.length >= from && Ascii.startsWith(bytes, to - word.length, to, word);
  }
}
