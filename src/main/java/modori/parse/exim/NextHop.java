package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.LogEvent;
import modori.parse.Outcome;

/** The queue id that the next server names in its reply, and whether that server is this host. */
final class NextHop {
  private static final byte[] EXIM_ID = word("OK id=");
  private static final byte[] QUEUED_AS = word("queued as ");
  private static final byte[] LOOPBACK = word("127.");
  private static final byte[] LOOPBACK_6 = word("::1");

  private NextHop() {}

  static void read(LogEvent event) {
    if (!event.has(EventField.RELAY_IP) || !event.has(EventField.TEXT)) {
      return;
    }
    byte[] b = event.bytes(EventField.TEXT);
    int from = event.from(EventField.TEXT);
    int to = event.to(EventField.TEXT);
    int id = indexOf(b, from, to, EXIM_ID);
    if (id >= 0) {
      id += EXIM_ID.length;
    } else {
      id = indexOf(b, from, to, QUEUED_AS);
      if (id < 0) {
        return;
      }
      id += QUEUED_AS.length;
    }
    int end = id;
    while (end < to && (MessageId.isLetterOrDigit(b[end]) || b[end] == '-')) {
      end++;
    }
    if (end - id < 5) { // the shortest queue id of Postfix has six digits, of others five
      return;
    }
    event.put(EventField.OTHER_QUEUE_ID, b, id, end);
    byte[] ip = event.bytes(EventField.RELAY_IP);
    int ipFrom = event.from(EventField.RELAY_IP);
    int ipTo = event.to(EventField.RELAY_IP);
    if (!event.has(EventFlag.LOCAL_STORE)
        && (startsWith(ip, ipFrom, ipTo, LOOPBACK) || Ascii.equals(ip, ipFrom, ipTo, LOOPBACK_6))) {
      event.outcome(Outcome.RELAYED).flag(EventFlag.INTERNAL_HOP);
    }
  }
}
