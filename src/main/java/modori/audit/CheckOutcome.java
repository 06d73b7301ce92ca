package modori.audit;

import java.util.Locale;

/** How a check has ended. */
public enum CheckOutcome {
  /** As it should be. */
  PASS,
  /** Worth a line, and nothing more. */
  REPORT,
  /** Published, with a warning. */
  WARN,
  /** Expected input is not there. */
  MISSING,
  /** Nothing may be published. */
  FAIL;

  /** As it stands in tables. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
