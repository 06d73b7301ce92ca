package modori.spark.lock;

/** Another run has the lock; the message says who. */
public final class LockedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LockedException(String where, String owner) {
    super(
        "another night works on "
            + where
            + (owner.isEmpty() ? "" : " (" + owner + ")")
            + ": try again when it is done",
        null,
        false,
        false);
  }
}
