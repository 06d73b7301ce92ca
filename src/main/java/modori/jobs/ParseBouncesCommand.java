package modori.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import modori.bounce.BounceJson;
import modori.bounce.BounceNotice;
import modori.bounce.BounceReader;
import modori.bounce.MessageFiles;
import modori.bounce.MessageStream;
import modori.bounce.RawMessage;
import modori.classify.Classifier;
import modori.spark.pipeline.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code modori parse bounces}. */
@Command(
    name = "bounces",
    mixinStandardHelpOptions = true,
    header =
        "Prints what bounce messages say, one JSON line per notice and recipient; counts go to standard error.",
    description = {
      "",
      "Reads mbox files, Maildirs, single messages and tar archives; also packed by gz, bz2, xz or zst.",
      ""
    },
    footer = {"", "Example:", "    jobs/modori parse bounces ~/Maildir | head"})
final class ParseBouncesCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and directories of messages.")
  private List<Path> paths = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    spec.commandLine().getOut().flush();
    List<Path> readable = new ArrayList<>();
    List<String> trouble = new ArrayList<>();
    for (Path path : paths) {
      if (java.nio.file.Files.exists(path)) {
        readable.add(path);
      } else {
        trouble.add("no such file or directory: " + path);
      }
    }
    BounceReader reader = new BounceReader(Classifier.standard());
    Map<String, Integer> kinds = new TreeMap<>();
    int messages = 0;
    try (BounceJson json = new BounceJson(System.out)) {
      for (Path file : MessageFiles.list(readable)) {
        try (MessageStream stream = MessageFiles.open(file)) {
          for (Optional<RawMessage> next = stream.next(); next.isPresent(); next = stream.next()) {
            RawMessage message = next.get();
            messages++;
            for (BounceNotice row :
                reader.read(message.sourceFile(), message.bytes(), 0, message.length())) {
              kinds.merge(row.kind().columnValue(), 1, Integer::sum);
              json.write(row);
            }
          }
          stream.problem().ifPresent(problem -> trouble.add(file + ": " + problem));
        } catch (IOException failure) {
          trouble.add(file + ": cannot be read: " + failure.getMessage());
        }
      }
    }
    err.println(messages + " messages, rows by kind: " + kinds);
    trouble.forEach(line -> err.println("modori: warning: " + line));
    return readable.isEmpty()
        ? ExitCode.USAGE
        : trouble.isEmpty() ? ExitCode.DONE : ExitCode.WARNINGS;
  }
}
