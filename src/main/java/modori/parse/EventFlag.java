package modori.parse;

/** What a line says beside its fields. */
public enum EventFlag {
  /** {@link EventField#RECIPIENT} is a comma list as Sendmail writes it. */
  RECIPIENT_LIST,
  /** The outcome is only what a program's exit status says: weak evidence of delivery. */
  HANDED_TO_PROGRAM,
  /** The attempt went to our own store: the recipient's domain is hosted here. */
  LOCAL_STORE,
  /** The text quotes another server's refusal. */
  REFUSED_REMOTELY,
  /** The server says that the refusal is temporary, though it writes no reply code. */
  REFUSED_TEMPORARILY,
  /** An {@link EventType#ATTEMPT_DETAIL} before this line holds the text or the recipient. */
  TOLD_EARLIER,
  /** A test of the address, not mail (Postfix verify(8)). */
  ADDRESS_PROBE,
  /**
   * The next hop is our own content filter or queue: the message comes back under another queue id.
   */
  INTERNAL_HOP,
  /** The queue entry needs no removal line: it ends when its last recipient has a final outcome. */
  ENDS_WITH_RECIPIENTS,
  /**
   * The notice named by {@link EventField#OTHER_QUEUE_ID} could not be sent and was dropped or
   * frozen.
   */
  NOTICE_DROPPED,
  /** The recipient was put off without a try, since it is not yet time for one. */
  NOT_TRIED
}
