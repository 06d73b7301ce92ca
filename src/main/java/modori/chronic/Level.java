package modori.chronic;

import java.util.Locale;

/** How serious an episode is, mildest first. */
public enum Level {
  /** Full on one day. */
  TRANSIENT,
  /** Full on two days or more. */
  RECURRING,
  /** Full on so many days over such a span that somebody must act. */
  CHRONIC,
  /** Full for months and never once with room: nobody seems to read it. */
  ABANDONED_SUSPECT;

  /** The name in tables, for example {@code abandoned_suspect}. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
