package modori.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import modori.classify.Language;
import modori.report.NightArchive;
import modori.report.NightReport;
import modori.spark.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori mail}. */
@Command(
    name = "mail",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Sends the report of a night by mail, once more or for the first time.",
    description = {
      "",
      "`modori nightly` does the same when it is given these options. A mail that is sent again has the same Message-ID, so that mail servers which drop doubles show it once.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "    jobs/modori mail /srv/report --mail-to postmaster@example.jp --mail-from modori@example.jp",
      "    jobs/modori mail /srv/report --mail-domains customers.txt --mail-from modori@example.jp --mail-dry-run"
    })
final class MailCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "REPORT", description = "Folder that a night wrote with --report.")
  private Path folder = Path.of("");

  @Mixin private MailOptions mail = new MailOptions();

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      defaultValue = "en",
      description = "Language of the mails: en or ja (default: en).")
  private String language = "en";

  @Override
  public Integer call() throws IOException {
    Language words = Languages.of(language);
    if (!mail.isWanted()) {
      throw new UserMistake(
          ExitCode.USAGE, "say who gets it: --mail-to ADDRESS… or --mail-domains FILE");
    }
    mail.check(folder, words);
    Path archive = folder.resolve(NightArchive.FILE);
    if (!Files.isReadable(archive)) {
      throw new UserMistake(
          ExitCode.USAGE,
          "no report in " + folder + ": name the folder that nightly --report wrote");
    }
    NightReport report = NightArchive.unpack(Files.readAllBytes(archive));
    List<String> trouble = mail.deliver(report, folder, words);
    var err = Objects.requireNonNull(spec).commandLine().getErr();
    trouble.forEach(line -> err.println("modori: " + line));
    return trouble.isEmpty() ? ExitCode.DONE : ExitCode.TEMPORARY;
  }
}
