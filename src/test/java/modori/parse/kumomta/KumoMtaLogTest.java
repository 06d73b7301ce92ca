package modori.parse.kumomta;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import modori.ingest.StampClock;
import modori.parse.Dialect;
import modori.parse.DialectCases;
import modori.parse.HostileLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class KumoMtaLogTest extends HostileLines {
  private static Dialect dialect() {
    return new KumoMtaLog(new StampClock(ZoneOffset.UTC, Instant.parse("2027-01-10T00:00:00Z")));
  }

  @TestFactory
  Stream<DynamicTest> linesGiveWhatTheCaseSays() {
    return DialectCases.of("kumomta", KumoMtaLogTest::dialect);
  }

  @Override
  protected BiFunction<LogLine, LogEvent, LineFate> reader() {
    Dialect dialect = dialect();
    String header = "";
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
    return lines("kumomta");
  }
}
