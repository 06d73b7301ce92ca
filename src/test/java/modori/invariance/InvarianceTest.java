package modori.invariance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import modori.NeedsCorpus;
import modori.bench.LogGenerator;
import modori.invariance.StoppingCatalog.Change;
import modori.invariance.StoppingCatalog.Point;
import modori.spark.pipeline.ExitCode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables of one night against those of the same bytes by other ways. {@code mvn test
 * -Dtest=InvarianceTest -Dmodori.invariance=full} takes all servers, a generated log, sixteen
 * nights, twenty kills at random and all boundaries of a night's steps, and prints its figures;
 * without the flag it is a few days of two servers.
 */
@NeedsCorpus
class InvarianceTest {
  private static final boolean FULL = "full".equals(System.getProperty("modori.invariance"));
  private static final int NIGHTS = FULL ? 16 : 3;
  private static final int KILLS = FULL ? 20 : 1;
  private static final LocalDate AS_OF = LocalDate.parse("2027-01-10");
  private static final LocalDate FIRST_NIGHT = LocalDate.parse("2026-12-26");
  private static final long LARGE = 64L << 20;
  private static final int SMALL = 20_000;

  @TempDir static Path folder;

  private static LabInput input;
  private static TableContents expected;
  private static long faults;
  private static long nightsRun;
  private static long differing;
  private static long lost;
  private static long doubled;

  @BeforeAll
  static void oneNight() throws IOException {
    Path lab =
        Path.of(System.getProperty("modori.corpus", "../shared/corpus"))
            .resolve("lab")
            .toAbsolutePath()
            .normalize();
    if (FULL) {
      Path generated = folder.resolve("generated");
      LogGenerator.main(new String[] {"postfix", "4", "16", "5", generated.toString()});
      input = LabInput.all(lab).with("generated", Files.readAllBytes(generated));
    } else {
      input = LabInput.of(lab, List.of("postfix", "sendmail"), 4);
    }
    expected = nights("one", Delivery.IN_ORDER, 1, 2, LARGE);
    assertThat(expected.rows().get("delivery_attempt")).hasSizeGreaterThan(500);
    assertThat(expected.rows().get("bounce_notice")).hasSizeGreaterThan(100);
  }

  @AfterAll
  static void figures() {
    SparkSession.getDefaultSession().foreach(spark -> stop(spark));
    PrintStream out = System.out;
    out.printf(
        Locale.ROOT,
        "invariance: %d faults injected, %d nights run, %d differing hashes, %d lines lost, %d lines doubled%n",
        faults,
        nightsRun,
        differing,
        lost,
        doubled);
  }

  private static boolean stop(SparkSession spark) {
    spark.stop();
    return true;
  }

  @ParameterizedTest
  @EnumSource(Delivery.class)
  void manyNightsGiveTheTablesOfOne(Delivery delivery) throws IOException {
    same(nights("many-" + delivery, delivery, NIGHTS, 2, LARGE));
  }

  @Test
  void oneCoreAndSmallSplitsGiveTheSame() throws IOException {
    same(nights("one-core", Delivery.TWICE, 1, 1, SMALL));
  }

  @Test
  void smallSplitsOnTwoCoresGiveTheSame() throws IOException {
    same(nights("small", Delivery.CUT, 2, 2, SMALL));
  }

  /**
   * The boundaries of a night's steps, in their order: staging, publication, the row of the run.
   */
  private static final List<Point> BOUNDARIES =
      List.of(
          Point.after("delivery_attempt", Change.STAGED),
          Point.before("delivery_attempt", Change.PUBLISHED),
          Point.after("delivery_attempt", Change.PUBLISHED),
          Point.before("mailbox_current", Change.PUBLISHED),
          Point.after("data_quality", Change.PUBLISHED),
          Point.before("run", Change.PUBLISHED),
          Point.after("run", Change.PUBLISHED));

  private static final List<Point> OF_THE_PUBLICATION =
      List.of(
          Point.before("delivery_attempt", Change.PUBLISHED),
          Point.after("delivery_attempt", Change.PUBLISHED),
          Point.after("data_quality", Change.PUBLISHED),
          Point.before("run", Change.PUBLISHED),
          Point.after("run", Change.PUBLISHED));

  @Test
  void aNightThatIsKilledAtEachBoundaryOfItsStepsIsTakenBackUntilItsLastRow()
      throws IOException, InterruptedException {
    Path logs = Files.createDirectories(folder.resolve("bounds-logs"));
    Path bounces = Files.createDirectories(folder.resolve("bounds-bounces"));
    Path warehouse = folder.resolve("bounds");
    lay(Delivery.IN_ORDER, logs, bounces, 0, 1, new Random(1));
    List<String> night = KilledNight.night(warehouse, logs, bounces, AS_OF);
    for (Point boundary : FULL ? BOUNDARIES : OF_THE_PUBLICATION) {
      assertThat(runs(warehouse)).as(boundary.toString()).isZero();
      KilledNight.killAt(boundary, warehouse, night);
      faults++;
      nightsRun++;
    }
    assertThat(runs(warehouse)).isEqualTo(1);
    same(TableContents.of(warehouse.toString()));
    try (Nights nights = new Nights(warehouse, 2, LARGE)) {
      assertThat(nights.run(logs, bounces, AS_OF).exitCode()).isEqualTo(ExitCode.NOTHING);
    }
    nightsRun++;
    same(TableContents.of(warehouse.toString()));
  }

