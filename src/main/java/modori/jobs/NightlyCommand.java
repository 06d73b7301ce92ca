package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import modori.audit.AuditSettings;
import modori.report.NightReport;
import modori.report.TextReport;
import modori.spark.lock.WarehouseLock;
import modori.spark.pipeline.DayPolicy;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.NightResult;
import modori.spark.pipeline.NightSettings;
import modori.spark.pipeline.Nightly;
import modori.spark.pipeline.Progress;
import modori.spark.source.InputFiles;
import modori.spark.tables.HadoopSettings;
import modori.spark.tables.HostedDomains;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code modori nightly}. */
@Command(
    name = "nightly",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header =
        "Reads what is new in logs and bounces, brings the tables up to date and prints the report.",
    description = {
      "",
      "Run it once a night. Files may be rotated, renamed or packed meanwhile: each byte is read once. Running it again without new input changes nothing.",
      ""
    },
    footer = {
      "",
      "Example:",
      "    jobs/modori nightly --logs /var/log/mail.log* --warehouse /var/lib/modori --report /srv/report --zone Asia/Tokyo",
      "    jobs/modori nightly --logs /var/log/mail.log* --privacy pseudonym --privacy-key /etc/modori/pseudonym.key",
      "    jobs/modori nightly --logs /archive/mail.log* --from 2027-03-01 --to 2027-03-31",
      "    jobs/modori nightly --reopen 2027-03-04"
    })
