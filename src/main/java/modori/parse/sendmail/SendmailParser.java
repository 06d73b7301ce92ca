package modori.parse.sendmail;

import modori.parse.Ascii;
import modori.parse.EventField;
import modori.parse.EventType;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.SmtpStage;
import modori.parse.TextParser;
import org.jspecify.annotations.Nullable;

/** Reads the texts of Sendmail 8. */
public final class SendmailParser implements TextParser {
  private static final LineFate NO_TEXT = LineFate.quarantined("no text");
  private static final LineFate CONTINUATION =
      LineFate.quarantined("continuation of a line that was split");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text of sendmail");
  private static final LineFate CUT_NOTICE = LineFate.quarantined("notice without its label");

  private static final byte[] NOQUEUE = Ascii.word("NOQUEUE:");
  private static final byte[] TO = Ascii.word("to=");
  private static final byte[] FROM = Ascii.word("from=");
  private static final byte[] RULESET = Ascii.word("ruleset=");
  private static final byte[] MILTER = Ascii.word("Milter: ");
  private static final byte[] AUTH_SERVER = Ascii.word("AUTH=server, ");
  private static final byte[] MESSAGE_SIZE = Ascii.word("message size (");
  private static final byte[] TOO_MANY = Ascii.word("Too many recipients");
  private static final byte[] SIZE = Ascii.word("size=");
  private static final byte[] MSGID = Ascii.word("msgid=");
  private static final byte[] LOSING = Ascii.word("Losing ");
  private static final byte[] PANIC = Ascii.word("savemail panic");
  private static final byte[] DEAD_LETTER = Ascii.word("dead.letter");
  private static final byte[] SYSERR = Ascii.word("SYSERR(");
  private static final byte[] CANNOT_SAVE = Ascii.word("cannot save rejected email");
  private static final byte[] DIALOGUE = Ascii.word("<-- ");

  /** A parser of Sendmail's texts. */
  public SendmailParser() {}

  @Override
  public String mta() {
    return "sendmail";
  }

