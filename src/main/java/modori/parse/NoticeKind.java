package modori.parse;

/** Which notice the queue made of a message. */
public enum NoticeKind {
  /** To the sender: the message could not be delivered. */
  NON_DELIVERY,
  /** To the sender: the message is late. */
  DELAY,
  /** To the sender: the message was delivered or passed on. */
  SUCCESS,
  /**
   * To the postmaster: a copy, or a notice that could not be delivered itself (a double bounce).
   */
  POSTMASTER
}
