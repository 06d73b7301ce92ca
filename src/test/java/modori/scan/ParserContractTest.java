package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import modori.NeedsCorpus;
import modori.ingest.ClockStart;
import modori.ingest.StampClock;
import modori.parse.LogLine;
import modori.parse.ParserCases;
import modori.parse.ParserContract;
import modori.parse.TextParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every parser against the contract, on lines of real servers. */
@NeedsCorpus
class ParserContractTest {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private record Sample(String name, String dialect, byte[] log) {
    ParserContract contract() {
      return new ParserContract(
          () ->
              Dialects.of(
                  dialect, new ClockStart(Scanned.ZONE, Scanned.NIGHT_END, StampClock.NONE)),
          lines());
    }

    List<byte[]> lines() {
      return new String(log, StandardCharsets.ISO_8859_1)
          .lines()
          .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
          .toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> samples() {
    return Stream.of(
        new Sample("PowerMTA", "powermta", cases("powermta")),
        new Sample("Exchange", "exchange-tracking", cases("exchange")),
        new Sample("message trace", "message-trace", cases("message-trace")),
        new Sample("KumoMTA", "kumomta", cases("kumomta")),
        new Sample("Amazon SES", "amazon-ses", cases("ses")),
        new Sample("Postfix", "syslog", part("postfix/logs/mail.log-20261230.gz")),
        new Sample("Sendmail and procmail", "syslog", part("sendmail/logs/mail.log.10.gz")),
        new Sample("Exim by syslog", "syslog", part("exim/logs/mail.log.12.gz")),
        new Sample("Exim's own log", "exim-mainlog", part("exim/logs/exim4/mainlog.10.gz")),
        new Sample("OpenSMTPD", "syslog", part("opensmtpd/logs/mail.log")),
        new Sample("Courier", "syslog", part("courier/logs/mail.log-20261231.gz")),
        new Sample("qmail", "qmail-log", cases("qmail")),
        new Sample("qmail by syslog", "syslog", bytes(QMAIL)),
        new Sample("stores and filters", "syslog", cases("localdelivery")));
  }

  // They carry lines of the others; what they carry is tested as one story in several wrappings.
  private static final List<String> CARRIERS =
      List.of("journal-json", "journal-export", "container");

  private static final String QMAIL =
      """
      Jan  5 10:00:00 mx qmail: 1798081801.073260 new msg 12345
      Jan  5 10:00:00 mx qmail: 1798081801.073270 info msg 12345: bytes 500 from <ann@example.net> qp 9 uid 7
      Jan  5 10:00:00 mx qmail: 1798081801.083260 starting delivery 1: msg 12345 to remote rio@example.com
      Jan  5 10:00:01 mx qmail: 1798081802.073260 delivery 1: failure: 192.0.2.1_failed_after_I_sent_the_message./Remote_host_said:_552_5.2.2_Mailbox_full/
      Jan  5 10:00:01 mx qmail: 1798081802.083260 end msg 12345
      """;

  @Test
  void everyParserHasLinesAmongTheSamples() {
    TreeSet<String> programs = new TreeSet<>();
    samples()
        .filter(sample -> sample.dialect.equals("syslog"))
        .forEach(
            sample ->
                sample
                    .lines()
                    .forEach(
                        text -> {
                          LogLine line =
                              ParserCases.syslog(new String(text, StandardCharsets.ISO_8859_1));
                          programs.add(line.program());
                        }));
    for (TextParser parser : Dialects.textParsers()) {
      assertThat(programs).as(parser.mta()).anyMatch(parser::reads);
    }
    assertThat(samples().map(Sample::dialect))
        .containsAll(Dialects.names().stream().filter(name -> !CARRIERS.contains(name)).toList());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anyBytesHaveOneFate(Sample sample) {
    sample.contract().anyBytesHaveOneFate();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aLineCutAnywhereHasOneFate(Sample sample) {
    sample.contract().aLineCutAnywhereHasOneFate();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aLineWithChangedBytesHasOneFate(Sample sample) {
    sample.contract().aLineWithChangedBytesHasOneFate();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aLineIsReadWithinItsBounds(Sample sample) {
    sample.contract().aLineIsReadWithinItsBounds();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void doubledLinesAreCountedAndGiveNoOtherRow(Sample sample) {
    Scanned once = Scanned.cutAt(sample.log, 10_000);
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    for (byte[] line : sample.lines()) {
      for (int i = 0; i < 2; i++) {
        twice.writeBytes(line);
        twice.write('\n');
      }
    }
    Scanned doubled = Scanned.cutAt(twice.toByteArray(), 10_000);
    assertThat(doubled.counts.lines()).isEqualTo(2 * once.counts.lines());
    assertThat(doubled.counts.eventLines()).isEqualTo(2 * once.counts.eventLines());
    assertThat(doubled.counts.contextLines()).isEqualTo(2 * once.counts.contextLines());
    assertThat(new TreeSet<>(doubled.attempts())).isEqualTo(new TreeSet<>(once.attempts()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void lineEndsAndAByteOrderMarkAreNoPartOfALine(Sample sample) {
    Scanned plain = Scanned.cutAt(sample.log, 10_000);
    ByteArrayOutputStream marked = new ByteArrayOutputStream();
    marked.writeBytes(MARK);
    for (byte[] line : sample.lines()) {
      marked.writeBytes(line);
      marked.writeBytes(bytes("\r\n"));
    }
    Scanned other = Scanned.cutAt(marked.toByteArray(), 10_000);
    assertThat(other.counts.quarantinedWhys()).isEqualTo(plain.counts.quarantinedWhys());
    assertThat(other.counts.ignoredKinds()).isEqualTo(plain.counts.ignoredKinds());
    assertThat(other.attempts()).isEqualTo(plain.attempts());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void garbageBetweenLinesIsQuarantinedAndChangesNothingElse(Sample sample) {
    Scanned plain = Scanned.cutAt(sample.log, 10_000);
    List<byte[]> lines = new ArrayList<>(sample.lines());
    byte[] garbage = {(byte) 0xFF, (byte) 0xC3, 0, 'J', 'a', 'n', (byte) 0x80, '[', ':'};
    for (int i = 0; i < 10; i++) {
      lines.add(3 + i * lines.size() / 11, garbage);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      all.writeBytes(line);
      all.write('\n');
    }
    Scanned mixed = Scanned.cutAt(all.toByteArray(), 10_000);
    assertThat(mixed.counts.quarantinedLines()).isEqualTo(plain.counts.quarantinedLines() + 10);
    assertThat(mixed.attempts()).isEqualTo(plain.attempts());
  }

  private static byte[] part(String name) {
    return LabLog.lines(120, LabLog.of(name));
  }

  // The lines of all cases of a parser.
  private static byte[] cases(String folder) {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(Path.of("src/test/resources/modori/parse", folder))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
        Files.readAllLines(file).stream()
            .filter(line -> !line.isEmpty())
            .forEach(line -> all.append(line).append('\n'));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes(all.toString());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
