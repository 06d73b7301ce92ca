package modori.jobs;

/** A mistake of the user's: told in one line with its cure, without a stack trace. */
final class UserMistake extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  UserMistake(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
