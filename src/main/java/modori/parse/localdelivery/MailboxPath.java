package modori.parse.localdelivery;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.LogEvent;

/** The account that a mailbox file belongs to, from its path. */
final class MailboxPath {
  private static final byte[] MAILDIR = Ascii.word("/Maildir");

  private MailboxPath() {}

  /**
   * Sets the account: the last element of {@code /var/mail/u}, the one before it in {@code
   * /home/u/Maildir/new/1.2_3.host}.
   */
  static void account(LogEvent event, byte[] bytes, int from, int to) {
    int maildir = Ascii.indexOf(bytes, from, to, MAILDIR);
    int end = maildir < 0 ? to : maildir;
    while (end > from && bytes[end - 1] == '/') {
      end--;
    }
    int slash = Ascii.lastIndexOf(bytes, from, end, '/');
    if (slash >= 0 && slash + 1 < end) {
      event.put(EventField.ACCOUNT, bytes, slash + 1, end);
    }
  }
}
