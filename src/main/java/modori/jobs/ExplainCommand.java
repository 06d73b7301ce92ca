package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import modori.bounce.BounceNotice;
import modori.bounce.BounceReader;
import modori.bounce.MessageFiles;
import modori.bounce.MessageStream;
import modori.bounce.NoticeKind;
import modori.bounce.RawMessage;
import modori.classify.Classifier;
import modori.classify.FailureReason;
import modori.classify.Language;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.NoticeLookup;
import modori.spark.tables.HadoopSettings;
import modori.spark.tables.Warehouse;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori explain}: for the support desk, which has a forwarded error mail in its hands. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Explains an error mail: what it is, whose, which recipient, why, and what to do.",
    description = {
      "",
      "With the tables of the nights it also says whether the mail it is about was ours.",
      ""
    },
    footer = {
      "",
      "Example:",
      "    jobs/modori explain forwarded.eml --lang ja --warehouse /var/lib/modori"
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "The error mail as a file; an mbox or Maildir too.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      defaultValue = "en",
      description = "en or ja (default: en).")
  private String language = "en";

  @Mixin private WarehouseOptions warehouse = new WarehouseOptions();

  @Override
  public Integer call() throws IOException {
    Language spoken = Languages.of(language);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw new UserMistake(ExitCode.USAGE, "no such file: " + file);
      }
    }
    boolean tables =
        warehouse.catalog.isEmpty() && Files.exists(Path.of(warehouse.directory, "catalog.sqlite"));
    try (Warehouse opened =
        tables
            ? Warehouse.open(warehouse.directory, warehouse.catalog, HadoopSettings.load())
            : null) {
      NoticeLookup lookup = opened == null ? null : new NoticeLookup(opened);
      BounceReader reader = new BounceReader(Classifier.standard());
      for (Path file : MessageFiles.list(files)) {
        try (MessageStream stream = MessageFiles.open(file)) {
          for (Optional<RawMessage> next = stream.next(); next.isPresent(); next = stream.next()) {
            RawMessage message = next.get();
            for (BounceNotice notice :
                reader.read(message.sourceFile(), message.bytes(), 0, message.length())) {
              explain(out, notice, lookup, spoken);
            }
          }
        }
      }
    }
    return ExitCode.DONE;
  }

  private static void explain(
      PrintWriter out, BounceNotice notice, @Nullable NoticeLookup lookup, Language language)
      throws IOException {
    Explanation words = new Explanation(language);
    NoticeLookup.Answer answer = lookup == null ? null : lookup.find(notice);
    boolean foreign =
        answer != null
            && (answer.verdict().equals("backscatter") || answer.verdict().equals("forged_notice"));
    out.println(notice.sourceFile());
    out.println(
        words.label(Explanation.Label.WHAT)
            + (foreign ? words.guise() : words.kind(notice.kind())));
    if (notice.kind() == NoticeKind.NOT_A_NOTICE) {
      out.println();
      return;
    }
    line(out, words.label(Explanation.Label.RECIPIENT), notice.recipient().finalRecipient());
    line(out, words.label(Explanation.Label.SENDER), notice.returned().sender());
    Optional<FailureReason> reason =
        Optional.ofNullable(notice.reason()).flatMap(FailureReason::of);
    Optional<FailureReason> cause =
        Optional.ofNullable(notice.causeReason()).flatMap(FailureReason::of);
    if (answer != null) {
      out.println(words.label(Explanation.Label.WHOSE) + words.verdict(answer.verdict()));
    } else if (notice.kind() == NoticeKind.BOUNCE && notice.envelope().mayBeForged()) {
      out.println(words.label(Explanation.Label.WHOSE) + words.doubtful());
    }
    FailureReason shown =
        foreign && answer != null
            ? FailureReason.of(answer.verdict()).orElse(FailureReason.BACKSCATTER)
            : reason.orElse(null);
    if (shown != null) {
      out.println(
          words.label(Explanation.Label.WHY) + shown.meaning(language) + " (" + shown.id() + ")");
      if (!foreign) {
        cause.ifPresent(
            beneath ->
                out.println(
                    words.label(Explanation.Label.BENEATH)
                        + beneath.meaning(language)
                        + " ("
                        + beneath.id()
                        + ")"));
        if (notice.detectedBy() != null) {
          out.println(
              words.label(Explanation.Label.SERVER)
                  + words.server(
                      notice.detectedBy(),
                      notice.envelope().reportingMta(),
                      notice.recipient().remoteMta()));
        }
      }
      out.println(
          words.label(Explanation.Label.REMEDY)
              + (foreign || cause.isEmpty() ? shown : cause.get()).remedy(language));
    }
    String text = notice.recipient().diagnosticCode();
    line(
        out,
        words.label(Explanation.Label.TEXT),
        text == null ? null : text.length() > 300 ? text.substring(0, 300) + "…" : text);
    out.println();
  }

  private static void line(PrintWriter out, String label, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      out.println(label + value.replaceAll("\\p{Cntrl}+", " "));
    }
  }
}
