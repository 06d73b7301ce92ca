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

  boolean started;
  boolean endsWithRecipients;
  boolean deferralSeen;
  boolean refused;
  int settled;
  int recipients = Integer.MAX_VALUE;
  long endedAt = Long.MIN_VALUE;

  @Nullable OpenEntry newer;
  @Nullable OpenEntry older;
  @Nullable EntryQueue queue;

  OpenEntry(byte[] key, int hash, int hostLength, int instanceLength, String mta) {
    this.key = key;
    this.hash = hash;
    this.hostLength = hostLength;
    this.instanceLength = instanceLength;
    this.mta = mta;
  }

  boolean ended() {
    return endedAt != Long.MIN_VALUE;
  }
}
