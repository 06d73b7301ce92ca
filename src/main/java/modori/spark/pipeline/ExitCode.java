package modori.spark.pipeline;

/** What a command answers to its scheduler: small, stable and documented. */
public final class ExitCode {
  /** Done, everything within limits. */
  public static final int DONE = 0;

  /** Done, but there are warnings. */
  public static final int WARNINGS = 3;

  /** Nothing to do. */
  public static final int NOTHING = 4;

  /** Input is missing that was expected; try again later. */
  public static final int INPUT_INCOMPLETE = 10;

  /** The audit failed and nothing was published; a person must look. */
  public static final int AUDIT_FAILED = 11;

  /** Another run holds the lock; try again later. */
  public static final int LOCKED = 12;

  /** Storage or cluster is in trouble; try again. */
  public static final int TEMPORARY = 20;

  /** Wrong usage. */
  public static final int USAGE = 64;

  /** Bad data that the settings forbid. */
  public static final int BAD_DATA = 65;

  /** A bug of ours. */
  public static final int BUG = 70;

  /** Bad configuration. */
  public static final int BAD_CONFIGURATION = 78;

  /** Told to end by SIGTERM, nothing half-published; SIGINT answers 130. Try again. */
  public static final int STOPPED = 143;

  /** What a code means, in a few words. */
  public static String meaning(int exitCode) {
    return switch (exitCode) {
      case DONE -> "published";
      case WARNINGS -> "published with warnings";
      case NOTHING -> "nothing to do";
      case INPUT_INCOMPLETE -> "expected input is missing";
      case AUDIT_FAILED -> "the audit failed";
      case LOCKED -> "another night runs";
      case TEMPORARY -> "temporary trouble";
      case USAGE -> "wrong usage";
      case BAD_DATA -> "bad data";
      case BAD_CONFIGURATION -> "bad configuration";
      case STOPPED -> "stopped by a signal";
      default -> "a bug";
    };
  }

  /** Whether the same command may do better later. */
  public static boolean mayHelpLater(int exitCode) {
    return exitCode == INPUT_INCOMPLETE
        || exitCode == LOCKED
        || exitCode == TEMPORARY
        || exitCode == STOPPED;
  }

  private ExitCode() {}
}
