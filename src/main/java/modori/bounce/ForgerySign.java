package modori.bounce;

import java.util.Locale;

/** A trait that genuine notices seldom have; several of them together speak of a forged one. */
public enum ForgerySign {
  /** No machine-readable report (RFC 3464). */
  NO_DSN_STRUCTURE,
  /** Neither the mail nor its header comes back (RFC 5321 section 6.1 wants a notice of it). */
  NOTHING_RETURNED,
  /** The notice was not sent with the null reverse-path (RFC 5321 section 4.5.5). */
  REVERSE_PATH_NOT_NULL,
  /** A program or an archive is attached, or named for opening. */
  PROGRAM_ATTACHED,
  /** The words of the notice hold a link to a web page. */
  LINK;

  /** The name in tables, for example {@code program_attached}. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
