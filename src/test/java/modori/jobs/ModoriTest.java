package modori.jobs;

import static modori.jobs.Answer.modori;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Commands as a shell starts them: exit code, and one clear line for each mistake. */
class ModoriTest {
  private static final String LINE =
      "2027-01-05T10:00:00+09:00 mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from out.example.net[192.0.2.9]: 550 5.1.1 <a@example.com>: Recipient address rejected: User unknown; from=<ann@example.net> to=<a@example.com> proto=ESMTP helo=<out.example.net>\n";

  @TempDir Path folder;

  @Test
  void withoutArgumentsItTellsHowItIsUsed() {
    Answer answer = modori();
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).contains("nightly --sample", "Exit codes", "classify", "query");
    assertThat(answer.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "nightly --help",
        "parse --help",
        "parse logs --help",
        "classify --help",
        "query --help",
        "forget --help",
        "maintain --help",
        "help",
        "parse"
      })
  void everyCommandHelps(String command) {
    Answer answer = modori(command.split(" "));
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).contains("Usage: modori");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void theHelpOfEveryCommandHasAnExample() {
    CommandLine root = new CommandLine(new Modori());
    assertThat(ManPage.commands(root.getCommandSpec()))
        .hasSizeGreaterThan(12)
        .filteredOn(command -> !command.name().equals("help"))
        .allSatisfy(
            command ->
                assertThat(command.commandLine().getUsageMessage())
                    .as(command.qualifiedName())
                    .containsPattern("Examples?:\\R +(jobs/modori|source)"));
  }

  @Test
  void theManualPageTellsEveryCommandAndOption() {
    Answer answer = modori("man");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out())
        .startsWith(".TH \"MODORI\" \"1\"")
        .contains(".SS \"modori nightly\"", "\\fB\\-\\-mail\\-to\\fR \\fIADDRESS\\fR")
        .contains(".SS \"modori worklist pause\"", "(default: localhost); port 25")
        .doesNotContain("${")
        .isEqualTo(modori("man").out());
  }

  @Test
  void aShellIsTaughtToCompleteCommandsAndOptions() throws Exception {
    Answer answer = modori("completion", "bash");
    assertThat(answer.exitCode()).isZero();
    String script = file("completion", answer.out().getBytes(StandardCharsets.UTF_8));
    Process shell =
        new ProcessBuilder(
                "bash",
                "-c",
                "source "
                    + script
                    + "; COMP_WORDS=(modori nightly --mail); COMP_CWORD=2; COMP_LINE='modori nightly --mail';"
                    + " _complete_modori; echo \"${COMPREPLY[@]}\"")
            .redirectErrorStream(true)
            .start();
    String completed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(completed).contains("--mail-to", "--mail-dry-run").doesNotContain("--logs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nightlyy | Unmatched argument",
        "nightly --lgs /tmp | did you mean --logs?",
        "nightly --log=/tmp | Unknown option: '--log=/tmp': did you mean --logs?",
        "nightly | nothing to read: name logs with --logs",
        "nightly --logs | Missing required parameter for option '--logs'",
        "nightly --logs x --as-of 2026-02-30 | --as-of 2026-02-30 is not a date",
        "nightly --logs x --reopen 2026-12-01,someday | --reopen someday is not a date: write it as YYYY-MM-DD",
        "nightly --logs x --from 2026-13-01 --to 2026-12-31 | --from 2026-13-01 is not a date",
        "nightly --logs x --from 2026-12-05 --to 2026-12-01 | --from 2026-12-05 lies after --to 2026-12-01",
        "nightly --logs x --from 2026-12-05 | --from needs --to DAY",
        "nightly --logs x --to 2026-12-05 | --to needs --from DAY",
        "nightly --logs x --lateness-days 0 | --lateness-days 0: a day is provisional for 1 at least",
        "nightly --logs x --late never | Invalid value for option '--late'",
        "nightly --logs x --zone Mars/Base | --zone Mars/Base is not a time zone",
        "nightly --logs x --lang fr | --lang fr: only en and ja",
        "nightly --logs x --hosted @/nowhere | --hosted @/nowhere: no such file",
        "nightly --logs x --split-mib many | Invalid value for option '--split-mib'",
        "parse logs | Missing required parameter: 'PATH'",
        "parse logs x --as-of yesterday | --as-of yesterday is not a date",
        "parse logs x --zone Mars/Base | --zone Mars/Base is not a time zone",
        "parse letters x | Unmatched argument",
        "classify --lang fr text | --lang fr: only en and ja",
        "query | give one statement of SQL, or --question NAME",
        "query --format xml SHOW | Invalid value for option '--format'",
        "query --warehouse /nowhere SHOW | no tables in /nowhere: run `modori nightly` first",
      })
  void aMistakeOfUsageIsToldInOneLine(String command, String told) {
    modori(command.split(" ")).oneLine(ExitCode.USAGE, told);
  }

  @Test
  void aWrongPathIsToldInOneLine() {
    Answer answer = modori("parse", "logs", folder.resolve("nowhere").toString());
    answer.oneLine(ExitCode.USAGE, "no such file or directory");
  }

  @Test
  void aGlobThatMatchesNothingIsToldInOneLine() {
    modori("parse", "logs", folder + "/*.log").oneLine(ExitCode.USAGE, "nothing matches");
  }

  @Test
  void anEmptyDirectoryIsToldInOneLine() {
    modori("parse", "logs", folder.toString()).oneLine(ExitCode.USAGE, "no files in");
  }

  @Test
  void anEmptyFileIsToldInOneLine() throws IOException {
    modori("parse", "logs", file("empty.log", new byte[0]))
        .oneLine(ExitCode.WARNINGS, "empty file");
  }

  @Test
  void aBinaryFileIsToldInOneLine() throws IOException {
    byte[] binary = new byte[5000];
    new java.util.Random(1).nextBytes(binary);
    binary[0] = 'x';
    modori("parse", "logs", file("mail.log", binary))
        .oneLine(ExitCode.WARNINGS, "binary file, not a log");
  }

  @Test
  void aTextThatIsNoLogIsToldInOneLine() throws IOException {
    modori(
            "parse",
            "logs",
            file(
                "poem.txt",
                "Roses are red\nviolets are blue\n".getBytes(StandardCharsets.US_ASCII)))
        .oneLine(ExitCode.WARNINGS, "no line of its begin is of a known log");
  }

  @Test
  void aBrokenPackedFileIsToldInOneLine() throws IOException {
    modori(
            "parse",
            "logs",
            file("mail.log.gz", new byte[] {0x1F, (byte) 0x8B, 8, 0, 1, 2, 3, 4, 5}))
        .oneLine(ExitCode.WARNINGS, "mail.log.gz");
  }

  @Test
  void aLinkThatLeadsBackIsToldAndTheRestIsRead() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(logs.resolve("mail.log"), LINE);
    Files.createSymbolicLink(logs.resolve("again"), logs);
    Answer answer = modori("parse", "logs", logs.toString());
    assertThat(answer.exitCode()).isEqualTo(ExitCode.WARNINGS);
    assertThat(answer.err())
        .contains("a link that leads back to itself")
        .doesNotContain("Exception");
    assertThat(answer.out().strip().lines()).hasSize(1);
  }

  @Test
  void attemptsAreJsonLinesNamedAsInTheTables() throws IOException {
    Answer answer =
        modori(
            "parse",
            "logs",
            file("mail.log", (LINE + LINE.substring(0, 200)).getBytes(StandardCharsets.US_ASCII)),
            "--zone",
            "Asia/Tokyo",
            "--as-of",
            "2027-01-10");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.err()).contains("2 lines = ");
    assertThat(answer.out())
        .contains(
            "\"event_type\":\"rejected\"",
            "\"recipient_address\":\"a@example.com\"",
            "\"reason\":\"user_unknown\"");
  }

  @Test
  void aTextIsClassifiedInEnglish() {
    Answer answer = modori("classify", "552 5.2.2 <rio@example.org> Mailbox is full");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).contains("reason   mailbox_full", "remedy");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void aTextIsClassifiedInJapanese() {
    Answer answer =
        modori("classify", "--lang", "ja", "552 5.2.2 <rio@example.org> Mailbox is full");
    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).contains("理由  mailbox_full", "対処");
  }

  @Test
  void textsOfStandardInputAreClassifiedLineByLine() {
    InputStream before = System.in;
    try {
      System.setIn(
          new ByteArrayInputStream(
              "550 5.1.1 User unknown\n\n552 5.2.2 Mailbox full\n"
                  .getBytes(StandardCharsets.UTF_8)));
      Answer answer = modori("classify");
      assertThat(answer.exitCode()).isZero();
      assertThat(answer.out().lines().filter(line -> line.startsWith("reason")).toList())
          .containsExactly("reason   user_unknown", "reason   mailbox_full");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aWrongQueryIsToldInOneLine() throws IOException {
    String tables = folder.resolve("warehouse").toString();
    try (Warehouse warehouse = Warehouse.open(tables, java.util.Map.of(), new Configuration())) {
      warehouse.create();
    }
    for (String sql :
        List.of("SELEC 1", "SELECT nothing FROM delivery_attempt", "SELECT * FROM nowhere")) {
      modori("query", "--warehouse", tables, sql).oneLine(ExitCode.USAGE, "the query is not right");
    }
    Answer answer =
        modori(
            "query",
            "--warehouse",
            tables,
            "--format",
            "csv",
            "SELECT count(*) AS n FROM delivery_attempt");
    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out().lines().toList()).containsExactly("n", "0");
  }

  @Test
  void aNightWithoutAFileIsWrongUsage() {
    Answer answer =
        modori(
            "nightly",
            "--logs",
            folder.resolve("nowhere").toString(),
            "--warehouse",
            folder.resolve("w").toString());
    assertThat(answer.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err())
        .contains("no such file or directory", "none of the paths can be read")
        .doesNotContain("Exception");
  }

  @Test
  void aWarehouseThatIsAFileIsBadConfiguration() throws IOException {
    String file = file("w", new byte[1]);
    Answer answer =
        modori(
            "nightly",
            "--logs",
            file("mail.log", LINE.getBytes(StandardCharsets.US_ASCII)),
            "--warehouse",
            file);
    answer.oneLine(ExitCode.BAD_CONFIGURATION, "is a file, but a folder is needed");
  }

  @Test
  void settingsThatCannotBeReadAreBadConfiguration() {
    System.setProperty("modori.conf", folder.resolve("nowhere.conf").toString());
    try {
      modori("classify", "x").oneLine(ExitCode.BAD_CONFIGURATION, "cannot read the settings in");
    } finally {
      System.clearProperty("modori.conf");
    }
  }

  private String file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  @Test
  void aSettingThatNoCommandHasIsToldWithTheOneThatWasMeant() throws IOException {
    String conf =
        file(
            "spelt.conf",
            "spark.x = 1\ncatalog.type = jdbc\nwharehouse = /tmp\n"
                .getBytes(StandardCharsets.UTF_8));
    System.setProperty("modori.conf", conf);
    try {
      modori("man")
          .oneLine(
              ExitCode.BAD_CONFIGURATION,
              "spelt.conf: there is no setting wharehouse: did you mean warehouse?");
    } finally {
      System.clearProperty("modori.conf");
    }
  }
}
