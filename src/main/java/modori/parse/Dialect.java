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
   * Gives a further event of the line that was read last: a record that names several recipients
   * may tell each a text of its own. Called after an event or context line until it answers false.
   *
   * @param event filled where the answer is true
   * @return whether there was another
   */
  default boolean more(LogEvent event) {
    return false;
  }

  /**
   * Whether lines mean nothing without those at the file's begin: a row that names the columns.
   * Such a file is read from its begin, also where its first lines were read before; those are
   * given to {@link #passOver}.
   */
  default boolean needsBegin() {
    return false;
  }

  /** Looks at a line that was read before, or that belongs to another part of the file. */
  default void passOver(LogLine line) {}

  /**
   * Which mail server wrote the last line that was an event or context, as in the column {@code
   * mta}.
   */
  String mta();
}
