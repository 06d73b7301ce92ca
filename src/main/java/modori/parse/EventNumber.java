package modori.parse;

/** A number that a line gives. */
public enum EventNumber {
  /** Message size in bytes. */
  SIZE_BYTES,
  /** Number of recipients of the queue entry. */
  RECIPIENT_COUNT,
  /** Time since arrival in milliseconds. */
  DELAY_MILLIS,
  /** Reply code 200 to 599. */
  REPLY_CODE,
  /** Port of the next hop. */
  RELAY_PORT,
  /**
   * When the message arrived, microseconds since 1970, of servers whose every record states it: the
   * same in all records of a message, so that each alone tells which message it is of.
   */
  ARRIVED_MICROS
}
