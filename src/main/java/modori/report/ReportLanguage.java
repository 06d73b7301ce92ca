package modori.report;

import java.util.Locale;

/** The languages in which a report can be written. */
public enum ReportLanguage {
  /** English. */
  ENGLISH(Locale.ENGLISH),
  /** Japanese. */
  JAPANESE(Locale.JAPANESE);

  private final Locale locale;

  ReportLanguage(Locale locale) {
    this.locale = locale;
  }

  Locale locale() {
    return locale;
  }
}
