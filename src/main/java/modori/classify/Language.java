package modori.classify;

import java.util.Locale;

/** The languages in which reasons are explained and reports are written. */
public enum Language {
  /** English. */
  ENGLISH(Locale.ENGLISH),
  /** Japanese. */
  JAPANESE(Locale.JAPANESE);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** How numbers and days are written in it. */
  public Locale locale() {
    return locale;
  }
}
