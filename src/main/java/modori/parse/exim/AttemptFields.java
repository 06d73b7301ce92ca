package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.number;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.LogEvent;
import modori.parse.QuotedReply;
import modori.parse.UnitTime;

/** The fields between the addresses of an attempt and the colon before its explanation. */
final class AttemptFields {
  private static final byte[] DEFER = word("defer (");

  private AttemptFields() {}

  /** Fills the event; gives where the explanation begins, or -1 where there is none. */
  static int read(byte[] b, int from, int to, LogEvent event) {
    int at = from;
    while (at < to) {
      byte c = b[at];
      if (c == ' ') {
        at++;
      } else if (c == ':') {
        int text = EximStamp.skipBlank(b, at + 1, to);
        return text < to ? text : -1;
      } else if (c == '(') { // ST=shadow (why it failed)
        int close = indexOf(b, at, to, ')');
        at = close < 0 ? to : close + 1;
      } else {
        at = fieldOrWord(b, at, to, event);
      }
    }
    return -1;
  }

  private static int fieldOrWord(byte[] b, int at, int to, LogEvent event) {
    int eq = Values.keyEnd(b, at, to);
    if (eq < to && eq > at && b[eq] == '=') {
      return field(b, at, eq, to, event);
    }
    if (startsWith(b, at, to, DEFER)) {
      int close = indexOf(b, at, to, ')');
      if (close > 0 && isOfStore(b, at + DEFER.length, close)) {
        event.flag(EventFlag.LOCAL_STORE);
      }
      return close < 0 ? to : close + 1;
    }
    int end = at; // L, K, PRDR, TFO, routing: a word of its own
    while (end < to && b[end] != ' ') {
      end++;
    }
    return end > at + 1 && b[end - 1] == ':' ? end - 1 : end;
  }

  // ERRNO_EXIMQUOTA (macros.h) is -22; EDQUOT 122 and ENOSPC 28 on Linux: no socket gives them
  private static boolean isOfStore(byte[] b, int from, int to) {
    boolean own = b[from] == '-';
    long errno = number(b, own ? from + 1 : from, to);
    return own ? errno == 22 : errno == 122 || errno == 28;
  }

  private static int field(byte[] b, int key, int eq, int to, LogEvent event) {
    int value = eq + 1;
    if (eq - key == 1 && b[key] == 'H') {
      return Values.host(b, value, to, event, EventField.RELAY_HOST, null, EventField.RELAY_IP);
    }
    int end = Values.end(b, value, to);
    if (eq - key == 2 && b[key] == 'Q' && b[key + 1] == 'T') {
      long millis = UnitTime.millis(b, value, end);
      if (millis >= 0) {
        event.put(EventNumber.DELAY_MILLIS, millis);
      }
    }
    if (eq - key != 1) {
      return end;
    }
    switch (b[key]) {
      case 'T':
        event.put(EventField.MAILER, b, value, end);
        break;
      case 'F':
        if (value < to && b[value] == '<') {
          event.put(EventField.SENDER, b, value + 1, Addresses.closing(b, value + 1, end));
        }
        break;
      case 'X':
        Values.tls(b, value, end, event);
        break;
      case 'C':
        boolean quoted = value < end && b[value] == '"';
        int text = quoted ? value + 1 : value;
        int textTo = quoted && end - 1 > value && b[end - 1] == '"' ? end - 1 : end;
        event.put(EventField.TEXT, b, text, textTo);
        QuotedReply.read(b, text, textTo, event);
        break;
      default:
        break;
    }
    return end;
  }
}
