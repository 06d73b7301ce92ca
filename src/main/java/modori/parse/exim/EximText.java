package modori.parse.exim;

import static modori.parse.Ascii.indexOf;
import static modori.parse.Ascii.isDigit;

import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;

/** Reads what Exim sends to syslog: its main log's lines, with or without their own stamp. */
public final class EximText implements TextParser {
  static final String MTA = "exim";
  private static final LineFate CONTINUED = LineFate.ignored("continuation of a split line");

  /** A parser of Exim's lines; it keeps nothing between them. */
  public EximText() {}

  @Override
  public String mta() {
    return MTA;
  }

  /** Exim's tag is {@code exim} unless {@code syslog_processname} says otherwise; Debian: exim4. */
  @Override
  public boolean reads(String program) {
    return program.startsWith("exim");
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    byte[] b = line.bytes;
    int at = line.textFrom;
    if (at < line.to && b[at] == '[') { // [2/3] text
      int piece = afterPieceNumber(b, at, line.to);
      if (piece > 0 && (b[at + 1] != '1' || isDigit(b[at + 2]))) {
        return CONTINUED;
      }
      at = piece > 0 ? piece : at;
    }
    int text = EximStamp.skip(b, at, line.to);
    if (text > at && line.timeMicros != LogLine.NO_TIME) {
      // Exim's own stamp is the same in its main log: the event has one time wherever it is read.
      line.timeMicros = EximStamp.near(b, at, text, line.timeMicros);
    }
    at = text;
    return EximLine.parse(b, EximStamp.skipProcess(b, at, line.to), line.to, event);
  }

  // log.c, write_syslog(): "[%d%c%d] %s" with \ at an internal newline and / where it was too long
  private static int afterPieceNumber(byte[] b, int from, int to) {
    int at = from + 1;
    while (at < to && isDigit(b[at])) {
      at++;
    }
    if (at == from + 1 || at >= to || b[at] != '/' && b[at] != '\\') {
      return -1;
    }
    int close = indexOf(b, at + 1, Math.min(to, at + 8), ']');
    for (int i = at + 1; i < close; i++) {
      if (!isDigit(b[i])) {
        return -1;
      }
    }
    return close > at + 1 && close + 1 < to && b[close + 1] == ' ' ? close + 2 : -1;
  }
}
