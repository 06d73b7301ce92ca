package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.LogEvent;

/**
 * Whether a delivery went to our own store. A log names transports but not their drivers; only the
 * smtp driver has a remote host, and it alone writes {@code H=name [ip]}.
 */
final class Transports {
  private static final byte[] LMTP = word("lmtp");
  private static final byte[] SMTP = word("smtp");
  private static final byte[] PIPE = word("pipe");
  private static final byte[] PROCMAIL = word("procmail");
  // names in the default configuration, Debian's and hosting panels'
  private static final byte[][] STORES = {
    word("local"),
    word("lmtp"),
    word("dovecot"),
    word("maildir"),
    word("mailbox"),
    word("mail_spool"),
    word("virtual"),
    word("maildrop"),
    word("procmail"),
    word("cyrus"),
    word("address_file"),
    word("address_directory"),
    word("appendfile"),
    word("mbox")
  };
  private static final byte[][] STORE_PROGRAMS = {
    word("maildrop"), word("dovecot"), word("procmail"), word("deliver"), word("cyrus")
  };
  private static final byte[] LMTP_ERROR = word("LMTP ");
  private static final byte[] MAILBOX_FULL = word("mailbox is full");

  private Transports() {}

  /** Raises the flags of a delivery to an address or file. */
  static void ofDelivery(LogEvent event) {
    byte[] b = event.bytes(EventField.MAILER);
    int from = event.from(EventField.MAILER);
    int to = event.to(EventField.MAILER);
    if (!event.has(EventField.MAILER)) {
      return;
    }
    if (event.has(EventField.RELAY_IP)) {
      if (indexOf(b, from, to, LMTP) >= 0) {
        event.flag(EventFlag.LOCAL_STORE);
      }
      return;
    }
    event.flag(EventFlag.LOCAL_STORE);
    if (indexOf(b, from, to, PIPE) >= 0 || indexOf(b, from, to, PROCMAIL) >= 0) {
      event.flag(EventFlag.HANDED_TO_PROGRAM);
    }
  }

  /** Raises the flag of a failure or deferral that only our own store can have. */
  static void ofFailure(byte[] text, int textFrom, int textTo, LogEvent event) {
    if (startsWith(text, textFrom, textTo, MAILBOX_FULL)
        || startsWith(text, textFrom, textTo, LMTP_ERROR)) {
      event.flag(EventFlag.LOCAL_STORE);
      return;
    }
    if (!event.has(EventField.MAILER)) {
      return;
    }
    byte[] b = event.bytes(EventField.MAILER);
    int from = event.from(EventField.MAILER);
    int to = event.to(EventField.MAILER);
    boolean remote = event.has(EventField.RELAY_IP) || indexOf(b, from, to, SMTP) >= 0;
    if (remote ? indexOf(b, from, to, LMTP) >= 0 : contains(b, from, to, STORES)) {
      event.flag(EventFlag.LOCAL_STORE);
    }
  }

  /** Whether a command is a program that stores mail. */
  static boolean isStore(byte[] b, int from, int to) {
    return contains(b, from, to, STORE_PROGRAMS);
  }

  private static boolean contains(byte[] b, int from, int to, byte[][] words) {
    for (byte[] word : words) {
      if (indexOf(b, from, to, word) >= 0) {
        return true;
      }
    }
    return false;
  }
}
