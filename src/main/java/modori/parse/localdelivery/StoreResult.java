package modori.parse.localdelivery;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.Outcome;

/**
 * What Dovecot did with one message: {@code mail-deliver.c} of Dovecot and the actions of
 * Pigeonhole Sieve.
 */
final class StoreResult {
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown result of a delivery");
  private static final LineFate REPLY = LineFate.ignored("automatic reply");
  private static final LineFate SCRIPT = LineFate.ignored("trouble of a Sieve script");

  private record Wording(byte[] words, Outcome outcome) {}

  private static final Wording[] WORDINGS = {
    wording("saved mail to", Outcome.DELIVERED),
    wording("stored mail into", Outcome.DELIVERED),
    wording("left message in", Outcome.DELIVERED),
    wording("save failed to", Outcome.DEFERRED),
    wording("failed to store into", Outcome.DEFERRED),
    wording("rejected:", Outcome.BOUNCED),
    wording("sent rejection message", Outcome.BOUNCED),
    wording("rejected message from", Outcome.BOUNCED),
    wording("reject:", Outcome.BOUNCED),
    wording("forwarded to", Outcome.RELAYED),
    wording("forward failed", Outcome.DEFERRED),
    wording("failed to forward", Outcome.DEFERRED),
    wording("failed to redirect", Outcome.DEFERRED),
    wording("marked message to be discarded", Outcome.DISCARDED),
    wording("discarded message", Outcome.DISCARDED),
  };

  private static final byte[][] REPLIES = {
    Ascii.word("sent vacation"),
    Ascii.word("discarded vacation"),
    Ascii.word("discarded duplicate"),
    Ascii.word("discarding "),
    Ascii.word("sent notification"),
    Ascii.word("sent mail notification"),
    Ascii.word("not sending"),
    Ascii.word("failed to send"),
  };
  private static final byte[][] SCRIPTS = {
    Ascii.word("Execution of script"),
    Ascii.word("Aborted running script"),
    Ascii.word("execution of script"),
    Ascii.word("script "),
  };

  private static final byte[] ACTION = Ascii.word(" action: ");
  private static final int LONGEST_ACTION = 32;

  /** Both {@code Quota exceeded} and {@code quota exceeded}; sites can set the text behind it. */
  private static final byte[] QUOTA = Ascii.word("uota exceeded");

  private StoreResult() {}

  /** Sets outcome and text. */
  static LineFate read(LogEvent event, byte[] bytes, int textFrom, int to) {
    int from = afterAction(bytes, textFrom, to);
    for (Wording wording : WORDINGS) {
      if (Ascii.startsWith(bytes, from, to, wording.words)) {
        event.put(EventField.TEXT, bytes, from, to).outcome(outcome(wording, bytes, from, to));
        return LineFate.CONTEXT;
      }
    }
    if (beginsWithOneOf(REPLIES, bytes, from, to)) {
      return REPLY;
    }
    return beginsWithOneOf(SCRIPTS, bytes, from, to) ? SCRIPT : UNKNOWN;
  }

  // Pigeonhole 0.5 names the action first: "fileinto action: stored mail into mailbox 'Junk'"
  private static int afterAction(byte[] bytes, int from, int to) {
    int at = Ascii.indexOf(bytes, from, Math.min(to, from + LONGEST_ACTION), ACTION);
    return at < 0 || Ascii.indexOf(bytes, from, at, ' ') >= 0 ? from : at + ACTION.length;
  }

  /** Over quota is final unless {@code quota_full_tempfail} is set; other failures are not. */
  private static Outcome outcome(Wording wording, byte[] bytes, int from, int to) {
    return wording.outcome == Outcome.DEFERRED && Ascii.indexOf(bytes, from, to, QUOTA) >= 0
        ? Outcome.BOUNCED
        : wording.outcome;
  }

  private static boolean beginsWithOneOf(byte[][] words, byte[] bytes, int from, int to) {
    for (byte[] word : words) {
      if (Ascii.startsWith(bytes, from, to, word)) {
        return true;
      }
    }
    return false;
  }

  private static Wording wording(String words, Outcome outcome) {
    return new Wording(Ascii.word(words), outcome);
  }
}
