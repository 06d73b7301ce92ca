package modori.parse.exim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import modori.NeedsCorpus;
import modori.ingest.StampClock;
import modori.parse.CaseFiles;
import modori.parse.CorpusLines;
import modori.parse.EventRendering;
import modori.parse.HostileLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@NeedsCorpus
class EximMainlogTest extends HostileLines {
  static BiFunction<LogLine, LogEvent, LineFate> mainlog(ZoneId zone) {
    return new EximMainlog(new StampClock(zone, Instant.parse("2027-01-10T00:00:00Z")))::parse;
  }

  @TestFactory
  Stream<DynamicTest> linesGiveWhatTheCaseSays() throws IOException {
    return CaseFiles.of("exim", () -> mainlog(ZoneOffset.UTC));
  }

  @Override
  protected BiFunction<LogLine, LogEvent, LineFate> reader() {
    return mainlog(ZoneOffset.UTC);
  }

  @Override
  protected List<String> samples() {
    return lines("exim");
  }

  @Test
  void theSameLineBehindSyslogGivesTheSameEvent() {
    for (String sample : lines("exim")) {
      LogEvent event = new LogEvent();
      LogLine line = line(sample, 0);
      LineFate fate = new EximMainlog(clock()).parse(line, event);
      if (line.timeMicros == LogLine.NO_TIME) {
        continue;
      }
      String own = EventRendering.render(fate, event);
      assertThat(syslog(sample)).isEqualTo(own).isEqualTo(syslog("[1/2] " + sample));
      if (sample.length() > 20 && !sample.contains("+0900")) {
        // syslog_timestamp = no
        assertThat(syslog(sample.substring(20))).isEqualTo(own);
      }
    }
  }

  @Test
  void theRestOfASplitLineIsNoLineOfItsOwn() {
    assertThat(syslog("[2/3] 1ximBJ-00011c-28 Completed")).startsWith("IGNORED");
    assertThat(syslog("[2\\3]   Subject: x")).startsWith("IGNORED");
    assertThat(syslog("[11/13] x")).startsWith("IGNORED");
    assertThat(syslog("[1\\3] 1ximBJ-00011c-28 Completed")).startsWith("CONTEXT REMOVED");
  }

  @Test
  void aStampIsReadInTheZoneOfTheFileUnlessItNamesItsOwn() {
    String text = " 1ximBJ-00011c-28 Completed";
    assertThat(time("2026-12-30 05:25:01" + text)).isEqualTo("2026-12-29T20:25:01Z");
    assertThat(time("2026-12-30 05:25:01.250" + text)).isEqualTo("2026-12-29T20:25:01.250Z");
    assertThat(time("2026-12-30 05:25:01 +0000" + text)).isEqualTo("2026-12-30T05:25:01Z");
    assertThat(time("2026-12-30 05:25:01 -0500 [99]" + text)).isEqualTo("2026-12-30T10:25:01Z");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheStamp() {
    assertThat(time("\uFEFF2026-12-30 05:25:01 1ximBJ-00011c-28 Completed"))
        .isEqualTo("2026-12-29T20:25:01Z");
  }

  @Test
  void theProcessIdBelongsToTheEnvelope() {
    LogLine line = line("2026-12-30 05:25:01 [4711] 1ximBJ-00011c-28 Completed", 0);
    new EximMainlog(clock()).parse(line, new LogEvent());
    assertThat(line.text()).isEqualTo("1ximBJ-00011c-28 Completed");
    assertThat(new String(line.bytes, line.pidFrom, line.pidTo - line.pidFrom)).isEqualTo("4711");
  }

  private static StampClock clock() {
    return new StampClock(ZoneOffset.UTC, Instant.parse("2027-01-10T00:00:00Z"));
  }

  private static String time(String text) {
    LogLine line = line(text, 0);
    mainlog(ZoneId.of("Asia/Tokyo")).apply(line, new LogEvent());
    return Instant.ofEpochSecond(0, line.timeMicros * 1000).toString();
  }

  private static String syslog(String text) {
    LogEvent event = new LogEvent();
    return EventRendering.render(new EximText().parse(line(text, 0), event), event);
  }

  private static LogLine line(String text, int textFrom) {
    LogLine line = new LogLine();
    byte[] bytes = CorpusLines.utf8(text);
    line.set(bytes, 0, bytes.length);
    line.textFrom = textFrom;
    return line;
  }
}
