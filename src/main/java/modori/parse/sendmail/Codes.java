package modori.parse.sendmail;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.LogEvent;

/** Reply codes and enhanced status codes at the beginning of a text. */
final class Codes {
  private Codes() {}

  /** Sets the reply code that the text begins with; says where the text behind it begins. */
  static int reply(LogEvent event, byte[] bytes, int from, int to) {
    int code = replyCode(bytes, from, to);
    if (code < 0) {
      return from;
    }
    event.put(EventNumber.REPLY_CODE, code);
    return Math.min(to, from + 4);
  }

  /** Sets the codes of {@code 550 5.1.1 text}. */
  static void both(LogEvent event, byte[] bytes, int from, int to) {
    int behind = reply(event, bytes, from, to);
    if (behind > from) {
      enhanced(event, bytes, behind, to);
    }
  }

  /** Sets the enhanced status code that the text begins with, if one stands there. */
  static void enhanced(LogEvent event, byte[] bytes, int from, int to) {
    int end = enhancedEnd(bytes, from, to);
    if (end > 0) {
      event.put(EventField.ENHANCED_CODE, bytes, from, end);
    }
  }

  private static int replyCode(byte[] bytes, int from, int to) {
    if (to - from < 3 || bytes[from] < '2' || bytes[from] > '5') {
      return -1;
    }
    boolean digits = Ascii.isDigit(bytes[from + 1]) && Ascii.isDigit(bytes[from + 2]);
    boolean ends = to - from == 3 || endsCode(bytes[from + 3]);
    return digits && ends ? (int) Ascii.number(bytes, from, from + 3) : -1;
  }

  private static boolean endsCode(byte c) {
    return c == ' ' || c == '-' || c == ',';
  }

  private static int enhancedEnd(byte[] bytes, int from, int to) {
    if (to - from < 5 || bytes[from + 1] != '.') {
      return -1;
    }
    byte statusClass = bytes[from];
    if (statusClass != '2' && statusClass != '4' && statusClass != '5') {
      return -1;
    }
    int dot = digits(bytes, from + 2, to);
    if (dot == from + 2 || dot >= to || bytes[dot] != '.') {
      return -1;
    }
    int end = digits(bytes, dot + 1, to);
    return end == dot + 1 || end < to && bytes[end] == '.' ? -1 : end;
  }

  private static int digits(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && i < from + 3 && Ascii.isDigit(bytes[i])) {
      i++;
    }
    return i;
  }
}
