package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;

/** Reads how a queue entry began: by SMTP (smtpd.c) or from this machine (pickup.c). */
final class Arrival {
  static final byte[] CLIENT = Ascii.word("client=");
  static final byte[] UID = Ascii.word("uid=");
  private static final byte[] ORIG_CLIENT = Ascii.word("orig_client=");
  private static final byte[] ORIG_QUEUE_ID = Ascii.word("orig_queue_id=");
  private static final byte[] SASL_USERNAME = Ascii.word("sasl_username=");
  private static final byte[] HELO = Ascii.word("helo=");
  private static final byte[] FROM = Ascii.word("from=");
  private static final byte[] ORIG_ID = Ascii.word("orig_id=");

  private Arrival() {}

  /**
   * {@code client=name[192.0.2.1]:port, orig_queue_id=Q, orig_client=name[192.0.2.2],
   * sasl_method=PLAIN, sasl_username=u, sasl_sender=s}. Behind a content filter the original client
   * (XFORWARD) is the one that handed the message in.
   */
  static LineFate client(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.ARRIVAL);
    int at = Client.put(event, bytes, from + CLIENT.length, to);
    if (at < 0) {
      return Fates.CUT;
    }
    while ((at = nextKey(bytes, at, to)) < to) {
      switch (bytes[at]) {
        case 'o' -> {
          if (Ascii.startsWith(bytes, at, to, ORIG_QUEUE_ID)) {
            otherQueueId(event, bytes, at + ORIG_QUEUE_ID.length, to);
          } else if (Ascii.startsWith(bytes, at, to, ORIG_CLIENT)) {
            Client.putKnown(event, bytes, at + ORIG_CLIENT.length, to);
          }
        }
        case 's' -> {
          if (Ascii.startsWith(bytes, at, to, SASL_USERNAME)) {
            int value = at + SASL_USERNAME.length;
            int end = valueEnd(bytes, value, to);
            boolean bracketed = end - value > 1 && bytes[value] == '<' && bytes[end - 1] == '>';
            int shrink = bracketed ? 1 : 0;
            event.put(EventField.AUTH_USER, bytes, value + shrink, end - shrink);
          }
        }
        case 'h' -> {
          if (Ascii.startsWith(bytes, at, to, HELO)) {
            Angle.put(event, EventField.HELO, bytes, at + HELO.length, to);
          }
        }
        default -> {}
      }
    }
    return LineFate.CONTEXT;
  }

  /** {@code uid=1000 from=<u>}, and {@code orig_id=Q} after postsuper -r. */
  static LineFate pickup(LogEvent event, byte[] bytes, int from, int to) {
    event.begin(EventType.ARRIVAL);
    int end = Angle.bareEnd(bytes, from, to);
    event.put(EventField.AUTH_USER, bytes, from, end);
    int at = Math.min(to, end + 1);
    if (!Ascii.startsWith(bytes, at, to, FROM)) {
      return Fates.CUT;
    }
    at = Angle.put(event, EventField.SENDER, bytes, at + FROM.length, to);
    if (at < 0) {
      return Fates.CUT;
    }
    int orig = Ascii.indexOf(bytes, at, to, ORIG_ID);
    if (orig >= 0) {
      otherQueueId(event, bytes, orig + ORIG_ID.length, to);
    }
    return LineFate.CONTEXT;
  }

  private static void otherQueueId(LogEvent event, byte[] bytes, int from, int to) {
    int end = QueueId.end(bytes, from, to);
    if (end > 0) {
      event.put(EventField.OTHER_QUEUE_ID, bytes, from, end);
    }
  }

  /** Behind the next {@code ", "}, or {@code to}. */
  private static int nextKey(byte[] bytes, int from, int to) {
    for (int i = from; i + 2 < to; i++) {
      if (bytes[i] == ',' && bytes[i + 1] == ' ') {
        return i + 2;
      }
    }
    return to;
  }

  private static int valueEnd(byte[] bytes, int from, int to) {
    int comma = Ascii.indexOf(bytes, from, to, ',');
    return comma < 0 ? to : comma;
  }
}
