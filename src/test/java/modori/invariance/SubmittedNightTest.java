package modori.invariance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import modori.spark.pipeline.ExitCode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher hands the same jar to a standalone cluster whose executors know only Spark: through
 * {@code spark-submit} of an installed Spark, and without one.
 */
class SubmittedNightTest {
  /** In the middle of reading: some tasks are done, others are not. */
  private static final int TASKS_BEFORE_THE_KILL = 3;

  private static final long MIB = 1 << 20;

  /** What Spark's own script does: its launcher makes the command of the driver. */
  private static final String SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      export SPARK_SCALA_VERSION=2.13
      command=()
      while IFS= read -r -d '' word; do command+=("${word#$'\\n'}"); done < <(
        "$JAVA_HOME/bin/java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main \
      org.apache.spark.deploy.SparkSubmit "$@")
      exec "${command[@]:1}"
      """;

  @TempDir static Path folder;

  private static InstalledProject project;
  private static StandaloneCluster cluster;
  private static TableContents expected;

  @BeforeAll
  static void aNightHereAndACluster() throws IOException {
    SampleInput input = SampleInput.in(folder);
    Path here = folder.resolve("here");
    try (Nights nights = new Nights(here, 2, MIB)) {
      assertThat(nights.run(input.logs(), input.bounces(), SampleInput.AS_OF).exitCode())
          .isIn(ExitCode.DONE, ExitCode.WARNINGS);
    }
    expected = TableContents.of(here.toString());
    SparkSession.getDefaultSession().foreach(SubmittedNightTest::stop);
    project = InstalledProject.in(folder.resolve("project"));
    cluster = new StandaloneCluster(folder.resolve("cluster"), project.sparkJars());
    Path bin = Files.createDirectories(cluster.home().resolve("bin"));
    Path submit = Files.writeString(bin.resolve("spark-submit"), SPARK_SUBMIT);
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> settings = new ArrayList<>();
    settings.add("logs = " + input.logs());
    settings.add("bounces = " + input.bounces());
    settings.add("warehouse = " + folder.resolve("there"));
    settings.add("zone = " + Nights.ZONE);
    settings.add("split-mib = 1");
    settings.add("spark.driver.host = 127.0.0.1");
    settings.add("spark.driver.bindAddress = 127.0.0.1");
    settings.add("spark.executor.cores = 1");
    settings.add("spark.executor.memory = 800m");
    settings.add("spark.cores.max = 2");
    project.configure(settings);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static boolean stop(SparkSession spark) {
    spark.stop();
    return true;
  }

  @Test
  void aSubmittedNightWhoseExecutorIsKilledIsTheNightHere()
      throws IOException, InterruptedException {
    InstalledProject.Running night =
        project.start(
            Map.of("SPARK_HOME", cluster.home().toString()),
            "nightly",
            "--master",
            cluster.master(),
            "--as-of",
            SampleInput.AS_OF.toString());
    killAnExecutor(night);
    assertThat(night.exitCode()).as(night.told()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    // Another one has taken its place.
    assertThat(cluster.executorsStarted()).isEqualTo(3);
    TableContents found = TableContents.of(folder.resolve("there").toString());
    assertThat(expected.rows().get("delivery_attempt")).hasSizeGreaterThan(5000);
    assertThat(found.difference(expected)).isEmpty();
    assertThat(found.hashes()).isEqualTo(expected.hashes());
    assertThat(found.lines()).isEqualTo(expected.lines());

    InstalledProject.Running question =
        project.start(
            Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
            "query",
            "--master=" + cluster.master(),
            "--format",
            "csv",
            "SELECT count(*) AS attempts FROM delivery_attempt");
    assertThat(question.exitCode()).as(question.told()).isEqualTo(ExitCode.DONE);
    assertThat(question.printed().lines())
        .containsExactly(
            "attempts", Integer.toString(expected.rows().get("delivery_attempt").size()));
  }

  private static void killAnExecutor(InstalledProject.Running night)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + 120_000_000_000L;
    while (cluster.tasksEnded() < TASKS_BEFORE_THE_KILL) {
      boolean ended = night.process().waitFor(100, TimeUnit.MILLISECONDS);
      assertThat(ended || System.nanoTime() > until)
          .as("no task ends: " + night.told() + cluster.logs())
          .isFalse();
    }
    Optional<ProcessHandle> executor = cluster.executors().stream().findFirst();
    assertThat(executor.map(ProcessHandle::destroyForcibly)).contains(true);
    assertThat(night.process().isAlive()).isTrue();
  }
}
