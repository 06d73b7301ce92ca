package modori.parse.exim;

import static modori.parse.Ascii.number;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventNumber;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.NoticeKind;

/**
 * {@code ID <= sender H=… U=… P=… X=… A=… S=… id=…} (specification, "Logging message reception").
 */
final class ArrivalLine {
  private static final LineFate CUT = LineFate.quarantined("arrival without a sender");
  private static final byte[] FOR = word("for ");
  private static final byte[] FROM = word("from ");
  // deliver.c and moan.c: subjects of Exim's own notices, logged with +subject
  private static final byte[] DELAY_SUBJECT = word("\"Warning: message ");
  private static final byte[] SUCCESS_SUBJECT = word("\"Delivery Status Notification");

  private ArrivalLine() {}

  static LineFate parse(byte[] b, int id, int idTo, int from, int to, LogEvent event) {
    if (from >= to) {
      return CUT;
    }
    event.begin(EventType.ARRIVAL).put(EventField.QUEUE_ID, b, id, idTo);
    int at = sender(b, from, to, event);
    while (at < to) {
      if (b[at] == ' ') {
        at++;
        continue;
      }
      int eq = Values.keyEnd(b, at, to);
      if (eq < to && b[eq] == '=' && eq > at) {
        at = field(b, at, eq, to, event);
      } else if (startsWith(b, at, to, FOR)) {
        event.put(EventNumber.RECIPIENT_COUNT, words(b, at + FOR.length, to));
        break;
      } else if (startsWith(b, at, to, FROM)) {
        at = Values.end(b, at + FROM.length, to);
      } else {
        at = Addresses.wordEnd(b, at + 1, to);
      }
    }
    return LineFate.CONTEXT;
  }

  private static int sender(byte[] b, int from, int to, LogEvent event) {
    int end = Addresses.wordEnd(b, from, to);
    boolean isNull = end - from == 2 && b[from] == '<' && b[from + 1] == '>';
    event.put(EventField.SENDER, b, from, isNull ? from : end);
    return end;
  }

  private static int field(byte[] b, int key, int eq, int to, LogEvent event) {
    int value = eq + 1;
    if (eq - key == 1 && b[key] == 'H') {
      return Values.host(
          b, value, to, event, EventField.CLIENT_NAME, EventField.HELO, EventField.CLIENT_IP);
    }
    int end = Values.end(b, value, to);
    if (eq - key == 2) {
      if (b[key] == 'i' && b[key + 1] == 'd') {
        event.put(EventField.MESSAGE_ID, b, value, end);
      }
      return end;
    }
    if (eq - key != 1) {
      return end;
    }
    switch (b[key]) {
      case 'U':
        // with H= it is what an ident server says, in a notice Exim itself; else the account that
        // handed the message in
        if (!event.has(EventField.CLIENT_IP)
            && !event.has(EventField.CLIENT_NAME)
            && event.noticeKind() == null) {
          event.put(EventField.AUTH_USER, b, value, end);
        }
        break;
      case 'A':
        Values.login(b, value, end, event);
        break;
      case 'S':
        long size = number(b, value, end);
        if (size >= 0) {
          event.put(EventNumber.SIZE_BYTES, size);
        }
        break;
      case 'X':
        Values.tls(b, value, end, event);
        break;
      case 'R':
        event.put(EventField.OTHER_QUEUE_ID, b, value, end);
        if (event.from(EventField.SENDER) == event.to(EventField.SENDER)) {
          event.noticeKind(NoticeKind.NON_DELIVERY);
        }
        break;
      case 'T':
        if (event.noticeKind() != null) {
          subject(b, value, end, event);
        }
        break;
      default:
        break;
    }
    return end;
  }

  private static void subject(byte[] b, int from, int to, LogEvent event) {
    if (startsWith(b, from, to, DELAY_SUBJECT)) {
      event.noticeKind(NoticeKind.DELAY);
    } else if (startsWith(b, from, to, SUCCESS_SUBJECT)) {
      event.noticeKind(NoticeKind.SUCCESS);
    }
  }

  private static int words(byte[] b, int from, int to) {
    int count = 0;
    int at = from;
    while (at < to) {
      int end = Addresses.wordEnd(b, at, to);
      count += end > at ? 1 : 0;
      at = end + 1;
    }
    return count;
  }
}
