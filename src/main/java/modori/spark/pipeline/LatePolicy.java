package modori.spark.pipeline;

/** What becomes of lines and notices of a day whose numbers are final. */
public enum LatePolicy {
  /** The day is made again: tables do not depend on the night in which a line came. */
  REOPEN,
  /** They are kept with the facts; the day's numbers stay as published until it is reopened. */
  HOLD
}