  private static long runs(Path warehouse) throws IOException {
    return Files.exists(warehouse) ? TableContents.runs(warehouse.toString()) : 0;
  }

  @Test
  void nightsThatAreKilledAtRandomAndStartedAgainGiveTheSame()
      throws IOException, InterruptedException {
    Random random = new Random(7);
    Path logs = Files.createDirectories(folder.resolve("killed-logs"));
    Path bounces = Files.createDirectories(folder.resolve("killed-bounces"));
    Path warehouse = folder.resolve("killed");
    int nights = FULL ? 4 : 1;
    int kills = 0;
    long millis = 6_000;
    for (int night = 0; night < nights; night++) {
      lay(Delivery.CUT, logs, bounces, night, nights, new Random(night));
      for (int i = 0; i < KILLS / nights; i++) {
        KilledNight child = KilledNight.start(warehouse, logs, bounces, asOf(night, nights));
        kills += child.killAfter(random.nextLong(millis)) ? 1 : 0;
        nightsRun++;
      }
      long begin = System.nanoTime();
      KilledNight child = KilledNight.start(warehouse, logs, bounces, asOf(night, nights));
      assertThat(child.await())
          .as(child.told())
          .isIn(ExitCode.DONE, ExitCode.WARNINGS, ExitCode.NOTHING);
      millis = Math.max(3_000, (System.nanoTime() - begin) / 1_000_000);
      nightsRun++;
    }
    faults += kills;
    assertThat(kills).isPositive();
    same(TableContents.of(warehouse.toString()));
  }

  @Test
  void aNightThatIsToldToEndPublishesNothingAndLetsTheNextOneIn()
      throws IOException, InterruptedException {
    Path logs = Files.createDirectories(folder.resolve("told-logs"));
    Path bounces = Files.createDirectories(folder.resolve("told-bounces"));
    Path warehouse = folder.resolve("told");
    lay(Delivery.IN_ORDER, logs, bounces, 0, 1, new Random(1));
    KilledNight stopped = KilledNight.start(warehouse, logs, bounces, AS_OF);
    stopped.awaitStep("link");
    int exitCode = stopped.terminateAfter(0);
    assertThat(stopped.told()).contains("stopped; nothing of this night is published");
    assertThat(stopped.told()).doesNotContain("bug of modori", "Exception");
    assertThat(exitCode).isEqualTo(ExitCode.STOPPED);
    assertThat(TableContents.of(warehouse.toString()).rows().get("delivery_attempt")).isEmpty();
    faults++;
    nightsRun += 2;
    KilledNight next = KilledNight.start(warehouse, logs, bounces, AS_OF);
    assertThat(next.await()).as(next.told()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    assertThat(next.told()).contains("an interrupted night is taken back and done again");
    same(TableContents.of(warehouse.toString()));
  }

  private static TableContents nights(
      String name, Delivery delivery, int nights, int cores, long splitBytes) throws IOException {
    Path logs = Files.createDirectories(folder.resolve(name + "-logs"));
    Path bounces = Files.createDirectories(folder.resolve(name + "-bounces"));
    Path warehouse = folder.resolve(name);
    Random random = new Random(name.hashCode());
    try (Nights running = new Nights(warehouse, cores, splitBytes)) {
      for (int night = 0; night < nights; night++) {
        lay(delivery, logs, bounces, night, nights, random);
        LocalDate asOf = delivery == Delivery.SHUFFLED ? AS_OF : asOf(night, nights);
        assertThat(running.run(logs, bounces, asOf).exitCode())
            .isIn(ExitCode.DONE, ExitCode.WARNINGS, ExitCode.NOTHING);
        nightsRun++;
      }
    }
    return TableContents.of(warehouse.toString());
  }

  // Bounces come on any night.
  private static void lay(
      Delivery delivery, Path logs, Path bounces, int night, int nights, Random random)
      throws IOException {
    delivery.logs(logs, input, night, nights, random);
    for (Path bounce : input.bounces()) {
      String name = bounce.getFileName().toString();
      if (Math.floorMod(name.hashCode(), nights) == night) {
        Files.copy(bounce, bounces.resolve(name + ".eml"));
      }
    }
  }

  private static LocalDate asOf(int night, int nights) {
    LocalDate asOf = FIRST_NIGHT.plusDays((long) input.days() * (night + 1) / nights);
    return night == nights - 1 || asOf.isAfter(AS_OF) ? AS_OF : asOf;
  }

  private static void same(TableContents found) {
    long linesFound = found.lines().getOrDefault("lines", 0L);
    long lines = input.lines();
    lost += Math.max(0, lines - linesFound);
    doubled += Math.max(0, linesFound - lines);
    differing += found.differingHashes(expected);
    assertThat(found.difference(expected)).isEmpty();
    assertThat(found.hashes()).isEqualTo(expected.hashes());
    assertThat(found.lines()).isEqualTo(expected.lines());
    assertThat(linesFound).isEqualTo(lines);
  }
}
