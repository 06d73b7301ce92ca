package modori.parse.sendmail;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.LineFate;
import modori.parse.LogEvent;

/**
 * The fate of a batch of recipients: {@code to=<a>,<b>, ctladdr=.., delay=.., xdelay=.., mailer=..,
 * pri=.., relay=.., dsn=.., reply=.., stat=..} (deliver.c, {@code logdelivery}).
 */
final class DeliveryLine {
  private static final LineFate CUT = LineFate.quarantined("delivery line without its status");
  private static final LineFate NO_RECIPIENT = LineFate.quarantined("delivery line: no recipient");

  private static final byte[] MORE = Ascii.word(" [more]");
  private static final byte[] CTLADDR = Ascii.word("ctladdr=");
  private static final byte[] DELAY = Ascii.word("delay=");
  private static final byte[] DSN = Ascii.word("dsn=");
  private static final byte[] MAILER = Ascii.word("mailer=");
  private static final byte[] RELAY = Ascii.word("relay=");
  private static final byte[] REPLY = Ascii.word("reply=");
  private static final byte[] STAT = Ascii.word("stat=");
  private static final byte[] STAT_BEHIND_REPLY = Ascii.word(", stat=");

  private DeliveryLine() {}

  /** Reads what stands behind {@code to=}; the event holds the queue id already. */
  static LineFate read(LogEvent event, byte[] bytes, int from, int to) {
    int end = Values.endOfAddresses(bytes, from, to);
    if (!recipients(event, bytes, from, end)) {
      return NO_RECIPIENT;
    }
    int relayFrom = -1;
    int relayTo = -1;
    int replyFrom = -1;
    int ctladdrFrom = -1;
    int ctladdrTo = -1;
    Mailer mailer = Mailer.NONE;
    int key = Values.nextKey(end, to);
    while (key < to) {
      int sign = Values.equalsSign(bytes, key, to);
      if (sign < 0) {
        return CUT;
      }
      int value = sign + 1;
      if (bytes[key] == 's' && Ascii.startsWith(bytes, key, to, STAT)) {
        if (relayFrom >= 0 && !mailer.isOurs()) {
          Peer.nextHop(event, bytes, relayFrom, relayTo);
        }
        programOwner(event, mailer, bytes, ctladdrFrom, ctladdrTo);
        return Status.read(event, mailer, bytes, replyFrom, value, to);
      }
      if (bytes[key] == 'r' && Ascii.startsWith(bytes, key, to, REPLY)) {
        replyFrom = value;
        int stat = Ascii.indexOf(bytes, value, to, STAT_BEHIND_REPLY);
        key = stat < 0 ? to : stat + 2;
        continue;
      }
      end = Values.end(bytes, value, to);
      switch (bytes[key]) {
        case 'c' -> {
          if (Ascii.startsWith(bytes, key, end, CTLADDR)) {
            ctladdrFrom = value;
            ctladdrTo = end;
          }
        }
        case 'd' -> {
          if (Ascii.startsWith(bytes, key, end, DSN)) {
            Codes.enhanced(event, bytes, value, end);
          } else if (Ascii.startsWith(bytes, key, end, DELAY)) {
            delay(event, bytes, value, end);
          }
        }
        case 'm' -> {
          if (Ascii.startsWith(bytes, key, end, MAILER)) {
            event.put(EventField.MAILER, bytes, value, end);
            mailer = Mailer.of(bytes, value, end);
          }
        }
        case 'r' -> {
          if (Ascii.startsWith(bytes, key, end, RELAY)) {
            relayFrom = value;
            relayTo = end;
          }
        }
        default -> {}
      }
      key = Values.nextKey(end, to);
    }
    // A line that syslog cut within a long reply: the reply and dsn= still say what happened.
    if (replyFrom >= 0 && event.has(EventField.ENHANCED_CODE)) {
      if (relayFrom >= 0 && !mailer.isOurs()) {
        Peer.nextHop(event, bytes, relayFrom, relayTo);
      }
      return Status.read(event, mailer, bytes, replyFrom, to, to);
    }
    return CUT;
  }

  private static boolean recipients(LogEvent event, byte[] bytes, int from, int to) {
    int end = to;
    // "to=<a>,<b>, [more], delay=…": the batch goes on in the next line (deliver.c).
    if (end - from > MORE.length && Ascii.startsWith(bytes, end - MORE.length, end, MORE)) {
      end -= MORE.length;
    }
    while (end > from && (bytes[end - 1] == ',' || bytes[end - 1] == ' ')) {
      end--;
    }
    if (end == from) {
      return false;
    }
    if (RecipientList.holdsSeveral(bytes, from, end)) {
      event.put(EventField.RECIPIENT, bytes, from, end).flag(EventFlag.RECIPIENT_LIST);
    } else {
      Addresses.put(event, EventField.RECIPIENT, bytes, from, end);
    }
    return true;
  }

  private static void delay(LogEvent event, byte[] bytes, int from, int to) {
    long millis = Delay.millis(bytes, from, to);
    if (millis >= 0) {
      event.put(EventNumber.DELAY_MILLIS, millis);
    }
  }

  /**
   * {@code ctladdr=} is the sender for mail of a local user; only for programs and files it is
   * surely the alias or user that named them.
   */
  private static void programOwner(LogEvent event, Mailer mailer, byte[] bytes, int from, int to) {
    if (mailer != Mailer.PROGRAM || from < 0) {
      return;
    }
    int blank = Ascii.lastIndexOf(bytes, from, to, ' ');
    Addresses.put(event, EventField.ORIGINAL_RECIPIENT, bytes, from, blank < 0 ? to : blank);
  }
}
