package modori.parse;

/**
 * Reads the text that one kind of program writes behind its log envelope. Keeps no state between
 * lines and never throws, whatever the bytes.
 */
public interface TextParser {
  /**
   * Which mail server this reads, as in the column {@code mta}: {@code postfix}, {@code sendmail},
   * …
   */
  String mta();

  /** Whether lines with this program tag are its own, for example {@code postfix/smtp}. */
  boolean reads(String program);

  /**
   * Reads one line.
   *
   * @param line the line; its envelope is already read
   * @param event filled where the answer is {@link LineFate#EVENT} or {@link LineFate#CONTEXT};
   *     left in any state otherwise. A context line that fills no row (a mere {@code connect}) has
   *     the fate ignored
   * @return what became of the line
   */
  LineFate parse(LogLine line, LogEvent event);
}
