package modori.bench;

import java.util.concurrent.TimeUnit;
import modori.classify.Classifier;
import modori.classify.Diagnostic;
import modori.classify.Stage;
import modori.classify.Verdict;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Texts classified per second on one core, no cache.
 *
 * <p>{@code mvn -o -q test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.cp &&
 * java -cp target/classes:target/test-classes:$(cat target/bench.cp) org.openjdk.jmh.Main
 * ClassifierBench}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class ClassifierBench {
  private static final String[] TEXTS = {
    "host mx.example.com[192.0.2.1] said: 552 5.2.2 <taro.yamada@example.com> Quota exceeded"
        + " (mailbox for user is full) (in reply to end of DATA command)",
    "host mx.example.org[192.0.2.2] said: 550 5.1.1 <hanako@example.org>: Recipient address"
        + " rejected: User unknown in local recipient table (in reply to RCPT TO command)",
    "connect to mx.example.net[192.0.2.3]:25: Connection timed out",
    "Host or domain name not found. Name service error for name=example.invalid type=A: Host not"
        + " found",
    "can't create user output file. Command output: procmail: Quota exceeded while writing"
        + " \"/var/mail/example\" ",
    "User unknown",
    "450 4.2.0 <jiro@example.jp>: Recipient address rejected: Greylisted, see"
        + " https://example.jp/help/greylist.html",
    "宛先のメールボックスの容量を超えています",
  };
  private static final int COUNT = 8;

  private final Classifier classifier = Classifier.standard();
  private final Diagnostic[] diagnostics = diagnostics();

  /** Eight texts as logs and notices have them. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public void classify(Blackhole sink) {
    for (Diagnostic diagnostic : diagnostics) {
      Verdict verdict = classifier.classify(diagnostic);
      sink.consume(verdict);
    }
  }

  private static Diagnostic[] diagnostics() {
    Diagnostic[] diagnostics = new Diagnostic[TEXTS.length];
    for (int i = 0; i < TEXTS.length; i++) {
      diagnostics[i] = new Diagnostic(0, null, TEXTS[i], null, Stage.UNKNOWN);
    }
    return diagnostics;
  }
}
