package modori.parse;

/** What a line says of a message. */
public enum EventType {
  /** A queue entry begins: who handed the message in. */
  ARRIVAL,
  /** The Message-ID header of a queue entry. */
  MESSAGE_ID,
  /** Sender, size and number of recipients of a queue entry; may repeat at each queue run. */
  ENVELOPE,
  /** The fate of one attempt for one recipient, or for a list of recipients. */
  ATTEMPT,
  /**
   * What an earlier line says of the attempt or refusal that a later line of the same message
   * states; {@link DetailJoiner} tells by what they meet.
   */
  ATTEMPT_DETAIL,
  /** The queue gave up: all recipients still waiting have failed. */
  EXPIRED,
  /** A notice was made of a queue entry; names the notice's own queue id. */
  NOTICE,
  /** The queue entry has ended. */
  REMOVED,
  /** A refusal at SMTP time, with or without a queue id. */
  REJECTION,
  /**
   * What a delivery program or mail store did with a message; found by Message-ID or user, not by
   * queue id.
   */
  STORED
}