final class NightlyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--logs",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Log files, directories or globs; plain, gz, bz2, xz or zst.")
  private List<String> logs = new ArrayList<>();

  @Option(
      names = "--bounces",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Bounce messages: mbox, Maildir, single messages, tar; also packed.")
  private List<String> bounces = new ArrayList<>();

  @Mixin private DialectOption dialect = new DialectOption();

  @Mixin private AuditOptions audit = new AuditOptions();

  @Mixin private PrivacyOptions privacy = new PrivacyOptions();

  @Mixin private MachineOptions machine = new MachineOptions();

  @Mixin private WarehouseOptions warehouse = new WarehouseOptions();

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Folder for the HTML page and the CSV files; without it only the text is printed.")
  private @Nullable String report;

  @Mixin private MailOptions mail = new MailOptions();

  @Option(
      names = {"--as-of", "--day"},
      paramLabel = "DATE",
      description =
          "The last finished day, YYYY-MM-DD (default: yesterday; of a backfill its last day, or that of an earlier night where that is later).")
  private @Nullable String asOf;

  @Mixin private DayOptions days = new DayOptions();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "Time zone of stamps without one, and of the report's days (default: this machine's).")
  private @Nullable String zone;

  @Option(
      names = "--hosted",
      paramLabel = "DOMAIN",
      split = ",",
      description =
          "Domains whose mailboxes are ours, or @FILE with one a line (default: those that the logs show local delivery for).")
  private List<String> hosted = new ArrayList<>();

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      defaultValue = "en",
      description = "Language of the report: en or ja (default: en).")
  private String language = "en";

  @Option(
      names = "--split-mib",
      paramLabel = "N",
      defaultValue = "64",
      description = "Size of the parts that a large plain log is read in (default: 64).")
  private int splitMebibytes = 64;

  @Option(
      names = "--timings",
      description = "Tells on standard error what each step has taken of CPU and time.")
  private boolean timings;

  @Option(
      names = "--sample",
      description = "Reads the sample night that comes with modori, into a folder of its own.")
  private boolean sample;

  @Override
  public Integer call() throws IOException {
    CommandSpec self = Objects.requireNonNull(spec);
    try {
      return night();
    } catch (IOException | RuntimeException failure) {
      int exitCode = Failures.explain(failure, self.commandLine().getErr());
      machine.tell(exitCode, failure, self.commandLine().getOut());
      return exitCode;
    }
  }

  private int night() throws IOException {
    CommandSpec self = Objects.requireNonNull(spec);
    NightSettings settings = sample ? sampleSettings(self) : settings();
    boolean mailed = isMailWanted(self.commandLine().getParseResult());
    if (mailed) {
      mail.check(folder(settings), settings.language());
    }
    PrintWriter err = self.commandLine().getErr();
    PrintWriter out = self.commandLine().getOut();
    Configuration hadoop = HadoopSettings.load();
    try (WarehouseLock lock = WarehouseLock.take(settings.warehouse(), settings.catalog(), hadoop);
        Warehouse tables = Warehouse.open(settings.warehouse(), settings.catalog(), hadoop);
        SparkSession spark = cluster.session("nightly", tables);
        ProgressLine progress = new ProgressLine(err)) {
      Progress told = timings ? new StageClock(progress, err) : progress;
      PrivacyOptions.check(tables, settings.key());
      Nightly nightly = new Nightly(spark, tables, new InputFiles(), settings, told);
      lock.onLoss(nightly::stop);
      NightResult result = night(nightly, err);
      answer(result, settings, out, err);
      if (mailed && result.report() != null) {
        result = result.withWarnings(mail(result.report(), settings, err));
      }
      machine.tell(result, out);
      return result.exitCode();
    }
  }

  // A sample is mailed to nobody whom only modori.conf names.
  private boolean isMailWanted(ParseResult given) {
    return sample
        ? given.hasMatchedOption("--mail-to") || given.hasMatchedOption("--mail-domains")
        : mail.isWanted();
  }

  // The night is published, whatever becomes of its mail.
  private List<String> mail(NightReport found, NightSettings settings, PrintWriter err)
      throws IOException {
    List<String> trouble = mail.deliver(found, folder(settings), settings.language());
    trouble.forEach(line -> err.println("modori: warning: " + line));
    if (!trouble.isEmpty() && settings.report() != null) {
      err.println("modori: send it again: jobs/modori mail " + settings.report());
    }
    return trouble;
  }

  private static @Nullable Path folder(NightSettings settings) {
    return settings.report() == null ? null : Path.of(settings.report());
  }

  // What breaks because the process is told to end is no trouble; its exit code is the signal's.
  // Spark throws exceptions that it does not declare.
  private static NightResult night(Nightly nightly, PrintWriter err) throws IOException {
    try (StopSignal signal = new StopSignal(nightly::stop, err)) {
      try {
        return nightly.run();
      } catch (Exception failure) {
        if (signal.isRequested()) {
          return NightResult.nothing(ExitCode.STOPPED, List.of(), List.of());
        }
        if (failure instanceof CancellationException) {
          throw new UserMistake(
              ExitCode.LOCKED,
              "another run has taken the lock, since this one gave no sign of life: nothing of this night is published");
        }
        throw failure;
      }
    }
  }

  private NightSettings settings() throws IOException {
    if (logs.isEmpty() && bounces.isEmpty() && !days.isAsked()) {
      throw new UserMistake(
          ExitCode.USAGE, "nothing to read: name logs with --logs PATH…, or try --sample");
    }
    DayPolicy policy = days.policy();
    warehouse.checkCatalog();
    ZoneId zoneId = zoneId();
    return new NightSettings(
        logs,
        bounces,
        warehouse.directory,
        warehouse.catalog,
        report,
        asOf(zoneId),
        zoneId,
        hostedDomains(),
        Languages.of(language),
        (long) Math.max(1, splitMebibytes) << 20,
        dialect.choice(),
        audit.settings(),
        privacy.key(warehouse.directory),
        policy);
  }

  // Only what the command line says counts: the settings in modori.conf are those of real nights.
  private NightSettings sampleSettings(CommandSpec self) throws IOException {
    ParseResult given = self.commandLine().getParseResult();
    if (given.hasMatchedOption("--logs") || given.hasMatchedOption("--bounces")) {
      throw new UserMistake(
          ExitCode.USAGE,
          "--sample reads its own logs and bounces: leave --logs and --bounces out");
    }
    Sample night = Sample.unpack();
    return new NightSettings(
        night.logs(),
        night.bounces(),
        given.hasMatchedOption("--warehouse") ? warehouse.directory : night.warehouse(),
        given.hasMatchedOption("--catalog") ? warehouse.catalog : Map.of(),
        given.hasMatchedOption("--report") ? report : night.report(),
        given.hasMatchedOption("--as-of") ? asOf(Sample.ZONE) : Sample.AS_OF,
        given.hasMatchedOption("--zone") ? zoneId() : Sample.ZONE,
        given.hasMatchedOption("--hosted") ? hostedDomains() : new HostedDomains(Set.of()),
        Languages.of(language),
        (long) Math.max(1, splitMebibytes) << 20,
        dialect.choice(),
        AuditSettings.STANDARD,
        given.hasMatchedOption("--privacy") ? privacy.key(night.warehouse()) : null,
        DayOptions.areGiven(given) ? days.policy() : DayPolicy.STANDARD);
  }

  private static void answer(
      NightResult result, NightSettings settings, PrintWriter out, PrintWriter err)
      throws IOException {
    NightReport report = result.report();
    if (result.exitCode() == ExitCode.STOPPED) {
      return;
    }
    NightTold.tell(result, err);
    if (report == null) {
      return;
    }
    out.println(
        TextReport.of(report, new ReasonSentences(settings.language()), settings.language()));
    if (settings.report() != null) {
      ReportFiles.write(Path.of(settings.report()), report, settings.language());
      place(out, "Report:", Path.of(settings.report()).resolve(ReportFiles.PAGE).toString());
    }
    place(out, "Tables:", settings.warehouse());
    out.println(
        "Try:     jobs/modori query --warehouse "
            + settings.warehouse()
            + " \"SELECT recipient_address, hosted, level, full_days FROM mailbox_current\"");
  }

  private static void place(PrintWriter out, String what, String where) {
    out.println(
        what + "  " + (where.contains(":") ? where : Path.of(where).toAbsolutePath().normalize()));
  }

  private LocalDate asOf(ZoneId zoneId) {
    if (asOf != null) {
      return DayOptions.day("--as-of", asOf);
    }
    LocalDate last = days.lastDay();
    return last == null ? LocalDate.now(zoneId).minusDays(1) : last;
  }

  private ZoneId zoneId() {
    try {
      return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException unknown) {
      throw new UserMistake(
          ExitCode.USAGE,
          "--zone " + zone + " is not a time zone: write it like Asia/Tokyo or +09:00");
    }
  }

  private HostedDomains hostedDomains() throws IOException {
    Set<String> domains = new LinkedHashSet<>();
    for (String one : hosted) {
      if (!one.startsWith("@")) {
        domains.add(one);
        continue;
      }
      Path file = Path.of(one.substring(1));
      if (!Files.isReadable(file)) {
        throw new UserMistake(ExitCode.USAGE, "--hosted " + one + ": no such file");
      }
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        String domain = line.replaceFirst("#.*", "").strip();
        if (!domain.isEmpty()) {
          domains.add(domain);
        }
      }
    }
    return new HostedDomains(domains);
  }
}
