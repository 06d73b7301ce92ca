package modori.parse.envelope;

import java.util.Arrays;
import java.util.List;
import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.TextParser;
import modori.parse.syslog.ProgramDispatch;

/**
 * One entry of the journal, put together from its fields and given to the parser of its program.
 */
final class JournalEntry {
  private static final LineFate NO_STAMP = LineFate.quarantined("no readable time stamp");
  private static final LineFate NO_MESSAGE = LineFate.ignored("journal entry without message");

  /** The fields that count; the longer names are systemd's for what syslog's leave open. */
  enum Part {
    HOST("_HOSTNAME"),
    PROGRAM("SYSLOG_IDENTIFIER"),
    COMMAND("_COMM"),
    PID("SYSLOG_PID"),
    PROCESS("_PID"),
    MESSAGE("MESSAGE"),
    TIME("__REALTIME_TIMESTAMP");

    private static final Part[] ALL = values();
    private static final byte[][] NAMES =
        Arrays.stream(ALL).map(part -> Ascii.word(part.field)).toArray(byte[][]::new);
    private final String field;

    Part(String field) {
      this.field = field;
    }

    static @org.jspecify.annotations.Nullable Part of(String name) {
      for (Part part : ALL) {
        if (part.field.equals(name)) {
          return part;
        }
      }
      return null;
    }

    static @org.jspecify.annotations.Nullable Part of(byte[] b, int from, int to) {
      for (int i = 0; i < NAMES.length; i++) {
        if (Ascii.equals(b, from, to, NAMES[i])) {
          return ALL[i];
        }
      }
      return null;
    }
  }

  private final StampClock clock;
  private final ProgramDispatch programs;
  private final int[] from = new int[Part.ALL.length];
  private final int[] to = new int[Part.ALL.length];
  private byte[] bytes = new byte[1024];
  private int used;

  JournalEntry(StampClock clock, List<TextParser> parsers) {
    this.clock = clock;
    this.programs = new ProgramDispatch(parsers);
  }

  String mta() {
    return programs.mta();
  }

  boolean more(LogEvent event) {
    return programs.more(event);
  }

  void clear() {
    used = 0;
    Arrays.fill(from, 0);
    Arrays.fill(to, 0);
  }

  boolean isEmpty() {
    return used == 0;
  }

  void put(Part part, byte[] b, int valueFrom, int valueTo) {
    int length = valueTo - valueFrom;
    if (bytes.length - used < length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + length));
    }
    System.arraycopy(b, valueFrom, bytes, used, length);
    from[part.ordinal()] = used;
    to[part.ordinal()] = used += length;
  }

  /** Points the line at this entry and reads it; a quarantined line is given back as it was. */
  LineFate read(LogLine line, LogEvent event) {
    long micros = Ascii.number(bytes, start(Part.TIME), end(Part.TIME));
    if (micros < 0) {
      return NO_STAMP;
    }
    if (start(Part.MESSAGE) == end(Part.MESSAGE)) {
      line.timeMicros = clock.known(micros);
      return NO_MESSAGE;
    }
    byte[] whole = line.bytes;
    int wholeFrom = line.from;
    int wholeTo = line.to;
    line.set(bytes, 0, end(Part.MESSAGE));
    line.timeMicros = clock.known(micros);
    line.hostFrom = start(Part.HOST);
    line.hostTo = end(Part.HOST);
    Part program = start(Part.PROGRAM) < end(Part.PROGRAM) ? Part.PROGRAM : Part.COMMAND;
    line.programFrom = start(program);
    line.programTo = end(program);
    Part pid = start(Part.PID) < end(Part.PID) ? Part.PID : Part.PROCESS;
    line.pidFrom = start(pid);
    line.pidTo = end(pid);
    line.textFrom = start(Part.MESSAGE);
    LineFate fate = programs.parse(line, event);
    if (fate.kind() == LineFate.Kind.QUARANTINED) {
      line.set(whole, wholeFrom, wholeTo);
      line.timeMicros = micros;
    }
    return fate;
  }

  private int start(Part part) {
    return from[part.ordinal()];
  }

  private int end(Part part) {
    return to[part.ordinal()];
  }
}
