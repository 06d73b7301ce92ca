package modori.parse;

import static modori.parse.Ascii.isDigit;

/** Reads the codes at the begin of an SMTP reply that a line quotes (RFC 5321 4.2, RFC 2034). */
public final class QuotedReply {
  private QuotedReply() {}

  /**
   * Whether a reply begins at {@code from}; if so sets {@link EventNumber#REPLY_CODE} and, where it
   * stands behind the code and agrees with it, {@link EventField#ENHANCED_CODE}.
   */
  public static boolean read(byte[] b, int from, int to, LogEvent event) {
    if (to - from < 3
        || b[from] < '2'
        || b[from] > '5'
        || !isDigit(b[from + 1])
        || !isDigit(b[from + 2])) {
      return false;
    }
    int at = from + 3;
    if (at < to && b[at] != ' ' && b[at] != '-' && b[at] != '\\' && b[at] != '#') {
      return false;
    }
    event.put(
        EventNumber.REPLY_CODE,
        (b[from] - '0') * 100L + (b[from + 1] - '0') * 10L + (b[from + 2] - '0'));
    enhancedCode(b, at + 1, to, b[from], event);
    return true;
  }

  /**
   * Whether an enhanced status code of this class begins at {@code from}; if so sets {@link
   * EventField#ENHANCED_CODE}.
   *
   * @param digit the class: 2, 4 or 5 as a character
   */
  public static boolean enhancedCode(byte[] b, int from, int to, int digit, LogEvent event) {
    int at = from;
    if (at < to && b[at] == '#') { // RFC 1893 as qmail writes it: 550 #5.1.1 text
      at++;
    }
    int end = enhancedCodeEnd(b, at, to);
    if (end < 0 || b[at] != digit) {
      return false;
    }
    event.put(EventField.ENHANCED_CODE, b, at, end);
    return true;
  }

  /** Where the x.y.z that begins at {@code from} ends, or -1 where there is none. */
  public static int enhancedCodeEnd(byte[] b, int from, int to) {
    if (to - from < 5
        || b[from] != '2' && b[from] != '4' && b[from] != '5'
        || b[from + 1] != '.'
        || !isDigit(b[from + 2])) {
      return -1;
    }
    int at = from + 2;
    while (at < to && at < from + 5 && isDigit(b[at])) {
      at++;
    }
    if (at >= to || b[at] != '.') {
      return -1;
    }
    int detail = ++at;
    while (at < to && at < detail + 3 && isDigit(b[at])) {
      at++;
    }
    return at == detail || at < to && isDigit(b[at]) ? -1 : at;
  }
}
