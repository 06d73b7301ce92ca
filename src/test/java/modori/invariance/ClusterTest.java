package modori.invariance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import modori.NeedsCorpus;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.NightResult;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night on a cluster of several processes, one of which dies, against the same night here. */
@NeedsCorpus
class ClusterTest {
  private static final LocalDate AS_OF = LocalDate.parse("2027-01-10");
  private static final int SPLIT_BYTES = 60_000;

  /** In the middle of reading: some tasks are done, others are not. */
  private static final int TASKS_BEFORE_THE_KILL = 3;

  @TempDir static Path folder;

  @AfterAll
  static void stop() {
    SparkSession.getDefaultSession().foreach(ClusterTest::stop);
  }

  private static boolean stop(SparkSession spark) {
    spark.stop();
    return true;
  }

  @Test
  void anExecutorThatIsKilledChangesNothing() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Path bounces = Files.createDirectories(folder.resolve("bounces"));
    lay(logs, bounces);
    Path here = folder.resolve("here");
    try (Nights nights = new Nights(here, 2, SPLIT_BYTES)) {
      assertThat(nights.run(logs, bounces, AS_OF).exitCode())
          .isIn(ExitCode.DONE, ExitCode.WARNINGS);
    }
    stop();
    Path there = folder.resolve("there");
    AtomicInteger killed = new AtomicInteger();
    try (StandaloneCluster cluster =
            new StandaloneCluster(Files.createDirectories(folder.resolve("cluster")));
        Nights nights = new Nights(there, cluster.master(), cluster.settings(), SPLIT_BYTES)) {
      Killer killer = new Killer(cluster, killed);
      nights.spark().sparkContext().addSparkListener(killer);
      NightResult result = nights.run(logs, bounces, AS_OF);
      assertThat(result.exitCode()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
      stop();
    }
    assertThat(killed.get()).isEqualTo(1);
    TableContents expected = TableContents.of(here.toString());
    TableContents found = TableContents.of(there.toString());
    assertThat(expected.rows().get("delivery_attempt")).hasSizeGreaterThan(200);
    assertThat(found.difference(expected)).isEmpty();
    assertThat(found.hashes()).isEqualTo(expected.hashes());
    assertThat(found.lines()).isEqualTo(expected.lines());
  }

  private static void lay(Path logs, Path bounces) throws IOException {
    Path lab =
        Path.of(System.getProperty("modori.corpus", "../shared/corpus"))
            .resolve("lab")
            .toAbsolutePath()
            .normalize();
    LabInput input = LabInput.of(lab, List.of("postfix", "sendmail"), 3);
    Delivery.IN_ORDER.logs(logs, input, 0, 1, new Random(1));
    for (Path bounce : input.bounces()) {
      Files.copy(bounce, bounces.resolve(bounce.getFileName() + ".eml"));
    }
  }

  /** Kills one executor when some tasks have ended. */
  private static final class Killer extends SparkListener {
    private final AtomicInteger tasks = new AtomicInteger();
    private final StandaloneCluster cluster;
    private final AtomicInteger killed;

    Killer(StandaloneCluster cluster, AtomicInteger killed) {
      this.cluster = cluster;
      this.killed = killed;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (tasks.incrementAndGet() == TASKS_BEFORE_THE_KILL) {
        cluster.executors().stream()
            .findFirst()
            .filter(ProcessHandle::destroyForcibly)
            .ifPresent(gone -> killed.incrementAndGet());
      }
    }
  }
}
