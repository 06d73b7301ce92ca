package modori.audit;

/** What becomes of a night in which an expected host is missing. */
public enum MissingHost {
  /** Nothing is published; what was read is read again. */
  WITHHOLD,
  /** What there is is published, and told to be incomplete. */
  PROVISIONAL
}