  @Override
  public boolean reads(String program) {
    return program.startsWith("sm-") || program.startsWith("sendmail");
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] bytes = line.bytes;
    int from = skipBlanks(bytes, line.textFrom, line.to);
    int to = line.to;
    if (from >= to) {
      return NO_TEXT;
    }
    int idTo = QueueId.end(bytes, from, to);
    if (idTo < 0 || idTo >= to) {
      if (Ascii.startsWith(bytes, from, to, NOQUEUE)) {
        from = skipBlanks(bytes, from + NOQUEUE.length, to);
      }
      return read(event, bytes, -1, -1, from, to);
    }
    if (bytes[idTo] == ':') {
      return read(event, bytes, from, idTo, skipBlanks(bytes, idTo + 1, to), to);
    }
    // "QID[1]: text ...", "QID[2]: ...text": syslog's buffer was too small (conf.c, sm_syslog).
    int close = bytes[idTo] == '[' ? Ascii.indexOf(bytes, idTo, to, ']') : -1;
    if (close > 0 && close + 1 < to && bytes[close + 1] == ':') {
      return close == idTo + 2 && bytes[idTo + 1] == '1'
          ? read(event, bytes, from, idTo, skipBlanks(bytes, close + 2, to), to)
          : CONTINUATION;
    }
    return read(event, bytes, -1, -1, from, to);
  }

  private static LineFate read(
      LogEvent event, byte[] bytes, int idFrom, int idTo, int from, int to) {
    if (from >= to) {
      return NO_TEXT;
    }
    LineFate fate =
        switch (bytes[from]) {
          case 't' ->
              idFrom >= 0 && Ascii.startsWith(bytes, from, to, TO)
                  ? DeliveryLine.read(
                      begin(event, EventType.ATTEMPT, bytes, idFrom, idTo),
                      bytes,
                      from + TO.length,
                      to)
                  : null;
          case 'f' ->
              idFrom >= 0 && Ascii.startsWith(bytes, from, to, FROM)
                  ? ArrivalLine.read(
                      begin(event, EventType.ARRIVAL, bytes, idFrom, idTo),
                      bytes,
                      from + FROM.length,
                      to)
                  : null;
          case 'r' ->
              Ascii.startsWith(bytes, from, to, RULESET)
                  ? RefusalLine.ruleset(
                      begin(event, EventType.REJECTION, bytes, idFrom, idTo),
                      bytes,
                      from + RULESET.length,
                      to)
                  : null;
          case 'M' ->
              Ascii.startsWith(bytes, from, to, MILTER)
                  ? RefusalLine.milter(
                      begin(event, EventType.REJECTION, bytes, idFrom, idTo),
                      bytes,
                      from + MILTER.length,
                      to)
                  : null;
          case '<' ->
              Ascii.startsWith(bytes, from, to, DIALOGUE)
                  ? null
                  : RefusalLine.recipient(
                      begin(event, EventType.REJECTION, bytes, idFrom, idTo), bytes, from, to);
          default -> null;
        };
    if (fate == null && idFrom >= 0) {
      fate = ofEntry(event, bytes, idFrom, idTo, from, to);
    }
    if (fate == null) {
      fate = Chatter.byBeginning(bytes, from, to);
    }
    if (fate == null) {
      fate = Chatter.aboutClient(bytes, from, to);
    }
    if (fate == null && idFrom >= 0) {
      fate =
          RefusalLine.recipient(
              begin(event, EventType.REJECTION, bytes, idFrom, idTo), bytes, from, to);
    }
    return fate == null ? UNKNOWN : fate;
  }

  /** The less frequent lines that need the queue id. */
  private static @Nullable LineFate ofEntry(
      LogEvent event, byte[] bytes, int idFrom, int idTo, int from, int to) {
    int newTo = QueueId.end(bytes, from, to);
    if (newTo > 0 && newTo < to && bytes[newTo] == ':') {
      int label = skipBlanks(bytes, newTo + 1, to);
      return label == to
          ? CUT_NOTICE
          : NoticeLine.read(event, bytes, idFrom, idTo, from, newTo, label, to);
    }
    switch (bytes[from]) {
      case 'A' -> {
        if (Ascii.startsWith(bytes, from, to, AUTH_SERVER)) {
          begin(event, EventType.ENVELOPE, bytes, idFrom, idTo);
          return ArrivalLine.rest(event, bytes, from + AUTH_SERVER.length, to);
        }
      }
      case 'c' -> {
        return NoticeLine.readOldClone(event, bytes, idFrom, idTo, from, to);
      }
      case 'T' -> {
        if (Ascii.startsWith(bytes, from, to, TOO_MANY)) {
          begin(event, EventType.REJECTION, bytes, idFrom, idTo);
          return RefusalLine.withoutAddress(event, SmtpStage.RCPT, bytes, from, to);
        }
      }
      case 's' -> {
        if (Ascii.startsWith(bytes, from, to, SIZE)) {
          begin(event, EventType.ENVELOPE, bytes, idFrom, idTo);
          return ArrivalLine.rest(event, bytes, from, to);
        }
      }
      case 'm' -> {
        if (Ascii.startsWith(bytes, from, to, MESSAGE_SIZE)) {
          begin(event, EventType.REJECTION, bytes, idFrom, idTo);
          return RefusalLine.withoutAddress(event, SmtpStage.EOM, bytes, from, to);
        }
        if (Ascii.startsWith(bytes, from, to, MSGID)) {
          begin(event, EventType.ENVELOPE, bytes, idFrom, idTo);
          return ArrivalLine.rest(event, bytes, from, to);
        }
      }
      case 'L', 'S' -> {
        if (isLoss(bytes, from, to)) {
          return NoticeLine.readLoss(event, bytes, idFrom, idTo, from, to);
        }
      }
      default -> {}
    }
    return null;
  }

  private static boolean isLoss(byte[] bytes, int from, int to) {
    if (Ascii.startsWith(bytes, from, to, LOSING)) {
      return Ascii.indexOf(bytes, from, to, PANIC) >= 0;
    }
    return Ascii.startsWith(bytes, from, to, SYSERR)
        && (Ascii.indexOf(bytes, from, to, CANNOT_SAVE) >= 0
            || Ascii.indexOf(bytes, from, to, DEAD_LETTER) >= 0);
  }

  private static LogEvent begin(
      LogEvent event, EventType type, byte[] bytes, int idFrom, int idTo) {
    event.begin(type);
    if (idFrom >= 0) {
      event.put(EventField.QUEUE_ID, bytes, idFrom, idTo);
    }
    return event;
  }

  private static int skipBlanks(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] == ' ') {
      i++;
    }
    return i;
  }
}
