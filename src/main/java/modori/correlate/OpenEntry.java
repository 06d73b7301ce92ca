package modori.correlate;

import org.jspecify.annotations.Nullable;

/**
 * A queue entry while a split is being scanned: its key, its facts, and its place in the table's
 * lists.
 */
final class OpenEntry {
  final byte[] key;
  final int hash;
  final int hostLength;
  final int instanceLength;
  final String mta;
  final FactWriter facts = new FactWriter(512);

  final long firstMicros;

  boolean started;
  boolean born;
  boolean messageIdSeen;
  boolean endsWithRecipients;
  boolean deferralSeen;
  boolean refused;
  boolean refusalSeen;
  int settled;
  int recipients = Integer.MAX_VALUE;
  long endedAt = Long.MIN_VALUE;

  @Nullable OpenEntry newer;
  @Nullable OpenEntry older;
  @Nullable EntryQueue queue;

  OpenEntry(
      byte[] key, int hash, int hostLength, int instanceLength, String mta, long firstMicros) {
    this.firstMicros = firstMicros;
    this.key = key;
    this.hash = hash;
    this.hostLength = hostLength;
    this.instanceLength = instanceLength;
    this.mta = mta;
  }

  /**
   * Whether no line can come before those that were seen. A notice's own lines begin with its
   * Message-ID (Postfix: cleanup(8) logs before bounce(8) does); of a message that is told by
   * recipients, refusals may stand before its begin.
   *
   * @param scanBegan time of the first line that was scanned
   */
  boolean begun(long scanBegan) {
    if (endsWithRecipients && firstMicros <= scanBegan + EntryAssembler.LONG_LINGER) {
      return false;
    }
    return started || born && (messageIdSeen || endsWithRecipients);
  }

  /** Forgets that the entry has ended. */
  void reopen() {
    endedAt = Long.MIN_VALUE;
    deferralSeen = false;
    refused = false;
    refusalSeen = false;
    settled = 0;
    recipients = Integer.MAX_VALUE;
  }

  boolean ended() {
    return endedAt != Long.MIN_VALUE;
  }
}
