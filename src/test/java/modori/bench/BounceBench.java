package modori.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import modori.bounce.BounceReader;
import modori.bounce.MessageFiles;
import modori.classify.Classifier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Mails per second, parse and classify, one thread.
 *
 * <p>{@code java -cp target/classes:target/test-classes:$(cat CLASSPATH) -Dmodori.corpus=DIR
 * org.openjdk.jmh.Main BounceBench}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class BounceBench {
  @Param({"bounce", "lab/postfix/bounces/Maildir", "lab/sendmail/bounces/Maildir"})
  String folder = "bounce";

  private final List<byte[]> mails = new ArrayList<>();
  private BounceReader reader = new BounceReader(Classifier.standard());
  private int next;

  /** Reads the mails into memory. */
  @Setup
  public void load() throws IOException {
    Path corpus = Path.of(System.getProperty("modori.corpus", "../shared/corpus"));
    mails.clear();
    for (Path file : MessageFiles.list(List.of(corpus.resolve(folder)))) {
      String name = file.getFileName().toString();
      if (!name.endsWith(".jsonl") && !name.endsWith(".tsv") && !name.endsWith(".md")) {
        mails.add(Files.readAllBytes(file));
      }
    }
    reader = new BounceReader(Classifier.standard());
  }

  /** One mail after the other. */
  @Benchmark
  public Object oneMail() {
    next = next + 1 == mails.size() ? 0 : next + 1;
    return reader.read("bench", mails.get(next));
  }

  /** A bounce that returns a mail of 15 MB. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.SECONDS)
  public Object fifteenMegabytes() {
    return reader.read("bench", Huge.BOUNCE);
  }

  private static final class Huge {
    static final byte[] BOUNCE = bounce();

    private static byte[] bounce() {
      StringBuilder mail =
          new StringBuilder(
                  "From: MAILER-DAEMON@mx.example.jp\nTo: a@example.com\nSubject: failure notice\n\n")
              .append(
                  "<b@example.jp>:\nuser is over quota\n\n--- Below this line is a copy of the message.\n\n")
              .append("From: a@example.com\nTo: b@example.jp\n\n");
      while (mail.length() < 15_000_000) {
        mail.append(
            "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3\n");
      }
      return mail.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
  }
}
