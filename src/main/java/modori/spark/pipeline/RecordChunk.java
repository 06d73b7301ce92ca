package modori.spark.pipeline;

import java.io.Serializable;

/**
 * Days of mailboxes on their way to be judged, packed.
 *
 * @param bucket by the domain: the mailboxes of a domain meet
 */
record RecordChunk(int bucket, byte[] packed) implements Serializable {
  /** How many buckets there are; tasks share them. */
  static final int BUCKETS = 64;
}
