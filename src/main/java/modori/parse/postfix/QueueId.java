package modori.parse.postfix;

/**
 * Recognises queue ids: short ones (upper-case hexadecimal, five digits of microseconds and the
 * inode) and long ones (base 52 without vowels, {@code z} before the inode), mail_queue.h.
 */
final class QueueId {
  private static final byte SHORT = 1;
  private static final byte LONG = 2;
  private static final byte[] ALPHABETS = alphabets();

  /** Five digits of microseconds and at least one of the inode. */
  private static final int SHORTEST_SHORT = 6;

  /** Six digits of seconds, four of microseconds. */
  private static final int TIME_OF_LONG = 10;

  private QueueId() {}

  /** Where the queue id that begins at {@code from} ends, or -1 where there is none. */
  static int end(byte[] bytes, int from, int to) {
    int alphabets = SHORT | LONG;
    int inode = to;
    int i = from;
    for (; i < to; i++) {
      byte c = bytes[i];
      if (c < 0 || ALPHABETS[c] == 0) {
        break;
      }
      alphabets &= ALPHABETS[c];
      if (c == 'z' && i - from >= TIME_OF_LONG && inode == to) {
        inode = i + 1;
      }
    }
    if ((alphabets & SHORT) != 0) {
      return i - from >= SHORTEST_SHORT ? i : -1;
    }
    return (alphabets & LONG) != 0 && inode < i ? i : -1;
  }

  private static byte[] alphabets() {
    byte[] of = new byte[128];
    for (char c : "0123456789ABCDEF".toCharArray()) {
      of[c] |= SHORT;
    }
    for (char c : "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz".toCharArray()) {
      of[c] |= LONG;
    }
    return of;
  }
}
