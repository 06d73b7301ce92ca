package modori.parse.sendmail;

import modori.parse.Ascii;

/**
 * What is known of a mailer by its name in {@code sendmail.cf} (cf/mailer/*.m4 and the manuals of
 * the stores).
 */
enum Mailer {
  /** Delivers to a store of our own. */
  STORE,
  /** Runs a program or appends to a file that a user or alias named. */
  PROGRAM,
  /** Throws away. */
  DISCARD,
  /** Speaks SMTP to another server, or is not known. */
  REMOTE,
  /** The line names none. */
  NONE;

  private static final byte[] PROG = Ascii.word("prog");
  private static final byte[] FILE = Ascii.word("*file*");
  private static final byte[] DISCARD_NAME = Ascii.word("discard");
  private static final byte[][] STORES = {
    Ascii.word("local"),
    Ascii.word("lmtp"),
    Ascii.word("procmail"),
    Ascii.word("cyrus"),
    Ascii.word("dovecot"),
    Ascii.word("maildrop"),
  };

  static Mailer of(byte[] bytes, int from, int to) {
    if (from >= to) {
      return NONE;
    }
    switch (bytes[from]) {
      case 'e', 's', 'r' -> {
        return REMOTE;
      }
      case '*' -> {
        return Ascii.equals(bytes, from, to, FILE) ? PROGRAM : REMOTE;
      }
      default -> {}
    }
    for (byte[] store : STORES) {
      if (Ascii.startsWith(bytes, from, to, store)) {
        return STORE;
      }
    }
    if (Ascii.equals(bytes, from, to, PROG)) {
      return PROGRAM;
    }
    return Ascii.equals(bytes, from, to, DISCARD_NAME) ? DISCARD : REMOTE;
  }

  boolean isOurs() {
    return this == STORE || this == PROGRAM;
  }
}
