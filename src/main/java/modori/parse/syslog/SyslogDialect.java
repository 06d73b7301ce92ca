package modori.parse.syslog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;
import org.jspecify.annotations.Nullable;

/**
 * Lines of syslog from any number of hosts and programs; each goes to the parser of its program.
 */
public final class SyslogDialect implements Dialect {
  private static final LineFate NO_STAMP = LineFate.quarantined("no readable time stamp");
  private static final LineFate OTHER_PROGRAM = LineFate.ignored("other program");
  private static final LineFate REPEATED = LineFate.ignored("last message repeated");
  private static final byte[] LAST_MESSAGE = Ascii.word("message repeated ");
  private static final byte[] LAST = Ascii.word("last");
  private static final int SLOTS = 256;

  private final SyslogEnvelope envelope;
  private final List<TextParser> parsers;
  private final byte[][] programs = new byte[SLOTS][];
  private final @Nullable TextParser[] readers = new TextParser[SLOTS];
  private String mta = "";

  /**
   * Reads with these parsers.
   *
   * @param parsers asked in this order who reads a program's lines
   */
  public SyslogDialect(StampClock clock, List<TextParser> parsers) {
    this.envelope = new SyslogEnvelope(clock);
    this.parsers = List.copyOf(parsers);
  }

  @Override
  public String name() {
    return "syslog";
  }

  @Override
  public String mta() {
    return mta;
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    if (line.from == line.to) {
      return LineFate.EMPTY;
    }
    if (!envelope.read(line)) {
      return NO_STAMP;
    }
    TextParser parser = readerOf(line);
    if (parser == null) {
      boolean repeated =
          Ascii.equals(line.bytes, line.programFrom, line.programTo, LAST)
              && Ascii.startsWith(line.bytes, line.textFrom, line.to, LAST_MESSAGE);
      return repeated ? REPEATED : OTHER_PROGRAM;
    }
    mta = parser.mta();
    return parser.parse(line, event);
  }

  private @Nullable TextParser readerOf(LogLine line) {
    byte[] b = line.bytes;
    int hash = 0;
    for (int i = line.programFrom; i < line.programTo; i++) {
      hash = hash * 31 + b[i];
    }
    int slot = (hash ^ hash >>> 8) & SLOTS - 1;
    byte[] known = programs[slot];
    if (known != null && Ascii.equals(b, line.programFrom, line.programTo, known)) {
      return readers[slot];
    }
    byte[] program = java.util.Arrays.copyOfRange(b, line.programFrom, line.programTo);
    String tag = new String(program, StandardCharsets.UTF_8);
    TextParser reader = null;
    for (TextParser parser : parsers) {
      if (parser.reads(tag)) {
        reader = parser;
        break;
      }
    }
    programs[slot] = program;
    readers[slot] = reader;
    return reader;
  }
}
