package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import modori.NeedsCorpus;
import modori.ingest.BytesStore;
import modori.ingest.ClockStart;
import modori.ingest.Compression;
import modori.ingest.Split;
import modori.ingest.StampClock;
import modori.ingest.StoredFile;
import org.junit.jupiter.api.Test;

@NeedsCorpus
class LogScannerTest {
  private static final String LOG =
      new String(
          LabLog.lines(60, LabLog.of("sendmail/logs/mail.log.15.gz")), StandardCharsets.ISO_8859_1);

  @Test
  void carriageReturnsChangeNothing() {
    Scanned lf = scan(LOG);
    Scanned crlf = scan(LOG.replace("\n", "\r\n"));
    assertThat(crlf.attempts()).isEqualTo(lf.attempts());
    assertThat(crlf.counts.lines()).isEqualTo(lf.counts.lines());
    assertThat(crlf.counts.bytes()).isEqualTo(lf.counts.bytes() + 60);
  }

  @Test
  void aHalfLastLineWaitsOrIsReadAsAsked() {
    String half = LOG.substring(0, LOG.length() - 20);
    Scanned waiting = Scanned.waiting(bytes(half));
    long lastLine = half.length() - half.lastIndexOf('\n') - 1;
    assertThat(waiting.counts.lines()).isEqualTo(59);
    assertThat(waiting.counts.halfLineBytes()).isEqualTo(lastLine);
    assertThat(waiting.counts.bytes() + lastLine).isEqualTo(half.length());
    assertThat(scan(half).counts.lines()).isEqualTo(60);
    assertThat(scan(half).counts.halfLineBytes()).isZero();
  }

  @Test
  void aHalfLineWaitsHoweverLongItIs() {
    Scanned waiting = Scanned.waiting(bytes(LOG + "x".repeat(3 << 20)));
    assertThat(waiting.counts.lines()).isEqualTo(60);
    assertThat(waiting.counts.halfLineBytes()).isEqualTo(3 << 20);
  }

  @Test
  void whatWaitedIsReadOnceWhenTheLineIsWhole() {
    int cut = LOG.length() - 20;
    Scanned first = Scanned.waiting(bytes(LOG.substring(0, cut)));
    Scanned both = Scanned.cutAt(bytes(LOG), 1000, first.counts.bytes());
    assertThat(both.counts.lines()).isEqualTo(60);
    assertThat(both.attempts()).isEqualTo(scan(LOG).attempts());
  }

  @Test
  void anEndlessLineIsQuarantinedAndTheRestIsRead() {
    int middle = LOG.indexOf('\n', LOG.length() / 2) + 1;
    Scanned whole =
        scan(LOG.substring(0, middle) + "x".repeat(50 << 20) + "\n" + LOG.substring(middle));
    assertThat(whole.counts.lines()).isEqualTo(61);
    assertThat(whole.counts.quarantinedWhys()).containsOnlyKeys("line longer than 1 MiB");
    assertThat(whole.quarantined.get(0)).startsWith(middle + " line longer than 1 MiB: xxx");
    assertThat(whole.attempts()).isEqualTo(scan(LOG).attempts());
  }

  @Test
  void aCutWithinALongLineGivesItToTheSplitWhereItBegins() {
    byte[] log = bytes(LOG + "x".repeat((1 << 20) + 5000) + "\n" + LOG);
    int begin = LOG.length();
    Scanned whole = Scanned.cutAt(log, 1000);
    for (int at :
        new int[] {begin - 1, begin, begin + 1, begin + 600_000, begin + (1 << 20) + 5001}) {
      Scanned cut = Scanned.cutAt(log, 1000, at);
      assertThat(cut.counts.lines()).isEqualTo(121);
      assertThat(cut.counts.quarantinedWhys()).isEqualTo(whole.counts.quarantinedWhys());
      assertThat(cut.attempts()).isEqualTo(whole.attempts());
    }
  }

  @Test
  void aByteOrderMarkBeforeALineIsNoPartOfIt() {
    String marked = "\u00EF\u00BB\u00BF" + LOG;
    assertThat(scan(marked).attempts()).isEqualTo(scan(LOG).attempts());
    assertThat(scan(marked).counts.quarantinedLines()).isZero();
  }

  @Test
  void linesThatCannotBeReadAreQuarantinedWithTheirText() {
    Scanned strange = scan(LOG + "\0\0\0\0 garbage\nFeb 30 10:00:00 mx sendmail[1]: x\n\n");
    assertThat(strange.quarantined).hasSize(2);
    assertThat(strange.counts.quarantinedWhys())
        .containsExactly(java.util.Map.entry("no readable time stamp", 2L));
    assertThat(strange.counts.ignoredKinds()).containsEntry("empty line", 1L);
    assertThat(strange.counts.lines())
        .isEqualTo(
            strange.counts.eventLines()
                + strange.counts.contextLines()
                + strange.counts.ignoredLines()
                + strange.counts.quarantinedLines());
  }

  @Test
  void linesInAnySyslogFormGiveTheSameRows() {
    String text = "sendmail[7]: 70510x1a000040: <a@example.com>... User unknown\n";
    List<String> forms =
        List.of(
            "Jan  5 10:00:00 mx " + text,
            "<22>Jan  5 10:00:00 mx " + text,
            "2027-01-05T10:00:00+09:00 mx " + text,
            "2027-01-05T01:00:00Z mx " + text,
            "2027 Jan  5 10:00:00 mx " + text,
            "<22>1 2027-01-05T01:00:00Z mx sendmail 7 - - " + text.substring(13),
            "<22>1 2027-01-05T01:00:00Z mx sendmail 7 ID1 [a@1 b=\"x ] \\\" y\"] \u00EF\u00BB\u00BF"
                + text.substring(13),
            "Jan  5 10:00:00 mx sendmail[7]: [ID 801593 mail.notice] " + text.substring(13));
    List<String> first = scan(forms.get(0)).attempts();
    assertThat(first).hasSize(1);
    for (String form : forms) {
      assertThat(scan(form).attempts()).as(form).isEqualTo(first);
    }
  }

  @Test
  void aFileThatIsGoneIsToldInOneLine() {
    Scanned scanned = new Scanned(new BytesStore(), 1000);
    ClockStart clock = new ClockStart(Scanned.ZONE, Scanned.NIGHT_END, StampClock.NONE);
    scanned.read(
        new Split(
            new StoredFile("/log/gone", 10, Instant.EPOCH),
            0,
            Compression.NONE,
            0,
            Long.MAX_VALUE,
            true,
            clock),
        "syslog");
    assertThat(scanned.trouble).hasSize(1);
    assertThat(scanned.trouble.get(0)).startsWith("/log/gone: ").doesNotContain("\n");
  }

  private static Scanned scan(String log) {
    return Scanned.cutAt(bytes(log), 1000);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
