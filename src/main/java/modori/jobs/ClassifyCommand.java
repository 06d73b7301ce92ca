package modori.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import modori.classify.Classifier;
import modori.classify.Diagnostic;
import modori.classify.Language;
import modori.classify.Verdict;
import modori.spark.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori classify}. */
@Command(
    name = "classify",
    mixinStandardHelpOptions = true,
    header = "Says why a mail failed, by the text of the error, what it means and what to do.",
    description = {"", "Without TEXT every line of standard input is classified.", ""},
    footer = {
      "",
      "Example:",
      "    jobs/modori classify \"552 5.2.2 <rio@example.org> Mailbox is full\""
    })
final class ClassifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "TEXT",
      description = "The text of the error; each TEXT is one error.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      defaultValue = "en",
      description = "Language of meaning and remedy: en or ja (default: en).")
  private String language = "en";

  @Override
  public Integer call() throws IOException {
    Language spoken = Languages.of(language);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Classifier classifier = Classifier.standard();
    if (!texts.isEmpty()) {
      texts.forEach(text -> print(out, classifier, text, spoken));
      return ExitCode.DONE;
    }
    if (System.console() != null) {
      spec.commandLine().getErr().println("modori: type the text of an error, one a line");
    }
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (!line.isBlank()) {
          print(out, classifier, line, spoken);
        }
      }
    }
    return ExitCode.DONE;
  }

  private static void print(
      PrintWriter out, Classifier classifier, String text, Language language) {
    Diagnostic diagnostic = Diagnostic.of(text);
    Verdict verdict = classifier.classify(diagnostic);
    Optional<Verdict> cause = classifier.causeOf(diagnostic);
    boolean japanese = language == Language.JAPANESE;
    out.println((japanese ? "理由  " : "reason   ") + verdict.reason().id());
    cause.ifPresent(
        beneath -> out.println((japanese ? "原因  " : "cause    ") + beneath.reason().id()));
    out.println((japanese ? "規則  " : "rule     ") + verdict.ruleId());
    out.println((japanese ? "意味  " : "meaning  ") + verdict.reason().meaning(language));
    out.println((japanese ? "対処  " : "remedy   ") + verdict.reason().remedy(language));
    out.println();
  }
}
