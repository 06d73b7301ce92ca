package modori.parse.syslog;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.isDigit;
import static modori.parse.Ascii.startsWith;
import static modori.parse.Ascii.word;

import modori.ingest.StampClock;
import modori.parse.LogLine;

/**
 * Reads stamp, host, program and process id of a syslog line: RFC 3164 section 4.1, the traditional
 * file form with RFC 3339 stamps, RFC 5424 section 6, with or without priority.
 */
final class SyslogEnvelope {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] SOLARIS_ID = word("[ID ");
  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_PROGRAM = 128;

  private final StampClock clock;

  SyslogEnvelope(StampClock clock) {
    this.clock = clock;
  }

  /** Fills the envelope's fields of the line; false where the line has no readable stamp. */
  boolean read(LogLine line) {
    byte[] b = line.bytes;
    int to = line.to;
    int at = startsWith(b, line.from, to, BYTE_ORDER_MARK) ? line.from + 3 : line.from;
    at = afterPriority(b, at, to);
    if (at + 2 < to
        && b[at] == '1'
        && b[at + 1] == ' '
        && (isDigit(b[at + 2]) || b[at + 2] == '-')) {
      return rfc5424(line, at + 2, to);
    }
    if (to - at < 16) {
      return false;
    }
    long time =
        isDigit(b[at]) && b[at + 4] == '-' ? clock.rfc3339(b, at, to) : clock.syslog(b, at, to);
    if (time == StampClock.NONE || clock.end() >= to || b[clock.end()] != ' ') {
      return false;
    }
    line.timeMicros = time;
    hostAndProgram(line, clock.end() + 1, to);
    return true;
  }

  // <22>Mmm … as captured from the wire
  private static int afterPriority(byte[] b, int from, int to) {
    if (from >= to || b[from] != '<') {
      return from;
    }
    int close = indexOf(b, from + 1, Math.min(to, from + 5), '>');
    for (int i = from + 1; i < close; i++) {
      if (!isDigit(b[i])) {
        return from;
      }
    }
    return close > from + 1 ? close + 1 : from;
  }

  // host prog[pid]: text
  private static void hostAndProgram(LogLine line, int from, int to) {
    byte[] b = line.bytes;
    int at = from;
    int blank = indexOf(b, at, Math.min(to, at + LONGEST_HOST), ' ');
    // Some loggers leave the host out; then the first word is already a tag.
    boolean hostLeftOut = blank > at && isTag(b, at, blank);
    if (blank > at && !hostLeftOut) {
      line.hostFrom = at;
      line.hostTo = blank;
      at = blank + 1;
    }
    while (at < to && b[at] == ' ') {
      at++;
    }
    line.programFrom = at;
    int limit = Math.min(to, at + LONGEST_PROGRAM);
    while (at < limit && b[at] != '[' && b[at] != ':' && b[at] != ' ') {
      at++;
    }
    line.programTo = at;
    line.pidFrom = line.pidTo = at;
    if (at < to && b[at] == '[') {
      int close = indexOf(b, at + 1, Math.min(to, at + 24), ']');
      if (close > 0) {
        line.pidFrom = at + 1;
        line.pidTo = close;
        at = close + 1;
      }
    }
    if (at < to && b[at] == ':') {
      at++;
    }
    text(line, at, to);
  }

  // "prog[77]:", and in Dovecot's own file "lmtp(user)<77><session>:", "lmtp(77, user):"
  private static boolean isTag(byte[] b, int from, int to) {
    boolean opens = indexOf(b, from, to, '(') > from;
    return b[to - 1] == ':' && (opens || indexOf(b, from, to, '[') > 0)
        || b[to - 1] == ',' && opens;
  }

  private static void text(LogLine line, int from, int to) {
    byte[] b = line.bytes;
    int at = from;
    if (at < to && b[at] == ' ') {
      at++;
    }
    // Solaris: [ID 197553 mail.info] text
    if (startsWith(b, at, to, SOLARIS_ID)) {
      int close = indexOf(b, at, Math.min(to, at + 64), ']');
      if (close > 0) {
        at = close + 1 < to && b[close + 1] == ' ' ? close + 2 : close + 1;
      }
    }
    line.textFrom = Math.min(at, to);
  }

  // TS host app procid msgid [sd] text
  private boolean rfc5424(LogLine line, int from, int to) {
    byte[] b = line.bytes;
    long time = clock.rfc3339(b, from, to);
    if (time == StampClock.NONE || clock.end() >= to || b[clock.end()] != ' ') {
      return false;
    }
    line.timeMicros = time;
    int[] starts = new int[5];
    int at = clock.end() + 1;
    for (int i = 0; i < 4; i++) {
      starts[i] = at;
      int blank = indexOf(b, at, to, ' ');
      if (blank < 0) {
        return false;
      }
      at = blank + 1;
    }
    starts[4] = at;
    line.hostFrom = starts[0];
    line.hostTo = isNil(b, starts[0], starts[1] - 1) ? starts[0] : starts[1] - 1;
    line.programFrom = starts[1];
    line.programTo = isNil(b, starts[1], starts[2] - 1) ? starts[1] : starts[2] - 1;
    line.pidFrom = starts[2];
    line.pidTo = isNil(b, starts[2], starts[3] - 1) ? starts[2] : starts[3] - 1;
    at = afterStructuredData(b, at, to);
    if (at < to && b[at] == ' ') {
      at++;
    }
    line.textFrom = startsWith(b, at, to, BYTE_ORDER_MARK) ? at + 3 : Math.min(at, to);
    return true;
  }

  private static boolean isNil(byte[] b, int from, int to) {
    return to - from == 1 && b[from] == '-';
  }

  // RFC 5424 section 6.3: "-" or elements in brackets, with \" \\ \] escaped in values
  private static int afterStructuredData(byte[] b, int from, int to) {
    int at = from;
    if (at < to && b[at] == '-') {
      return at + 1;
    }
    while (at < to && b[at] == '[') {
      boolean quoted = false;
      for (at++; at < to && (quoted || b[at] != ']'); at++) {
        if (b[at] == '\\' && quoted) {
          at++;
        } else if (b[at] == '"') {
          quoted = !quoted;
        }
      }
      at = Math.min(at + 1, to);
    }
    return at;
  }
}
