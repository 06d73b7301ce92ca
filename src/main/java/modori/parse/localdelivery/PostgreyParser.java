package modori.parse.localdelivery;

import modori.parse.Ascii;
import modori.parse.KnownLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;
import org.jspecify.annotations.Nullable;

/** Reads postgrey's log; the mail server logs the refusals that follow from it. */
public final class PostgreyParser implements TextParser {
  private static final LineFate NO_TEXT = LineFate.quarantined("no text");
  private static final LineFate UNKNOWN = LineFate.quarantined("unknown text of postgrey");
  private static final LineFate START = LineFate.ignored("start and stop");
  private static final byte[] ACTION = Ascii.word("action=");
  private static final byte[] COLON = Ascii.word(": ");

  private static final KnownLines LINES =
      new KnownLines()
          .ignored("greylisting", "action=", "whitelisted", "greylisted", "unrecognized request")
          .ignored(
              "cleaning of the database", "cleaning ", "cleanup", "saving clients", "rebuilding")
          .ignored(
              "start and stop",
              "Process Backgrounded",
              "Binding to",
              "Setting ",
              "Group Not Defined",
              "User Not Defined",
              "Resolved ",
              "Server closing",
              "Couldn't",
              "Pre-loading",
              "Starting ",
              "HUP",
              "Bad ",
              "couldn't ",
              "warning:",
              "ERROR",
              "Error",
              "FATAL",
              "SIG");

  /** A parser of postgrey's texts. */
  public PostgreyParser() {}

  @Override
  public String mta() {
    return "postgrey";
  }

  @Override
  public boolean reads(String program) {
    return program.equals("postgrey");
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    int from = line.textFrom;
    if (from >= line.to) {
      return NO_TEXT;
    }
    LineFate fate = find(line, from);
    return fate == null ? UNKNOWN : fate;
  }

  private static @Nullable LineFate find(LogLine line, int from) {
    LineFate fate = LINES.find(line.bytes, from, line.to);
    if (fate != null) {
      return fate;
    }
    // "QUEUEID: action=…": postgrey puts the queue id before it where Postfix sends one.
    int colon = Ascii.indexOf(line.bytes, from, line.to, COLON);
    int action = colon < 0 ? -1 : colon + COLON.length;
    if (Ascii.startsWith(line.bytes, action, line.to, ACTION)) {
      return LINES.find(line.bytes, action, line.to);
    }
    // "2026/12/23-23:58:17 postgrey (type Net::Server::Multiplex) starting! pid(25)"
    return Ascii.isDigit(line.bytes[from]) && Ascii.indexOf(line.bytes, from, line.to, '!') > 0
        ? START
        : null;
  }
}
