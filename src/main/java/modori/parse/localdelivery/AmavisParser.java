package modori.parse.localdelivery;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventFlag;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.Outcome;
import modori.parse.TextParser;

/**
 * Reads amavis' verdicts: {@code (12345-01) Blocked SPAM {DiscardedInbound}, [ip] <from> -> <to>,
 * Queue-ID: Q, Message-ID: <..>, mail_id: .., Hits: .., queued_as: Q2, 660 ms}, the default of
 * {@code $log_templ}. All other lines are about its own work and have no fixed wording.
 */
public final class AmavisParser implements TextParser {
  private static final LineFate NO_TEXT = LineFate.quarantined("no text");
  private static final LineFate WORK = LineFate.ignored("work of the content filter");
  private static final LineFate CUT = LineFate.quarantined("verdict cut before its addresses");

  private static final byte[] PASSED = Ascii.word("Passed");
  private static final byte[] BLOCKED = Ascii.word("Blocked");
  private static final byte[] ARROW = Ascii.word("> -> ");
  private static final byte[] MESSAGE_ID = Ascii.word("Message-ID: <");
  private static final byte[] QUEUE_ID = Ascii.word(", Queue-ID: ");
  private static final byte[] QUEUED_AS = Ascii.word(", queued_as: ");
  private static final byte[] REJECTED = Ascii.word("{Rejected");
  private static final byte[] BOUNCED = Ascii.word("{Bounced");
  private static final byte[] TEMPORARY = Ascii.word("{TempFailed");
  private static final byte[] TEMPFAIL = Ascii.word("Blocked TEMPFAIL");

  /** A parser of amavis' texts. */
  public AmavisParser() {}

  @Override
  public String mta() {
    return "amavis";
  }

  @Override
  public boolean reads(String program) {
    return program.startsWith("amavis");
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] bytes = line.bytes;
    int to = line.to;
    int from = line.textFrom;
    if (from < to && bytes[from] == '(') {
      int close = Ascii.indexOf(bytes, from, to, ')');
      from = close < 0 ? from : close + 1;
    }
    while (from < to && bytes[from] == ' ') {
      from++;
    }
    if (from >= to) {
      return NO_TEXT;
    }
    boolean passed = Ascii.startsWith(bytes, from, to, PASSED);
    if (!passed && !Ascii.startsWith(bytes, from, to, BLOCKED)) {
      return WORK;
    }
    return verdict(event, passed, bytes, from, to);
  }

  private static LineFate verdict(LogEvent event, boolean passed, byte[] bytes, int from, int to) {
    int arrow = Ascii.indexOf(bytes, from, to, ARROW);
    int open = arrow < 0 ? -1 : Ascii.lastIndexOf(bytes, from, arrow, '<');
    if (open < 0) {
      return CUT;
    }
    event
        .begin(EventType.STORED)
        .outcome(outcome(passed, bytes, from, open))
        .put(EventField.SENDER, bytes, open + 1, arrow)
        .put(EventField.TEXT, bytes, from, textEnd(bytes, from, open));
    int recipients = arrow + ARROW.length;
    int end = recipientsEnd(bytes, recipients, to);
    if (end > recipients && Ascii.indexOf(bytes, recipients, end, ',') >= 0) {
      event.put(EventField.RECIPIENT, bytes, recipients, end).flag(EventFlag.RECIPIENT_LIST);
    } else if (end > recipients + 1) {
      event.put(EventField.RECIPIENT, bytes, recipients + 1, end - 1);
    }
    value(event, EventField.MESSAGE_ID, MESSAGE_ID, '>', bytes, end, to);
    value(event, EventField.QUEUE_ID, QUEUE_ID, ',', bytes, end, to);
    value(event, EventField.OTHER_QUEUE_ID, QUEUED_AS, ',', bytes, end, to);
    return event.has(EventField.MESSAGE_ID) || event.has(EventField.QUEUE_ID)
        ? LineFate.CONTEXT
        : WORK;
  }

  private static Outcome outcome(boolean passed, byte[] bytes, int from, int to) {
    if (passed) {
      return Outcome.RELAYED;
    }
    if (Ascii.indexOf(bytes, from, to, REJECTED) >= 0) {
      return Outcome.REJECTED;
    }
    if (Ascii.indexOf(bytes, from, to, BOUNCED) >= 0) {
      return Outcome.BOUNCED;
    }
    return Ascii.indexOf(bytes, from, to, TEMPORARY) >= 0
            || Ascii.startsWith(bytes, from, to, TEMPFAIL)
        ? Outcome.DEFERRED
        : Outcome.DISCARDED;
  }

  /** The verdict without the clients' addresses: to the comma before them. */
  private static int textEnd(byte[] bytes, int from, int open) {
    int comma = Ascii.lastIndexOf(bytes, from, open, ',');
    return comma < 0 ? open : comma;
  }

  /** {@code <a>,<b>, Queue-ID: …}: behind a closing bracket and no further address. */
  private static int recipientsEnd(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean goesOn = i + 2 < to && bytes[i + 1] == ',' && bytes[i + 2] == '<';
      if (bytes[i] == '>' && !goesOn) {
        return i + 1;
      }
    }
    return to;
  }

  private static void value(
      LogEvent event, EventField field, byte[] key, char close, byte[] bytes, int from, int to) {
    int at = Ascii.indexOf(bytes, from, to, key);
    if (at < 0) {
      return;
    }
    int begin = at + key.length;
    int end = Ascii.indexOf(bytes, begin, to, close);
    event.put(field, bytes, begin, end < 0 ? to : end);
  }
}
