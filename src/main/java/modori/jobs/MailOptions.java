package modori.jobs;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modori.classify.Language;
import modori.report.DomainReport;
import modori.report.MailMessage;
import modori.report.NightReport;
import modori.report.ReportMail;
import modori.spark.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who gets the report by mail, and how. */
final class MailOptions {
  @Option(
      names = "--mail-to",
      arity = "1..*",
      split = ",",
      paramLabel = "ADDRESS",
      description = "Sends the report by mail, as text and HTML, to these readers.")
  private List<String> to = new ArrayList<>();

  @Option(
      names = "--mail-domains",
      paramLabel = "FILE",
      description =
          "Sends a mail per domain, of that domain alone, where there is something to tell; lines: domain address [en|ja].")
  private @Nullable Path domains;

  @Option(names = "--mail-from", paramLabel = "ADDRESS", description = "Author of the mails.")
  private @Nullable String from;

  @Option(
      names = "--mail-envelope",
      paramLabel = "ADDRESS",
      description =
          "Sender in the envelope, for relays that refuse the empty one (default: <>, so that nothing comes back).")
  private @Nullable String envelope;

  @Option(
      names = "--mail-link",
      paramLabel = "URL",
      description = "Where the readers of --mail-to find the pages of --report.")
  private @Nullable String link;

  @Mixin private SmtpOptions smtp = new SmtpOptions();

  @Option(
      names = "--mail-dry-run",
      description = "Sends nothing: writes the mails as .eml files into the folder of the report.")
  private boolean dryRun;

  private record Letter(String name, MailMessage.Letterhead head, ReportMail mail) {}

  boolean isWanted() {
    return !to.isEmpty() || domains != null;
  }

  /** Finds the mistakes that would otherwise show only after the night. */
  void check(@Nullable Path folder, Language language) throws IOException {
    if (!isWanted()) {
      return;
    }
    if (dryRun && folder == null) {
      throw new UserMistake(
          ExitCode.USAGE, "--mail-dry-run writes beside the report: name a folder with --report");
    }
    author();
    to.forEach(reader -> MailDomains.address(reader, "--mail-to"));
    reversePath();
    if (!dryRun) {
      smtp.relay();
    }
    if (domains != null) {
      MailDomains.read(domains, language);
    }
  }

  /** Sends or writes the mails; what went wrong is told in a line each. */
  List<String> deliver(NightReport report, @Nullable Path folder, Language language)
      throws IOException {
    if (!isWanted()) {
      return List.of();
    }
    List<Letter> letters = letters(report, language);
    if (dryRun && folder != null) {
      write(letters, folder);
      return List.of();
    }
    SmtpRelay relay = smtp.relay();
    List<String> trouble = new ArrayList<>();
    for (Letter letter : letters) {
      try {
        trouble.addAll(relay.send(MailMessage.of(letter.mail(), letter.head()), reversePath()));
      } catch (MessagingException failure) {
        trouble.add(
            "no mail to "
                + letter.head().to()
                + " through "
                + relay.host()
                + ":"
                + relay.port()
                + ": "
                + SmtpRelay.why(failure));
      }
    }
    return trouble;
  }

  private List<Letter> letters(NightReport report, Language language) throws IOException {
    List<Letter> letters = new ArrayList<>();
    if (!to.isEmpty()) {
      List<InternetAddress> readers =
          to.stream().map(reader -> MailDomains.address(reader, "--mail-to")).toList();
      ReportMail.About about = new ReportMail.About("", link == null ? "" : link);
      letters.add(letter("mail.eml", report, about, readers, language));
    }
    if (domains != null) {
      for (MailDomains.Reader reader : MailDomains.read(domains, language)) {
        Optional<NightReport> part = DomainReport.of(report, reader.domain());
        if (part.isPresent()) {
          letters.add(
              letter(
                  "mail-" + letters.size() + "-" + reader.domain() + ".eml",
                  part.get(),
                  new ReportMail.About(reader.domain(), ""),
                  List.of(reader.address()),
                  reader.language()));
        }
      }
    }
    return letters;
  }

  private Letter letter(
      String name,
      NightReport report,
      ReportMail.About about,
      List<InternetAddress> readers,
      Language language) {
    String list = about.domain().isEmpty() ? "modori" : about.domain() + ".modori";
    return new Letter(
        name,
        new MailMessage.Letterhead(author(), readers, list, Instant.now()),
        ReportMail.of(report, about, new ReasonSentences(language), language));
  }

  private InternetAddress author() {
    if (from == null) {
      throw new UserMistake(
          ExitCode.USAGE, "mails need an author: name an address with --mail-from");
    }
    return MailDomains.address(from, "--mail-from");
  }

  private String reversePath() {
    return envelope == null || envelope.equals("<>")
        ? "<>"
        : "<" + MailDomains.address(envelope, "--mail-envelope").getAddress() + ">";
  }

  private static void write(List<Letter> letters, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "mail*.eml")) {
      for (Path mail : old) {
        Files.delete(mail);
      }
    }
    for (Letter letter : letters) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        MailMessage.of(letter.mail(), letter.head()).writeTo(bytes);
      } catch (MessagingException impossible) {
        throw new IllegalStateException(impossible);
      }
      ReportFiles.replace(folder.resolve(letter.name()), bytes.toByteArray());
    }
  }
}
