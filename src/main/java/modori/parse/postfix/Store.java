package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventFlag;
import modori.parse.EventNumber;
import modori.parse.LogEvent;

/** Tells whether an attempt went to a mail store of our own. */
final class Store {
  /**
   * Delivery programs that write into mailboxes; part of the name of a pipe(8) service. Postfix'
   * own master.cf brings maildrop, cyrus and scalemail; the others bear their manuals' names.
   */
  private static final byte[][] PROGRAMS = {
    Ascii.word("dovecot"),
    Ascii.word("maildrop"),
    Ascii.word("cyrus"),
    Ascii.word("procmail"),
    Ascii.word("scalemail"),
    Ascii.word("dbmail"),
    Ascii.word("plesk_virtual"),
    Ascii.word("deliver"),
  };

  /** Content filters listen from here on: FILTER_README and amavisd-new use 10024 to 10026. */
  private static final int FIRST_FILTER_PORT = 10_000;

  private Store() {}

  /** Whether a pipe(8) service of this name is a mail store. */
  static boolean isProgram(byte[] bytes, int from, int to) {
    for (byte[] program : PROGRAMS) {
      if (Ascii.indexOf(bytes, from, to, program) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Raises {@link EventFlag#LOCAL_STORE} where the agent delivers into stores. LMTP is spoken
   * within a site (RFC 2033 section 1), but also to content filters on this machine.
   */
  static void flag(Daemon daemon, Peer peer, LogEvent event, byte[] bytes, int from, int to) {
    if (daemon == Daemon.LOCAL || daemon == Daemon.VIRTUAL) {
      event.flag(EventFlag.LOCAL_STORE);
    } else if (daemon == Daemon.LMTP) {
      boolean filter =
          peer == Peer.NONE
              ? isFilterNamed(bytes, from, to)
              : peer == Peer.LOOPBACK
                  && event.has(EventNumber.RELAY_PORT)
                  && event.number(EventNumber.RELAY_PORT) >= FIRST_FILTER_PORT;
      if (!filter) {
        event.flag(EventFlag.LOCAL_STORE);
      }
    }
  }

  /** {@code connect to 127.0.0.1[127.0.0.1]:10024: Connection refused}. */
  private static boolean isFilterNamed(byte[] bytes, int from, int to) {
    int open = Ascii.indexOf(bytes, from, to, '[');
    int close = open < 0 ? -1 : Ascii.indexOf(bytes, open, to, ']');
    return close > 0
        && Peer.at(bytes, open + 1, close) == Peer.LOOPBACK
        && Peer.portBehind(bytes, close, to) >= FIRST_FILTER_PORT;
  }
}
