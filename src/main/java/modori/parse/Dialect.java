package modori.parse;

/**
 * Reads whole lines of one kind of log, envelope included. One object per file and thread; what it
 * keeps between lines is only what the format demands (a header row, the clock of year-less
 * stamps).
 */
public interface Dialect {
  /** The name in reports and options, for example {@code syslog}, {@code exim-mainlog}. */
  String name();

  /**
   * Reads one line: sets its time and host, then what {@link TextParser#parse} says.
   *
   * @param line points at the line; the envelope is filled here
   * @param event filled where the answer is {@link LineFate#EVENT} or {@link LineFate#CONTEXT}
   * @return what became of the line
   */
  LineFate parse(LogLine line, LogEvent event);

  /**
   * Which mail server wrote the last line that was an event or context, as in the column {@code
   * mta}.
   */
  String mta();
}
