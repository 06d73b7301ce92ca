package modori.chronic;

import java.util.Locale;

/** Whose mailbox it is. */
public enum Hosting {
  /** Hosted by the servers whose logs are read: nearly every attempt is seen. */
  OWN,
  /** Anybody else's: only our own mail to it is seen. */
  REMOTE;

  /** The name in tables: {@code own}, {@code remote}. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
