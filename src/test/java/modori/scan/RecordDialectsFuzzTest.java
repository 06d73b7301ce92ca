package modori.scan;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.time.ZoneOffset;
import modori.ingest.ClockStart;
import modori.ingest.StampClock;
import modori.parse.Ascii;
import modori.parse.Dialect;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import org.junit.jupiter.api.Tag;

/** Starting the fuzzer takes half a minute. */
@Tag("long")
class RecordDialectsFuzzTest {
  @FuzzTest(maxDuration = "5s")
  void anyLinesHaveOneFateEach(byte[] bytes) {
    for (String name : Dialects.names()) {
      Dialect dialect =
          Dialects.of(
              name,
              new ClockStart(
                  ZoneOffset.UTC, Instant.parse("2027-01-10T00:00:00Z"), StampClock.NONE));
      LogLine line = new LogLine();
      LogEvent event = new LogEvent();
      for (int from = 0; from <= bytes.length; ) {
        int end = Ascii.indexOf(bytes, from, bytes.length, '\n');
        int to = end < 0 ? bytes.length : end;
        line.set(bytes, from, to);
        LineFate fate = dialect.parse(line, event);
        if (fate.kind() == LineFate.Kind.EVENT) {
          while (dialect.more(event)) {
            continue;
          }
        }
        from = to + 1;
      }
    }
  }
}
