package modori.jobs;

import static modori.jobs.Answer.modori;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import modori.report.NightArchive;
import modori.report.ParsedMail;
import modori.report.SampleNight;
import modori.spark.pipeline.ExitCode;
import org.apache.james.mime4j.MimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** The report of a night sent to a real SMTP server, and what is said where it cannot be. */
class MailTest {
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final SMTPServer server =
      SMTPServer.port(0)
          .bindAddress(InetAddress.getLoopbackAddress())
          .simpleMessageListener(new Reader())
          .build();

  @TempDir Path folder;

  private record Received(String from, String to, ParsedMail mail) {}

  private final class Reader implements SimpleMessageListener {
    @Override
    public boolean accept(String from, String recipient) {
      return !recipient.startsWith("nobody@");
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) throws IOException {
      try {
        received.add(new Received(from, recipient, ParsedMail.of(data.readAllBytes())));
      } catch (MimeException broken) {
        throw new IOException(broken);
      }
    }
  }

  @AfterEach
  void theServerEnds() {
    server.stop();
  }

  @BeforeEach
  void theServerStarts() {
    server.start();
  }

  @BeforeEach
  void aNightHasWrittenItsReport() throws IOException {
    Files.write(folder.resolve(NightArchive.FILE), NightArchive.pack(SampleNight.full()));
  }

  @Test
  void everyReaderGetsTheReportFromTheNullReversePath() throws Exception {
    Answer answer =
        mail("--mail-to", "ann@example.jp,bob@example.jp", "--lang", "ja", "--smtp", smtp());

    assertThat(answer).isEqualTo(new Answer(ExitCode.DONE, "", ""));
    assertThat(received).extracting(Received::from).containsExactly("", "");
    assertThat(received)
        .extracting(Received::to)
        .containsExactlyInAnyOrder("ann@example.jp", "bob@example.jp");
    ParsedMail parsed = received.get(0).mail();
    assertThat(parsed.headers())
        .containsEntry("Auto-Submitted", "auto-generated")
        .containsEntry("From", "modori@example.jp");
    assertThat(parsed.leaves().get(0).text())
        .contains("慢性的に満杯のメールボックスは 6 件です", "情報システム部@xn--wgv71a.example");
    assertThat(parsed.leaves()).extracting(ParsedMail.Leaf::type).contains("image/png");
  }

  @Test
  void readersOfADomainGetThatDomainAloneInTheirLanguage() throws Exception {
    Path readers =
        write(
            "# customers\nexample.jp ann@example.jp ja\n\nexample.com bob@example.com\n"
                + "example.edu carol@example.edu\n");

    Answer answer = mail("--mail-domains", readers.toString(), "--smtp", smtp());

    assertThat(answer).isEqualTo(new Answer(ExitCode.DONE, "", ""));
    assertThat(received).hasSize(2);
    String japanese = received.get(0).mail().leaves().get(0).text();
    assertThat(japanese).contains("hanako@example.jp", "慢性").doesNotContain("example.com");
    ParsedMail english = received.get(1).mail();
    assertThat(english.headers())
        .containsEntry("To", "bob@example.com")
        .containsEntry("List-Id", "modori <example.com.modori.example.jp>")
        .containsEntry(
            "Subject",
            "modori 2027-01-08 example.com: 2 chronically full, 0 new, 0 with room again");
    assertThat(english.leaves().get(0).text()).doesNotContain("hanako");
  }

  @Test
  void aDryRunWritesTheMailsAndSendsNothing() throws Exception {
    Path readers = write("example.jp ann@example.jp\n");
    Files.writeString(folder.resolve("mail-7-example.org.eml"), "of an earlier night");

    Answer answer =
        mail("--mail-to", "ann@example.jp", "--mail-domains", readers.toString(), "--mail-dry-run");

    assertThat(answer).isEqualTo(new Answer(ExitCode.DONE, "", ""));
    assertThat(received).isEmpty();
    try (Stream<Path> mails = Files.list(folder)) {
      assertThat(mails.map(mail -> mail.getFileName().toString()).filter(n -> n.endsWith(".eml")))
          .containsExactlyInAnyOrder("mail.eml", "mail-1-example.jp.eml");
    }
    assertThat(ParsedMail.of(Files.readAllBytes(folder.resolve("mail.eml"))).leaves().get(0).text())
        .contains("6 mailboxes are chronically full");
  }

  @Test
  void aReaderWhoIsRefusedIsToldAndTheOthersGetTheirMail() {
    Answer answer = mail("--mail-to", "nobody@example.jp,ann@example.jp", "--smtp", smtp());

    assertThat(answer.exitCode()).isEqualTo(ExitCode.TEMPORARY);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err()).contains("mail to nobody@example.jp was refused by 127.0.0.1");
    assertThat(received).extracting(Received::to).containsExactly("ann@example.jp");
  }

  @Test
  void aRelayThatRefusesTheNullReversePathCanBeGivenAnother() {
    Answer answer =
        mail(
            "--mail-to",
            "ann@example.jp",
            "--mail-envelope",
            "bounces@example.jp",
            "--smtp",
            smtp());

    assertThat(answer).isEqualTo(new Answer(ExitCode.DONE, "", ""));
    assertThat(received).extracting(Received::from).containsExactly("bounces@example.jp");
  }

  @Test
  void aServerThatDoesNotAnswerIsToldInOneLineAndMayAnswerLater() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    Answer answer = mail("--mail-to", "ann@example.jp", "--smtp", "127.0.0.1:" + closed);

    assertThat(answer.exitCode()).isEqualTo(ExitCode.TEMPORARY);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err()).contains("no mail to [ann@example.jp] through 127.0.0.1:" + closed);
  }

  @Test
  void mistakesAreToldWithTheirCure() throws IOException {
    assertThat(modori("mail", folder.toString()).err()).contains("say who gets it: --mail-to");
    assertThat(modori("mail", folder.toString(), "--mail-to", "a@example.jp").err())
        .contains("name an address with --mail-from");
    assertThat(mail("--mail-to", "ann").err()).contains("--mail-to: ann is not a mail address");
    assertThat(mail("--mail-to", "ann@example.jp", "--smtp", "a:b:c").err())
        .contains("write it as HOST or HOST:PORT");
    Answer line = mail("--mail-domains", write("example.jp\n").toString());
    assertThat(line.err()).contains("readers.txt, line 1: write a domain, an address");
    assertThat(line.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(
            modori(
                    "mail",
                    folder.resolve("x").toString(),
                    "--mail-to",
                    "a@example.jp",
                    "--mail-from",
                    "b@example.jp")
                .err())
        .contains("name the folder that nightly --report wrote");
  }

  private Path write(String content) throws IOException {
    return Files.writeString(folder.resolve("readers.txt"), content);
  }

  private String smtp() {
    return "127.0.0.1:" + server.getPortAllocated();
  }

  private Answer mail(String... options) {
    List<String> all = new ArrayList<>(List.of("mail", folder.toString()));
    all.addAll(List.of("--mail-from", "modori@example.jp"));
    all.addAll(Arrays.asList(options));
    return modori(all.toArray(String[]::new));
  }
}
