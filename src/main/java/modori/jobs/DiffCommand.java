package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import modori.report.CsvReport;
import modori.spark.lookup.RunComparison;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.Manifest;
import modori.spark.tables.Warehouse;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Tells why two runs say different numbers, per domain and reason.",
    description = {
      "",
      "Without runs: the two last ones. Ids of runs are in the table run, in the line of --result and in",
      "the names of the files in the folder manifest of the warehouse.",
      ""
    },
    footer = {
      "",
      "Example:",
      "    jobs/modori diff 20261123T031502a7f 20261124T031501c5e --warehouse /var/lib/modori"
    })
final class DiffCommand implements Callable<Integer> {
  /** How the answer is printed. */
  enum Format {
    /** For people. */
    TEXT,
    /** For spreadsheets: only what has changed. */
    CSV
  }

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "0..2", paramLabel = "RUN", description = "Ids of two runs.")
  private List<String> runs = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many changes at most, largest first (default: 50).")
  private int limit = 50;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "text or csv (default: text).")
  private Format format = Format.TEXT;

  @Mixin private WarehouseOptions warehouse = new WarehouseOptions();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Warehouse tables = warehouse.openLightly()) {
      List<String> two = runs.isEmpty() ? RunComparison.lastTwo(tables) : runs;
      if (two.size() < 2) {
        throw new UserMistake(
            ExitCode.USAGE,
            runs.isEmpty()
                ? "there are not yet two runs to compare"
                : "name two runs, or none for the two last ones");
      }
      RunComparison comparison =
          RunComparison.of(tables, manifest(two.get(0)), manifest(two.get(1)));
      switch (format) {
        case TEXT -> text(comparison, out);
        case CSV -> csv(comparison, out);
      }
    }
    return ExitCode.DONE;
  }

  private Manifest manifest(String run) throws IOException {
    try {
      return Manifest.read(warehouse.directory, run);
    } catch (NoSuchFileException missing) {
      throw new UserMistake(
          ExitCode.USAGE, "no run " + run + ": there is no file " + missing.getMessage());
    }
  }

  private void text(RunComparison comparison, PrintWriter out) {
    out.println(comparison.earlier() + " and then " + comparison.later());
    comparison.circumstances().forEach(line -> out.println("  " + line));
    if (comparison.changes().isEmpty()) {
      if (comparison.complete()) {
        out.println("No failure of any domain is more or less than before.");
      }
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%9s %9s %9s  %-26s %-32s %s%n",
        "before",
        "after",
        "change",
        "reason",
        "domain",
        "why");
    comparison.changes().stream().limit(limit).forEach(change -> line(change, out));
    if (comparison.changes().size() > limit) {
      out.println("and " + (comparison.changes().size() - limit) + " more (--limit shows more)");
    }
  }

  private static void line(RunComparison.Change change, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%9d %9d %+9d  %-26s %-32s %s%n",
        change.before(),
        change.after(),
        change.difference(),
        change.reason(),
        change.domain(),
        why(change));
  }

  private static String why(RunComparison.Change change) {
    TreeSet<java.time.LocalDate> days = new TreeSet<>(change.days());
    String when =
        days.size() == 1 ? "of " + days.first() : "of " + days.first() + " to " + days.last();
    return switch (change.cause()) {
      case NEW_DAYS -> "mail " + when + ", not read before";
      case OTHER_EVENTS -> "more or fewer lines " + when;
      case JUDGED_ANEW -> "the same attempts " + when + ", judged anew";
    };
  }

  private void csv(RunComparison comparison, PrintWriter out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180);
    printer.printRecord(
        "recipient_domain", "reason", "before", "after", "difference", "days", "cause");
    for (RunComparison.Change change : comparison.changes().stream().limit(limit).toList()) {
      printer.printRecord(
          CsvReport.withoutFormula(change.domain()),
          change.reason(),
          change.before(),
          change.after(),
          change.difference(),
          String.join(" ", new TreeSet<>(change.days()).stream().map(Object::toString).toList()),
          change.cause().name().toLowerCase(Locale.ROOT));
    }
    printer.flush();
  }
}
