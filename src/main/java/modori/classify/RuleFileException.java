package modori.classify;

/** A rule file that cannot be used; the message names file, line, rule and cure. */
public final class RuleFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleFileException(String file, int line, String problem, String cure) {
    super(file + ", line " + line + ": " + problem + "; " + cure);
  }
}
