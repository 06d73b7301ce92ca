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
 * <p>A logger may leave out lines that are equal to the one before and write how many they were:
 * {@code last message repeated 3 times} for the last line of that host (syslogd), {@code message
 * repeated 3 times: [ text]} with the line itself (rsyslog). Refusals and vain tries among them are
 * events too; they lie at the time of the line that tells of them, a microsecond apart.
 */
public final class ProgramDispatch {
  private static final LineFate OTHER_PROGRAM = LineFate.ignored("other program");
  private static final LineFate REPEATED = LineFate.ignored("last message repeated");
  private static final LineFate TOO_OFTEN =
      LineFate.quarantined("repeated more often than loggers wait for");
  private static final byte[] MESSAGE_REPEATED = Ascii.word("message repeated ");
  private static final byte[] LAST_REPEATED = Ascii.word("last message repeated ");
  private static final byte[] TEXT = Ascii.word(": [");
  private static final byte[] LAST = Ascii.word("last");
  private static final byte[] DASHES = Ascii.word("---"); // of macOS

  /**
   * Loggers tell of repetitions every ten minutes at the latest; equal lines are of one process.
   */
  private static final int MOST_REPETITIONS = 10_000;

  private static final int SLOTS = 256;

  private final List<TextParser> parsers;
  private final byte[][] programs = new byte[SLOTS][];
  private final @Nullable TextParser[] readers = new TextParser[SLOTS];
  private final LastEvents lasts = new LastEvents();
  private String mta = "";
  private long repetitions;
  private LogLine repeating = new LogLine();

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
    repetitions = 0;
    TextParser parser = readerOf(line);
    if (parser == null) {
      return ofNoParser(line, event);
    }
    byte[] b = line.bytes;
    boolean repeated =
        line.textFrom < line.to
            && b[line.textFrom] == 'm'
            && Ascii.startsWith(b, line.textFrom, line.to, MESSAGE_REPEATED);
    if (repeated) {
      return repeatedText(line, event, parser);
    }
    mta = parser.mta();
    LineFate fate = parser.parse(line, event);
    lasts.remember(line, fate, event, mta);
    return fate;
  }

  /** Gives the event of the last line once more, as often as that line says it was repeated. */
  public boolean more(LogEvent event) {
    if (repetitions <= 0) {
      return false;
    }
    repetitions--;
    repeating.timeMicros++;
    return true;
  }

  private LineFate ofNoParser(LogLine line, LogEvent event) {
    byte[] b = line.bytes;
    int from = line.programFrom;
    boolean last =
        Ascii.equals(b, from, line.programTo, LAST)
                && Ascii.startsWith(b, line.textFrom, line.to, MESSAGE_REPEATED)
            || Ascii.equals(b, from, line.programTo, DASHES)
                && Ascii.startsWith(b, line.textFrom, line.to, LAST_REPEATED);
    if (!last) {
      lasts.forget(line);
      return OTHER_PROGRAM;
    }
    LastEvents.Last again = lasts.of(line);
    if (again == null) {
      return REPEATED;
    }
    int number = b[from] == '-' ? line.textFrom + LAST_REPEATED.length : afterWord(line);
    LineFate fate = repeat(line, Ascii.number(b, number, line.to));
    if (fate == LineFate.EVENT) {
      mta = again.mta();
      event.copy(again.event());
    }
    return fate;
  }

  private LineFate repeatedText(LogLine line, LogEvent event, TextParser parser) {
    byte[] b = line.bytes;
    int number = afterWord(line);
    int text = Ascii.indexOf(b, number, line.to, TEXT);
    if (text < 0) {
      return REPEATED;
    }
    int whole = line.to;
    int wholeFrom = line.textFrom;
    int inner = text + TEXT.length;
    line.textFrom = inner < whole && b[inner] == ' ' ? inner + 1 : inner;
    line.to = whole > line.textFrom && b[whole - 1] == ']' ? whole - 1 : whole;
    LineFate fate = parser.parse(line, event);
    line.textFrom = wholeFrom;
    line.to = whole;
    if (fate.kind() == LineFate.Kind.QUARANTINED) {
      return fate;
    }
    lasts.remember(line, fate, event, parser.mta());
    if (!LastEvents.countsAgain(fate, event)) {
      return REPEATED;
    }
    mta = parser.mta();
    return repeat(line, Ascii.number(b, number, whole));
  }

  private static int afterWord(LogLine line) {
    return line.textFrom + MESSAGE_REPEATED.length;
  }

  private LineFate repeat(LogLine line, long times) {
    if (times < 1) {
      return REPEATED;
    }
    if (times > MOST_REPETITIONS) {
      return TOO_OFTEN;
    }
    repetitions = times - 1;
    repeating = line;
    line.timeMicros++;
    return LineFate.EVENT;
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
