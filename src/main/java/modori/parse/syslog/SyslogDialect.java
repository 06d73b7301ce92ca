package modori.parse.syslog;

import java.util.List;
import modori.ingest.StampClock;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;

/**
 * Lines of syslog from any number of hosts and programs; each goes to the parser of its program.
 */
public final class SyslogDialect implements Dialect {
  private static final LineFate NO_STAMP = LineFate.quarantined("no readable time stamp");

  private final SyslogEnvelope envelope;
  private final ProgramDispatch programs;

  /**
   * Reads with these parsers.
   *
   * @param parsers asked in this order who reads a program's lines
   */
  public SyslogDialect(StampClock clock, List<TextParser> parsers) {
    this.envelope = new SyslogEnvelope(clock);
    this.programs = new ProgramDispatch(parsers);
  }

  @Override
  public String name() {
    return "syslog";
  }

  @Override
  public String mta() {
    return programs.mta();
  }

  @Override
  public LineFate parse(LogLine line, LogEvent event) {
    if (line.from == line.to) {
      return LineFate.EMPTY;
    }
    return envelope.read(line) ? programs.parse(line, event) : NO_STAMP;
  }

  @Override
  public boolean more(LogEvent event) {
    return programs.more(event);
  }
}
