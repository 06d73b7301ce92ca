package modori.bounce;

import java.util.Locale;

/** Whose server refused, as far as the notice shows. */
public enum DetectedBy {
  /** The server that wrote the notice found the failure itself. */
  OWN,
  /** The notice quotes another server. */
  REMOTE;

  /** The name in tables: {@code own} or {@code remote}. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
