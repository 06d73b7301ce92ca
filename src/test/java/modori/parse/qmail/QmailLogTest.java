package modori.parse.qmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import modori.NeedsCorpus;
import modori.ingest.StampClock;
import modori.parse.CaseFiles;
import modori.parse.CorpusLines;
import modori.parse.EventField;
import modori.parse.EventRendering;
import modori.parse.HostileLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@NeedsCorpus
class QmailLogTest extends HostileLines {
  @TestFactory
  Stream<DynamicTest> linesGiveWhatTheCaseSays() throws IOException {
    return CaseFiles.of("qmail", this::reader);
  }

  @Override
  protected BiFunction<LogLine, LogEvent, LineFate> reader() {
    StampClock clock = new StampClock(ZoneId.of("UTC"), Instant.parse("2027-01-10T00:00:00Z"));
    return new QmailLog(clock)::parse;
  }

  @Override
  protected List<String> samples() {
    return lines("qmail");
  }

  @Test
  void stampsOfMultilogAndSploggerAreTimes() {
    assertThat(time("@400000005a497a0a00000000 new msg 1")).isEqualTo("2018-01-01T00:00:00Z");
    assertThat(time("@400000005a497a0a1dcd6500 new msg 1")).isEqualTo("2018-01-01T00:00:00.500Z");
    assertThat(time("\uFEFF@400000005a497a0a00000000 new msg 1")).isEqualTo("2018-01-01T00:00:00Z");
    assertThat(time("1276913544.622077 new msg 1")).isEqualTo("2010-06-19T02:12:24.622077Z");
  }

  @Test
  void theSameTextBehindSyslogGivesTheSameEventOnceJoined() {
    for (String sample : List.of("new msg 1", "1276913544.622077 new msg 1")) {
      byte[] bytes = CorpusLines.utf8(sample);
      LogLine line = new LogLine();
      LogEvent event = new LogEvent();
      line.set(bytes, 0, bytes.length);
      assertThat(EventRendering.render(new QmailText().parse(line, event), event))
          .isEqualTo("CONTEXT ARRIVAL QUEUE_ID={1}");
    }
  }

  @Test
  void aDeliveryWhoseBeginIsNotInThisPieceKeepsItsNumber() {
    byte[] bytes = CorpusLines.utf8("@400000005a497a0a00000000 delivery 7: success: did_1+0+0/");
    LogLine line = new LogLine();
    LogEvent event = new LogEvent();
    line.set(bytes, 0, bytes.length);
    assertThat(reader().apply(line, event)).isEqualTo(LineFate.EVENT);
    assertThat(event.text(EventField.DELIVERY_ID)).isEqualTo("7");
    assertThat(event.has(EventField.QUEUE_ID)).isFalse();
  }

  @Test
  void everyLineThatOthersShowIsKnown() {
    CorpusLines lines = new CorpusLines();
    for (var file : CorpusLines.below("log/qmail")) {
      lines.read(file, reader(), text -> {});
    }
    assertThat(lines.quarantined()).isEmpty();
    assertThat(lines.lines()).isEqualTo(8);
  }

  private String time(String text) {
    byte[] bytes = CorpusLines.utf8(text);
    LogLine line = new LogLine();
    line.set(bytes, 0, bytes.length);
    reader().apply(line, new LogEvent());
    return Instant.ofEpochSecond(0, line.timeMicros * 1000).toString();
  }
}
