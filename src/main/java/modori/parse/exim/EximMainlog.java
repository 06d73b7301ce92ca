package modori.parse.exim;

import static modori.parse.Ascii.startsWith;

import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.DetailJoiner;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;

/**
 * Exim's own {@code mainlog}, also {@code rejectlog}, which repeats refusals with the headers of
 * the message.
 */
public final class EximMainlog implements Dialect {
  private static final LineFate NO_STAMP = LineFate.quarantined("no readable time stamp");
  private static final LineFate HEADER = LineFate.ignored("header of a refused message");
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] ENVELOPE = Ascii.word("Envelope-");
  private static final byte[] RULE = Ascii.word("-------");

  private final StampClock clock;
  private final DetailJoiner joiner = new DetailJoiner();

  /** Reads with this clock, whose zone is that of stamps without an offset. */
  public EximMainlog(StampClock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "exim-mainlog";
  }

  @Override
  public String mta() {
    return EximText.MTA;
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] b = line.bytes;
    if (line.from == line.to) {
      return LineFate.EMPTY;
    }
    int from = startsWith(b, line.from, line.to, BYTE_ORDER_MARK) ? line.from + 3 : line.from;
    boolean own = line.to - from >= 19 && b[from + 10] == ' '; // syslog writes a T
    long time = own ? clock.rfc3339(b, from, line.to) : StampClock.NONE;
    if (time == StampClock.NONE) {
      return isHeader(b, line.from, line.to) ? HEADER : NO_STAMP;
    }
    line.timeMicros = time;
    int at = EximStamp.skipBlank(b, clock.end(), line.to);
    line.textFrom = EximStamp.skipProcess(b, at, line.to);
    if (line.textFrom > at) {
      line.pidFrom = at + 1;
      line.pidTo = Ascii.indexOf(b, at, line.textFrom, ']');
    }
    return joiner.join(line, event, EximLine.parse(b, line.textFrom, line.to, event));
  }

  // rejectlog: "P Received: …", "  Subject: …", folded lines, "Envelope-to: <…>", a rule of hyphens
  private static boolean isHeader(byte[] b, int from, int to) {
    if (b[from] == '\t' || b[from] == ' ') {
      return true;
    }
    if (to - from > 2 && b[from + 1] == ' ' && (b[from] == '*' || isCapital(b[from]))) {
      return true;
    }
    return startsWith(b, from, to, ENVELOPE) || startsWith(b, from, to, RULE);
  }

  private static boolean isCapital(byte c) {
    return c >= 'A' && c <= 'Z';
  }
}
