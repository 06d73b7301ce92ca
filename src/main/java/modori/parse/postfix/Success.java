package modori.parse.postfix;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.LogEvent;
import modori.parse.Outcome;

/** Tells what {@code status=sent} means: delivered, handed on within our own queues, dropped. */
final class Success {
  /** local(8), forward.c. */
  private static final byte[] FORWARDED_AS = Ascii.word("forwarded as ");

  /** local(8), command.c. */
  private static final byte[] DELIVERED_TO_COMMAND = Ascii.word("delivered to command:");

  private static final byte[] QUEUED_AS = Ascii.word("queued as ");

  /** amavisd-new's reply for mail that its policy throws away (final destiny D_DISCARD). */
  private static final byte[] OK_DISCARDED = Ascii.word("Ok, discarded");

  private Success() {}

  static void read(Daemon daemon, Peer peer, LogEvent event, byte[] bytes, int from, int to) {
    event.outcome(Outcome.DELIVERED);
    switch (daemon) {
      case LOCAL -> local(event, bytes, from, to);
      case VIRTUAL -> event.flag(EventFlag.LOCAL_STORE);
      case PIPE -> event.flag(EventFlag.HANDED_TO_PROGRAM);
      // The queue manager itself ends only notices to a postmaster that cannot be reached.
      case DISCARD, QMGR, NQMGR, OQMGR -> event.outcome(Outcome.DISCARDED);
      default -> {
        Explanation.readReply(event, bytes, from, to);
        network(daemon, peer, event, bytes, from, to);
      }
    }
  }

  private static void local(LogEvent event, byte[] bytes, int from, int to) {
    event.flag(EventFlag.LOCAL_STORE);
    if (Ascii.startsWith(bytes, from, to, DELIVERED_TO_COMMAND)) {
      event.flag(EventFlag.HANDED_TO_PROGRAM);
    } else if (Ascii.startsWith(bytes, from, to, FORWARDED_AS)) {
      int id = from + FORWARDED_AS.length;
      int end = QueueId.end(bytes, id, to);
      if (end > 0) {
        event.put(EventField.OTHER_QUEUE_ID, bytes, id, end);
        event.outcome(Outcome.RELAYED).flag(EventFlag.INTERNAL_HOP);
      }
    }
  }

  private static void network(
      Daemon daemon, Peer peer, LogEvent event, byte[] bytes, int from, int to) {
    boolean ours = peer == Peer.LOOPBACK || peer == Peer.SOCKET;
    int id = nextHopId(bytes, from, to);
    if (id > 0) {
      event.put(EventField.OTHER_QUEUE_ID, bytes, id, to);
      if (ours) {
        event.outcome(Outcome.RELAYED).flag(EventFlag.INTERNAL_HOP);
        return;
      }
    }
    if (ours && Ascii.indexOf(bytes, from, to, OK_DISCARDED) >= 0) {
      event.outcome(Outcome.DISCARDED);
      return;
    }
    Store.flag(daemon, peer, event, bytes, from, to);
  }

  /** Where the next hop's queue id begins: the last word of {@code … queued as X}, or -1. */
  private static int nextHopId(byte[] bytes, int from, int to) {
    int id = to;
    while (id > from && bytes[id - 1] != ' ') {
      id--;
    }
    boolean queued =
        id < to && Ascii.startsWith(bytes, id - QUEUED_AS.length, to, QUEUED_AS) && id > from;
    return queued && id - QUEUED_AS.length >= from ? id : -1;
  }
}
