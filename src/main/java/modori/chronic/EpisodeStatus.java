package modori.chronic;

import java.util.Locale;

/** Whether and how an episode ended. */
public enum EpisodeStatus {
  /** Not ended. */
  OPEN,
  /** Room was proved and not taken back. */
  RECOVERED,
  /** The mailbox became unknown or was switched off: a competing event, no recovery. */
  GONE,
  /** Nobody tried for too long: the end is not known. */
  LOST;

  /** The name in tables, for example {@code recovered}. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
