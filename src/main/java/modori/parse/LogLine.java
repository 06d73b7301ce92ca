package modori.parse;

import java.nio.charset.StandardCharsets;

/**
 * One line of a log and what its envelope says. One object is filled again for every line;
 * positions are indexes into {@link #bytes}, ends are exclusive. Fields are public because every
 * byte of every log passes through here.
 */
public final class LogLine {
  /** {@link #timeMicros} of a line that has no readable stamp. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** The array that the line lies in; it holds other lines too. */
  public byte[] bytes = new byte[0];

  /** Where the line begins. */
  public int from;

  /** Where the line ends, without its line end. */
  public int to;

  /** Time of the event, microseconds since 1970 in UTC, or {@link #NO_TIME}. */
  public long timeMicros = NO_TIME;

  /** Name of the host that wrote the line. */
  public int hostFrom;

  /** End of the host's name; equal to {@link #hostFrom} where none is written. */
  public int hostTo;

  /** Program tag of syslog, without process id, for example {@code postfix/smtp}. */
  public int programFrom;

  /** End of the program tag. */
  public int programTo;

  /** Process id as digits. */
  public int pidFrom;

  /** End of the process id; equal to {@link #pidFrom} where none is written. */
  public int pidTo;

  /** Where the program's own text begins; it ends with the line. */
  public int textFrom;

  /** Points this line at a slice and forgets what the last envelope said. */
  public void set(byte[] array, int lineFrom, int lineTo) {
    bytes = array;
    from = lineFrom;
    to = lineTo;
    timeMicros = NO_TIME;
    hostFrom = hostTo = programFrom = programTo = pidFrom = pidTo = textFrom = lineFrom;
  }

  /** The program's own text, decoded as UTF-8. For messages and tests, not per line. */
  public String text() {
    return new String(bytes, textFrom, to - textFrom, StandardCharsets.UTF_8);
  }

  /** The program tag. For messages and tests, not per line. */
  public String program() {
    return new String(bytes, programFrom, programTo - programFrom, StandardCharsets.UTF_8);
  }

  /** The whole line, decoded as UTF-8. For messages and tests, not per line. */
  @Override
  public String toString() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
