package modori.parse;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import modori.ingest.StampClock;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every reader of records, one to a line, must do: its cases, and any bytes. */
public abstract class RecordLines extends HostileLines {
  private final String folder;
  private final Function<StampClock, Dialect> dialects;
  private final String header;

  /** Records that say themselves what is in them. */
  protected RecordLines(String folder, Function<StampClock, Dialect> dialects) {
    this(folder, dialects, "");
  }

  /**
   * Records below a row of names.
   *
   * @param folder of the cases
   * @param dialects a fresh reader with a clock
   * @param header the row of names, read before hostile lines; empty for none
   */
  protected RecordLines(String folder, Function<StampClock, Dialect> dialects, String header) {
    this.folder = folder;
    this.dialects = dialects;
    this.header = header;
  }

  private Dialect dialect() {
    return dialects.apply(new StampClock(ZoneOffset.UTC, Instant.parse("2027-01-10T00:00:00Z")));
  }

  @TestFactory
  Stream<DynamicTest> linesGiveWhatTheCaseSays() {
    return DialectCases.of(folder, this::dialect);
  }

  @Override
  protected BiFunction<LogLine, LogEvent, LineFate> reader() {
    Dialect dialect = dialect();
    if (!header.isEmpty()) {
      DialectCases.render(header, dialect);
    }
    return (line, event) -> {
      LineFate fate = dialect.parse(line, event);
      boolean tells = fate.kind() == LineFate.Kind.EVENT || fate.kind() == LineFate.Kind.CONTEXT;
      while (tells && dialect.more(event)) {
        continue;
      }
      return fate;
    };
  }

  @Override
  protected List<String> samples() {
    return lines(folder);
  }
}
