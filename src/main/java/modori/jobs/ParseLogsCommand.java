package modori.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import modori.ingest.FileHead;
import modori.ingest.FileStore;
import modori.ingest.Split;
import modori.ingest.SplitPlanner;
import modori.ingest.StoredFile;
import modori.scan.DialectChoice;
import modori.scan.FileCounts;
import modori.scan.FileZone;
import modori.scan.LocalScan;
import modori.spark.pipeline.ExitCode;
import modori.spark.source.InputFiles;
import modori.spark.tables.AttemptRows;
import modori.spark.tables.HostedDomains;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori parse logs}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header =
        "Prints the delivery attempts that logs tell of, as JSON lines; counts of lines go to standard error.",
    footer = {"", "Example:", "    jobs/modori parse logs /var/log/mail.log | head"})
final class ParseLogsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Log files, directories or globs; plain, gz, bz2, xz or zst.")
  private List<String> paths = new ArrayList<>();

  @Mixin private DialectOption dialect = new DialectOption();

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description =
          "The last finished day, YYYY-MM-DD (default: yesterday): no stamp without year is later.")
  private @Nullable String asOf;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of stamps that name none (default: this machine's).")
  private @Nullable String zone;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ZoneId zoneId = zoneId();
    Instant nightEnd = asOf(zoneId).plusDays(2).atStartOfDay(zoneId).toInstant();
    FileStore store = new InputFiles();
    List<String> trouble = new ArrayList<>();
    Map<String, StoredFile> files = new LinkedHashMap<>();
    paths.forEach(
        path ->
            store.find(path, trouble::add).forEach(file -> files.putIfAbsent(file.path(), file)));
    Map<Integer, String> filePaths = new HashMap<>();
    int number = 0;
    for (StoredFile file : files.values()) {
      filePaths.put(number++, file.path());
    }
    AttemptRows rows = new AttemptRows(zoneId, new HostedDomains(Set.of()), filePaths, "");
    try (JsonGenerator json =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
      DialectChoice dialects = dialect.choice();
      LocalScan scan = new LocalScan(store, attempt -> print(json, rows, attempt));
      number = 0;
      for (StoredFile file : files.values()) {
        String found = scan(scan, store, file, number++, dialects, zoneId, nightEnd, trouble);
        if (!found.isEmpty()) {
          counts(err, file.path(), found, scan.counts(number - 1));
        }
      }
      scan.finish();
    }
    out.println();
    trouble.forEach(line -> err.println("modori: warning: " + line));
    return files.isEmpty() ? ExitCode.USAGE : trouble.isEmpty() ? ExitCode.DONE : ExitCode.WARNINGS;
  }

  private static String scan(
      LocalScan scan,
      FileStore store,
      StoredFile file,
      int number,
      DialectChoice dialects,
      ZoneId zone,
      Instant nightEnd,
      List<String> trouble) {
    try {
      if (file.sizeBytes() == 0) {
        trouble.add(file.path() + ": empty file");
        return "";
      }
      FileHead head = FileHead.of(store, file);
      String dialect = dialects.dialect(file.path(), head, zone, nightEnd);
      if (dialect.isEmpty()) {
        trouble.add(
            file.path()
                + (head.isBinary()
                    ? ": binary file, not a log"
                    : ": no line of its begin is of a known log"));
        return "";
      }
      ZoneId ofFile = FileZone.of(store, file, head, dialect, zone);
      for (Split split :
          new SplitPlanner(store, ofFile, nightEnd, Long.MAX_VALUE / 4)
              .plan(file, number, head, 0, true)) {
        String why = scan.scan(split, dialect, "localhost");
        if (!why.isEmpty()) {
          trouble.add(why);
        }
      }
      return dialect;
    } catch (IOException failure) {
      trouble.add(file.path() + ": cannot be read: " + failure.getMessage());
      return "";
    }
  }

  private static void print(
      JsonGenerator json, AttemptRows rows, modori.correlate.DeliveryAttempt attempt) {
    try {
      RowJson.write(json, rows.row(attempt));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void counts(PrintWriter err, String path, String dialect, FileCounts counts) {
    err.printf(
        "%s: %s, %d lines = %d events + %d context + %d ignored + %d quarantined%n",
        path,
        dialect,
        counts.lines(),
        counts.eventLines(),
        counts.contextLines(),
        counts.ignoredLines(),
        counts.quarantinedLines());
    counts
        .quarantinedWhys()
        .forEach((why, count) -> err.printf("    quarantined: %d %s%n", count, why));
  }

  private LocalDate asOf(ZoneId zoneId) {
    try {
      return asOf == null ? LocalDate.now(zoneId).minusDays(1) : LocalDate.parse(asOf);
    } catch (DateTimeException notADate) {
      throw new UserMistake(
          ExitCode.USAGE, "--as-of " + asOf + " is not a date: write it as YYYY-MM-DD");
    }
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
}
