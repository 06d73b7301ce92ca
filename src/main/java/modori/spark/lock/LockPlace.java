package modori.spark.lock;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a lock is kept that outlives its process. */
interface LockPlace extends Closeable {
  /**
   * A lock that somebody has.
   *
   * @param owner who; empty where it is only just being made
   * @param silentSeconds since the owner's last sign of life
   * @param mark tells this sign of life from others
   */
  record Held(String owner, long silentSeconds, String mark) {}

  /** Makes the lock; false where there is one: of several that try, one succeeds. */
  boolean make(String owner) throws IOException;

  /** The lock that is there; null where there is none. */
  @Nullable Held held() throws IOException;

  /** Gives a sign of life; false where the lock is no more the owner's. */
  boolean renew(String owner) throws IOException;

  /** Removes a lock that is still as it was found; of several that try, one succeeds. */
  boolean breakOpen(Held found) throws IOException;

  /** What a person is told of the place. */
  String name();
}
