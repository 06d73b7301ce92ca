package modori.spark.pipeline;

import java.io.Serializable;
import modori.correlate.Fragment;

/**
 * A queue entry that an earlier night left open.
 *
 * @param entry its facts
 * @param published which of its attempts are in delivery_attempt: event id (16 bytes) and digest of
 *     the row (8)
 */
record KeptEntry(Fragment entry, byte[] published) implements Serializable {
  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof KeptEntry that
        && entry.equals(that.entry)
        && java.util.Arrays.equals(published, that.published);
  }

  @Override
  public int hashCode() {
    return entry.hashCode();
  }
}
