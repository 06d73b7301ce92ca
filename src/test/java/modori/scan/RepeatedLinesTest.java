package modori.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import modori.correlate.DeliveryAttempt;
import org.junit.jupiter.api.Test;

/** Loggers leave out lines that are equal to the one before and write how many they were. */
class RepeatedLinesTest {
  private static final String REFUSED =
      "Jan  5 10:00:00 mx1 postfix/smtpd[9]: NOQUEUE: reject: RCPT from h.example.net[192.0.2.9]:"
          + " 452 4.2.2 <rio@example.org>: Recipient address rejected: Mailbox is full;"
          + " from=<ann@example.net> to=<rio@example.org> proto=ESMTP helo=<h>\n";
  private static final String REFUSED_ELSEWHERE =
      REFUSED.replace("mx1", "mx2").replace("rio@", "kei@");

  @Test
  void syslogdSaysHowOftenTheLastLineOfTheHostCameAgain() {
    Scanned scanned =
        scan(REFUSED, REFUSED_ELSEWHERE, "Jan  5 10:00:31 mx1 last message repeated 3 times\n");
    assertThat(recipients(scanned))
        .containsExactly(
            "kei@example.org",
            "rio@example.org",
            "rio@example.org",
            "rio@example.org",
            "rio@example.org");
    assertThat(scanned.rows().stream().map(DeliveryAttempt::eventId)).doesNotHaveDuplicates();
    assertThat(scanned.counts.eventLines()).isEqualTo(3);
  }

  @Test
  void rsyslogRepeatsTheText() {
    String text = REFUSED.substring(REFUSED.indexOf("NOQUEUE")).strip();
    Scanned scanned =
        scan(
            REFUSED,
            "Jan  5 10:00:31 mx1 postfix/smtpd[9]: message repeated 2 times: [ " + text + "]\n",
            "Jan  5 10:01:31 mx1 last message repeated 1 time\n");
    assertThat(recipients(scanned)).hasSize(4).containsOnly("rio@example.org");
  }

  @Test
  void macOsSaysItBetweenDashes() {
    assertThat(
            recipients(scan(REFUSED, "Jan  5 10:00:31 mx1 --- last message repeated 1 time ---\n")))
        .hasSize(2);
  }

  @Test
  void itIsTheLastLineWhateverProgramWroteIt() {
    Scanned scanned =
        scan(
            REFUSED,
            "Jan  5 10:00:01 mx1 sshd[1]: Connection closed\n",
            "Jan  5 10:00:31 mx1 last message repeated 3 times\n");
    assertThat(recipients(scanned)).hasSize(1);
    assertThat(scanned.counts.ignoredKinds()).containsEntry("last message repeated", 1L);
  }

  @Test
  void vainTriesAreCountedAndADeliveryIsOne() {
    String attempt =
        "Jan  5 10:00:00 mx1 postfix/smtp[9]: 4D2A1B3C4D: to=<rio@example.com>,"
            + " relay=mx.example.com[192.0.2.7]:25, delay=1, delays=0/0/0/1, dsn=4.2.2,"
            + " status=deferred (host mx.example.com[192.0.2.7] said: 452 4.2.2 full"
            + " (in reply to RCPT TO command))\n";
    String again = "Jan  5 10:00:31 mx1 last message repeated 2 times\n";
    assertThat(recipients(scan(attempt, again))).hasSize(3);
    String delivered = attempt.replaceFirst("dsn=.*", "dsn=2.0.0, status=sent (250 2.0.0 Ok)");
    assertThat(recipients(scan(delivered, again))).hasSize(1);
  }

  @Test
  void aSplitThatBeginsWithTheRepetitionTellsTheSame() {
    String log = REFUSED + "Jan  5 10:00:31 mx1 last message repeated 3 times\n";
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    List<String> whole = Scanned.cutAt(bytes, 1000).attempts();
    for (long cut : new long[] {1, REFUSED.length(), REFUSED.length() + 5}) {
      assertThat(Scanned.cutAt(bytes, 1000, cut).attempts()).isEqualTo(whole);
    }
  }

  @Test
  void moreThanALoggerWaitsForIsStrange() {
    Scanned scanned = scan(REFUSED, "Jan  5 10:00:31 mx1 last message repeated 999999999 times\n");
    assertThat(recipients(scanned)).hasSize(1);
    assertThat(scanned.counts.quarantinedLines()).isEqualTo(1);
  }

  private static Scanned scan(String... lines) {
    return Scanned.cutAt(String.join("", lines).getBytes(StandardCharsets.UTF_8), 1000);
  }

  private static List<String> recipients(Scanned scanned) {
    Stream<DeliveryAttempt> rows = scanned.rows().stream();
    return rows.map(DeliveryAttempt::recipientText).sorted().toList();
  }
}
