package modori.parse.sendmail;

/**
 * Queue ids of all ages: {@code 6BO9FfMx000192} (8.12 and later, longer with a process id of seven
 * digits), {@code g8U2LVi03161} (8.10), {@code HAA12345} (8.8, 8.9).
 */
final class QueueId {
  /** Three letters and five digits of process id (queue.c of 8.9). */
  private static final int SHORTEST = 8;

  private static final int LONGEST = 24;

  /** Every form ends with the process id, printed with at least five digits. */
  private static final int PID_DIGITS = 5;

  private QueueId() {}

  /** Where the queue id at {@code from} ends, or -1 where none stands. */
  static int end(byte[] bytes, int from, int to) {
    int limit = Math.min(to, from + LONGEST + 1);
    int digits = 0;
    boolean letters = false;
    int i = from;
    for (; i < limit; i++) {
      byte c = bytes[i];
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
        digits = 0;
        letters = true;
      } else {
        break;
      }
    }
    int length = i - from;
    boolean plausible = length >= SHORTEST && length <= LONGEST && digits >= PID_DIGITS;
    return plausible && (letters || length >= 14) ? i : -1;
  }
}
