package modori.parse.exchange;

import java.util.Arrays;
import modori.parse.Ascii;
import modori.parse.CsvRow;

/** The column {@code event-id}: what happened, in Microsoft's words. */
enum TrackedEvent {
  /** Received over SMTP or from a mailbox: the queue entry begins. */
  RECEIVE(Kind.ARRIVAL),
  /** Put into a mailbox. */
  DELIVER(Kind.DELIVERED),
  /** Sent over SMTP to another server. */
  SEND(Kind.DELIVERED),
  /** Sent over SMTP to the Internet. */
  SENDEXTERNAL(Kind.DELIVERED),
  /** Put off. */
  DEFER(Kind.DEFERRED),
  /** Failed for good. */
  FAIL(Kind.FAILED),
  /** From the pickup or replay folder, neither deliverable nor returnable. */
  BADMAIL(Kind.FAILED),
  /** Dropped without a notice. */
  DROP(Kind.DROPPED),
  /** Set aside because it made the server fail. */
  POISONMESSAGE(Kind.HELD),
  /** A notice was made; the row's message is the notice, {@code reference} the message it is of. */
  DSN(Kind.NOTICE),
  /** The same for a failure. */
  DSNFAILURE(Kind.NOTICE),
  /** The notice of a bad message. */
  BADMAILDSN(Kind.NOTICE),
  /** Recipients moved to a message of their own. */
  TRANSFER(Kind.FORKED),
  /** A copy that the store recognised: the recipient has the message already. */
  DUPLICATEDELIVER(Kind.KNOWN),
  /** The same for a list. */
  DUPLICATEEXPAND(Kind.KNOWN),
  /** The same for a redirection. */
  DUPLICATEREDIRECT(Kind.KNOWN),
  /** A list was expanded. */
  EXPAND(Kind.KNOWN),
  /** A recipient was found under another address. */
  RESOLVE(Kind.KNOWN),
  /** A recipient was replaced. */
  REDIRECT(Kind.KNOWN),
  /** A mailbox server asks a transport server to fetch a message. */
  SUBMIT(Kind.KNOWN),
  /** The same was put off. */
  SUBMITDEFER(Kind.KNOWN),
  /** The same has failed; the mailbox tries again. */
  SUBMITFAIL(Kind.KNOWN),
  /** The store says what the client asked for. */
  NOTIFYMAPI(Kind.KNOWN),
  /** What transport agents note. */
  AGENTINFO(Kind.KNOWN),
  /** A shadow copy was sent. */
  HAREDIRECT(Kind.KNOWN),
  /** No shadow copy could be sent. */
  HAREDIRECTFAIL(Kind.KNOWN),
  /** A shadow copy was received. */
  HARECEIVE(Kind.KNOWN),
  /** A shadow copy was dropped after delivery. */
  HADISCARD(Kind.KNOWN),
  /** A message was loaded at start. */
  LOAD(Kind.KNOWN),
  /** A message was sent again from the safety net. */
  RESUBMIT(Kind.KNOWN),
  /** The same was put off. */
  RESUBMITDEFER(Kind.KNOWN),
  /** The same has failed. */
  RESUBMITFAIL(Kind.KNOWN),
  /** A message was throttled. */
  THROTTLE(Kind.KNOWN),
  /** A message was suppressed on its way to another site. */
  SUPPRESSED(Kind.KNOWN),
  /** A message was handled by a mailbox assistant. */
  PROCESS(Kind.KNOWN),
  /** A meeting message was handled by a mailbox assistant. */
  PROCESSMEETINGMESSAGE(Kind.KNOWN),
  /** A moderator was asked. */
  INITMESSAGECREATED(Kind.KNOWN),
  /** A moderator agreed. */
  MODERATORAPPROVE(Kind.KNOWN),
  /** A moderator refused. */
  MODERATORREJECT(Kind.KNOWN),
  /** No moderator answered. */
  MODERATOREXPIRE(Kind.KNOWN),
  /** All moderators were unreachable. */
  MODERATORSALLNDR(Kind.KNOWN),
  /** A folder's moderation note. */
  MAPISUBMIT(Kind.KNOWN),
  /** A journal report was made. */
  JOURNALREPORT(Kind.KNOWN),
  /** A message was quarantined or released by a rule. */
  TRANSPORTRULE(Kind.KNOWN);

  /** What an event means for rows. */
  enum Kind {
    ARRIVAL,
    FORKED,
    DELIVERED,
    DEFERRED,
    FAILED,
    DROPPED,
    HELD,
    NOTICE,
    KNOWN
  }

  private static final TrackedEvent[] ALL = values();
  private static final byte[][] WORDS =
      Arrays.stream(ALL).map(event -> Ascii.word(event.name())).toArray(byte[][]::new);

  final Kind kind;

  TrackedEvent(Kind kind) {
    this.kind = kind;
  }

  /** The event of a cell; null for an unknown one. */
  static @org.jspecify.annotations.Nullable TrackedEvent of(CsvRow row, int cell) {
    byte[] b = row.bytes();
    int from = row.from(cell);
    int to = row.to(cell);
    for (int i = 0; i < WORDS.length; i++) {
      if (Ascii.equals(b, from, to, WORDS[i])) {
        return ALL[i];
      }
    }
    return null;
  }
}
