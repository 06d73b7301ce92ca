package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import modori.classify.NearestText;
import modori.report.CsvReport;
import modori.report.TextToLearn;
import modori.spark.lookup.FillingList;
import modori.spark.lookup.NewTexts;
import modori.spark.lookup.PauseList;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.Warehouse;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code modori worklist}. */
@Command(
    name = "worklist",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "texts | pause | filling",
    header =
        "Lists what is left to do: texts that no rule knows, addresses to pause and to resume, mailboxes that are close to full.",
    description = "",
    footer = {
      "",
      "Examples:",
      "    jobs/modori worklist texts --stubs > new-rules.yaml",
      "    jobs/modori worklist pause > advice.csv",
      "    jobs/modori worklist filling > call-them.csv"
    })
final class WorklistCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new UserMistake(
        ExitCode.USAGE, "say which list: worklist texts, worklist pause, or worklist filling");
  }

  @Command(
      name = "texts",
      mixinStandardHelpOptions = true,
      description =
          "Texts that no rule knows, and wordings that are new: how often, since when, taken for what.",
      footer = {
        "",
        "Example:",
        "    jobs/modori worklist texts --days 30 --stubs > new-rules.yaml"
      })
  int texts(
      @Option(
              names = "--days",
              paramLabel = "N",
              defaultValue = "7",
              description = "What counts as new (default: the last 7 days).")
          int days,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "50",
              description = "How many at most (default: 50).")
          int limit,
      @Option(
              names = "--stubs",
              description =
                  "Prints a rule with its proofs for each, ready to paste: put reason, id and source right, and replace addresses.")
          boolean stubs,
      @Mixin WarehouseOptions warehouse)
      throws IOException {
    PrintWriter out = out();
    List<TextToLearn> found;
    try (Warehouse tables = warehouse.openLightly()) {
      found = new NewTexts(tables).find(days);
    }
    NearestText nearest = stubs ? new NearestText() : null;
    found.stream()
        .limit(limit)
        .forEach(
            one ->
                out.println(
                    nearest == null
                        ? one.line()
                        : "# " + one.line() + "\n" + one.ruleStub(nearest)));
    return found.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description =
          "Addresses to pause (chronically full) and to resume (room again), as CSV: action, address, why.",
      footer = {"", "Example:", "    jobs/modori worklist pause > advice.csv"})
  int pause(@Mixin WarehouseOptions warehouse) throws IOException {
    List<PauseList.Advice> advice;
    try (Warehouse tables = warehouse.openLightly()) {
      PrivacyOptions.checkMailboxes(tables);
      advice = PauseList.of(tables);
    }
    return print(
        List.of("action", "recipient_address", "why"),
        advice.stream()
            .map(one -> List.of(one.action(), CsvReport.withoutFormula(one.address()), one.why()))
            .toList());
  }

  @Command(
      name = "filling",
      mixinStandardHelpOptions = true,
      description =
          "Mailboxes that are close to full and not chronic yet: in the last 14 days they refused mail for want of room and took other mail. As CSV: address, hosted (own or remote), sign, days (a letter each, as in the report).",
      footer = {"", "Example:", "    jobs/modori worklist filling > call-them.csv"})
  int filling(@Mixin WarehouseOptions warehouse) throws IOException {
    List<FillingList.Filling> filling;
    try (Warehouse tables = warehouse.openLightly()) {
      PrivacyOptions.checkMailboxes(tables);
      filling = FillingList.of(tables);
    }
    return print(
        List.of("recipient_address", "hosted", "sign", "days"),
        filling.stream()
            .map(
                one ->
                    List.of(
                        CsvReport.withoutFormula(one.address()),
                        one.hosted(),
                        one.sign(),
                        one.days()))
            .toList());
  }

  private int print(List<String> head, List<List<String>> rows) throws IOException {
    CSVPrinter printer = new CSVPrinter(out(), CSVFormat.RFC4180);
    printer.printRecord(head);
    printer.printRecords(rows);
    printer.flush();
    return rows.isEmpty() ? ExitCode.NOTHING : ExitCode.DONE;
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
