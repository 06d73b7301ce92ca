package modori.parse.syslog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import modori.parse.Ascii;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;
import org.jspecify.annotations.Nullable;

/**
 * Gives a line, whose envelope is read, to the parser of its program. One object per file and
 * thread: it remembers which parser reads which program.
 *
 * <p>A line that only says how often the one before came again gives nothing: deliveries that are
 * equal to the letter, queue id and delay included, are one event, and how many refusals a logger
 * has left out is told without their times.
 */
public final class ProgramDispatch {
  private static final LineFate OTHER_PROGRAM = LineFate.ignored("other program");
  private static final LineFate REPEATED = LineFate.ignored("last message repeated");
  private static final byte[] MESSAGE_REPEATED = Ascii.word("message repeated ");
  private static final byte[] LAST = Ascii.word("last");
  private static final int SLOTS = 256;

  private final List<TextParser> parsers;
  private final byte[][] programs = new byte[SLOTS][];
  private final @Nullable TextParser[] readers = new TextParser[SLOTS];
  private String mta = "";

  /**
   * Gives lines to these parsers.
   *
   * @param parsers asked in this order who reads a program's lines
   */
  public ProgramDispatch(List<TextParser> parsers) {
    this.parsers = List.copyOf(parsers);
  }

  /** Which mail server wrote the last line that a parser took, as in the column {@code mta}. */
  public String mta() {
    return mta;
  }

  /** What the parser of the line's program says. */
  public LineFate parse(LogLine line, LogEvent event) {
    TextParser parser = readerOf(line);
    boolean repeated =
        line.textFrom < line.to
            && line.bytes[line.textFrom] == 'm'
            && Ascii.startsWith(line.bytes, line.textFrom, line.to, MESSAGE_REPEATED);
    if (parser == null) {
      boolean last = Ascii.equals(line.bytes, line.programFrom, line.programTo, LAST);
      return repeated && last ? REPEATED : OTHER_PROGRAM;
    }
    if (repeated) {
      return REPEATED;
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
    byte[] program = Arrays.copyOfRange(b, line.programFrom, line.programTo);
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
