package modori.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import modori.chronic.ChronicRules;
import modori.chronic.Episode;
import modori.chronic.Episodes;
import modori.chronic.Hosting;
import modori.chronic.MailboxDay;
import modori.chronic.MailboxDayBuilder;
import modori.chronic.MailboxHistory;
import modori.chronic.Observation;
import modori.chronic.Score;
import modori.chronic.Strip;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Judges one mailbox with 120 days of history, and gathers one day of 200 messages.
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/test-classpath
 * java -cp target/classes:target/test-classes:$(cat target/test-classpath) \
 *   org.openjdk.jmh.Main EpisodesBench
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class EpisodesBench {
  private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");

  private final LocalDate asOfDay = LocalDate.parse("2027-04-30");
  private final ChronicRules rules = ChronicRules.of(Hosting.OWN);
  private final List<MailboxDay> days = days();

  /** Episodes, strip and score, as the nightly job wants them of every touched mailbox. */
  @Benchmark
  public Object judgeOneMailbox() {
    MailboxHistory history = MailboxHistory.of(days, asOfDay, Set.of());
    List<Episode> episodes = Episodes.of(history, rules);
    return List.of(episodes, Strip.of(history, rules, 60), Score.of(history, rules));
  }

  /** The row of a busy day, which must be thinned. */
  @Benchmark
  public MailboxDay gatherOneBusyDay() {
    MailboxDayBuilder builder = new MailboxDayBuilder(LocalDate.parse("2027-01-01"));
    for (int i = 0; i < 200; i++) {
      builder.add(Observation.Kind.OK, START.plusSeconds(i * 397L), i * 1000L);
    }
    return builder.build();
  }

  private static List<MailboxDay> days() {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Observation.Kind kind = i % 40 < 25 ? Observation.Kind.OK : Observation.Kind.FULL;
      observations.add(
          new Observation(START.plus(Duration.ofHours(7L * i)), kind, i * 31L, "k" + i));
    }
    return MailboxDay.of(observations, ZoneOffset.UTC);
  }
}
