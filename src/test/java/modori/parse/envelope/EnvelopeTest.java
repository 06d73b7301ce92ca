package modori.parse.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BiFunction;
import modori.ingest.StampClock;
import modori.parse.Dialect;
import modori.parse.DialectCases;
import modori.parse.HostileLines;
import modori.parse.LineFate;
import modori.parse.LogEvent;
import modori.parse.LogLine;
import modori.parse.postfix.PostfixParser;
import modori.parse.syslog.SyslogDialect;
import org.junit.jupiter.api.Test;

class EnvelopeTest extends HostileLines {
  private static final String REMOVED = "4A1B0C1D2E: removed";
  private static final String SYSLOG = "Dec 24 08:10:10 mx1 postfix/qmgr[22]: " + REMOVED;
  private static final String TIME = "2026-12-24T08:10:11.123456789Z";
  private static final String WITHIN =
      "CONTEXT REMOVED QUEUE_ID={4A1B0C1D2E} INSTANCE={postfix} MAILER={qmgr}\n";

  private final Dialect syslog = new SyslogDialect(clock(), List.of(new PostfixParser()));
  private final Dialect container = new ContainerLog(clock(), List.of(syslog));
  private final Dialect json = new JournalLog(clock(), List.of(new PostfixParser()));
  private final Dialect export = new JournalExport(clock(), List.of(new PostfixParser()));

  @Test
  void theTextInDockersObjectIsReadAtDockersTime() {
    assertThat(DialectCases.render(docker(SYSLOG + "\\n"), container))
        .isEqualTo("2026-12-24T08:10:11.123456Z mx1 " + WITHIN);
    assertThat(container.mta()).isEqualTo("postfix");
  }

  @Test
  void theTextBehindTheTagsOfCriIsReadAtItsTime() {
    assertThat(DialectCases.render(TIME + " stdout F " + SYSLOG, container))
        .isEqualTo("2026-12-24T08:10:11.123456Z mx1 " + WITHIN);
  }

  @Test
  void aLineInPartsIsReadWithItsLastPart() {
    assertThat(DialectCases.render(TIME + " stdout P " + SYSLOG.substring(0, 50), container))
        .contains("IGNORED: part of a line");
    assertThat(DialectCases.render(TIME + " stdout F " + SYSLOG.substring(50), container))
        .endsWith(WITHIN);
    assertThat(DialectCases.render(docker(SYSLOG.substring(0, 50)), container))
        .contains("IGNORED: part of a line");
    assertThat(DialectCases.render(docker(SYSLOG.substring(50) + "\\n"), container))
        .endsWith(WITHIN);
  }

  @Test
  void aTextThatNoDialectWithinKnowsIsQuarantinedWithItsEnvelope() {
    String text = TIME + " stderr F panic: no such thing";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LogLine line = new LogLine();
    line.set(bytes, 0, bytes.length);
    LineFate fate = container.parse(line, new LogEvent());
    assertThat(fate.kind()).isEqualTo(LineFate.Kind.QUARANTINED);
    assertThat(line.toString()).isEqualTo(text);
  }

  @Test
  void anObjectOfTheJournalGoesToThePartThatWroteIt() {
    String line =
        "{\"__REALTIME_TIMESTAMP\":\"1798099810123456\",\"_HOSTNAME\":\"mx1\",\"PRIORITY\":\"6\","
            + "\"SYSLOG_IDENTIFIER\":\"postfix/qmgr\",\"SYSLOG_PID\":\"22\",\"MESSAGE\":\""
            + REMOVED
            + "\"}";
    assertThat(DialectCases.render(line, json))
        .isEqualTo("2026-12-24T08:10:10.123456Z mx1 " + WITHIN);
    String bytes = line.replace("\"" + REMOVED + "\"", bytesOf(REMOVED));
    assertThat(DialectCases.render(bytes, json)).endsWith(WITHIN);
    assertThat(DialectCases.render(line.replace("postfix/qmgr", "cron"), json))
        .contains("IGNORED: other program");
  }

  @Test
  void anEntryOfTheExportFormatIsReadAtItsEmptyLine() {
    for (String line :
        List.of(
            "__CURSOR=s=1",
            "__REALTIME_TIMESTAMP=1798099810123456",
            "_HOSTNAME=mx1",
            "SYSLOG_IDENTIFIER=postfix/qmgr",
            "_PID=22",
            "MESSAGE",
            "\23\0\0\0\0\0\0\0" + REMOVED)) {
      assertThat(DialectCases.render(line, export))
          .isEqualTo("IGNORED: field of a journal entry\n");
    }
    assertThat(DialectCases.render("", export))
        .isEqualTo("2026-12-24T08:10:10.123456Z mx1 " + WITHIN);
    assertThat(DialectCases.render("", export)).isEqualTo("IGNORED: empty line\n");
    assertThat(DialectCases.render("Dec 24 08:10:10 mx1 x: y", export)).startsWith("QUARANTINED");
  }

  @Test
  void solarisIdsAndPrioritiesAreReadThroughAndAnEndIsNotRepeated() {
    assertThat(DialectCases.render("<22>" + SYSLOG, syslog)).endsWith(WITHIN);
    assertThat(
            DialectCases.render(
                SYSLOG.replace(REMOVED, "[ID 197553 mail.info] " + REMOVED), syslog))
        .endsWith(WITHIN);
    assertThat(DialectCases.render("Dec 24 08:10:10 mx1 last message repeated 3 times", syslog))
        .endsWith("IGNORED: last message repeated\n");
    assertThat(
            DialectCases.render(
                SYSLOG.replace(REMOVED, "message repeated 3 times: [ " + REMOVED + "]"), syslog))
        .endsWith("IGNORED: last message repeated\n");
  }

  @Override
  protected BiFunction<LogLine, LogEvent, LineFate> reader() {
    return (line, event) -> {
      byte[] bytes = line.bytes;
      int from = line.from;
      int to = line.to;
      for (Dialect dialect : List.of(json, export)) {
        assertThat(dialect.parse(line, event)).isNotNull();
        line.set(bytes, from, to);
      }
      return container.parse(line, event);
    };
  }

  @Override
  protected List<String> samples() {
    return List.of(
        docker(SYSLOG + "\\n"),
        TIME + " stdout F " + SYSLOG,
        "{\"__REALTIME_TIMESTAMP\":\"1798099810123456\",\"MESSAGE\":" + bytesOf(REMOVED) + "}",
        "MESSAGE=" + REMOVED);
  }

  private static String docker(String log) {
    return "{\"log\":\"" + log + "\",\"stream\":\"stdout\",\"time\":\"" + TIME + "\"}";
  }

  private static String bytesOf(String text) {
    return text.chars().boxed().toList().toString().replace(" ", "");
  }

  private static StampClock clock() {
    return new StampClock(ZoneOffset.UTC, Instant.parse("2027-01-10T00:00:00Z"));
  }
}
