package modori.classify;

/** The languages in which reasons are explained. */
public enum Language {
  /** English. */
  ENGLISH,
  /** Japanese. */
  JAPANESE
}
