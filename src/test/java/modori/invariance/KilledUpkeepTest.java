package modori.invariance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import modori.invariance.StoppingCatalog.Change;
import modori.invariance.StoppingCatalog.Point;
import modori.jobs.WarehouseFiles;
import modori.spark.pipeline.ExitCode;
import modori.spark.pipeline.Retention;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands {@code maintain} and {@code forget}, killed halfway and started again: two nights,
 * maintenance, forgetting, a night. {@code -Dmodori.invariance=full} kills at more points.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledUpkeepTest {
  private static final boolean FULL = "full".equals(System.getProperty("modori.invariance"));
  private static final String FORGOTTEN = "kirameki@example.org";

  @TempDir static Path folder;

  private static Path logs;
  private static TableContents before;

  @BeforeAll
  static void twoNights() throws IOException {
    logs = Files.createDirectory(folder.resolve("logs"));
    assertThat(night(7)).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    assertThat(night(20)).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    before = contents();
    assertThat(of(before, MailTables.DELIVERY_ATTEMPT)).hasSize(4);
    assertThat(of(before, MailTables.MAILBOX_CURRENT)).hasSize(1);
  }

  @AfterAll
  static void stop() {
    SparkSession.getDefaultSession().foreach(KilledUpkeepTest::stop);
  }

  private static boolean stop(SparkSession spark) {
    spark.stop();
    return true;
  }

  @Test
  @Order(1)
  void maintenanceThatIsKilledAndStartedAgainLeavesWhatItWouldHaveLeft()
      throws IOException, InterruptedException {
    List<String> maintain =
        List.of("maintain", "--keep-hours", "0", "--retain", "delivery_attempt=8");
    if (FULL) {
      killAt(Point.before("run", Change.PUBLISHED), maintain);
      assertThat(TableContents.runs(warehouse().toString())).isEqualTo(2);
      assertThat(numbers(contents())).isEqualTo(numbers(before));
    }
    killAt(Point.after("delivery_attempt", Change.EXPIRED), maintain);
    assertThat(TableContents.runs(warehouse().toString())).isEqualTo(3);
    assertThat(numbers(contents())).isEqualTo(numbers(before));

    try (Nights nights = new Nights(warehouse(), 2, 1 << 20)) {
      assertThat(nights.maintain(new Retention(Map.of("delivery_attempt", 8))).manifest())
          .isNotNull();
    }
    TableContents after = contents();
    assertThat(of(after, MailTables.DELIVERY_ATTEMPT))
        .isEqualTo(
            of(before, MailTables.DELIVERY_ATTEMPT).stream()
                .filter(row -> row.contains("2027-01-20"))
                .toList());
    for (TableDefinition table : MailTables.ALL) {
      if (table != MailTables.DELIVERY_ATTEMPT) {
        assertThat(of(after, table)).as(table.name()).isEqualTo(of(before, table));
      }
    }
    noFileIsLeftThatNoSnapshotNames();
  }

  @Test
  @Order(2)
  void forgettingThatIsKilledAndStartedAgainForgets() throws IOException, InterruptedException {
    TableContents full = contents();
    List<String> forget = List.of("forget", FORGOTTEN);
    if (FULL) {
      killAt(Point.after("delivery_attempt", Change.PUBLISHED), forget);
      assertThat(numbers(contents())).isEqualTo(numbers(full));
    }
    killAt(Point.after("delivery_attempt", Change.EXPIRED), forget);
    assertThat(numbers(contents())).isEqualTo(numbers(full));
    assertThat(WarehouseFiles.naming(warehouse(), "kirameki")).isNotEmpty();

    try (Nights nights = new Nights(warehouse(), 2, 1 << 20)) {
      assertThat(nights.forget(FORGOTTEN).exitCode()).isEqualTo(ExitCode.DONE);
    }
    assertThat(WarehouseFiles.naming(warehouse(), "kirameki")).isEmpty();
    assertThat(WarehouseFiles.naming(warehouse(), "\"completes\"")).isNotEmpty();
    assertThat(numbers(contents())).isEqualTo(numbers(full));
    assertThat(sizes(contents())).isEqualTo(sizes(full));
    noFileIsLeftThatNoSnapshotNames();
  }

  @Test
  @Order(3)
  void aNightAfterwardsGoesOn() throws IOException {
    assertThat(night(21)).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    assertThat(of(contents(), MailTables.DELIVERY_ATTEMPT)).hasSize(4);
    assertThat(of(contents(), MailTables.DOMAIN_DAY))
        .hasSizeGreaterThan(of(before, MailTables.DOMAIN_DAY).size());
  }

  private static int night(int day) throws IOException {
    Files.writeString(
        logs.resolve("mail-" + day + ".log"),
        """
        2027-01-%1$02dT08:00:01.000001+09:00 mail postfix/qmgr[1]: 0A1B2C3D4%1$02d: from=<soumu@example.jp>, size=1200, nrcpt=2 (queue active)
        2027-01-%1$02dT08:00:02.000001+09:00 mail postfix/smtp[2]: 0A1B2C3D4%1$02d: to=<someone@example.com>, relay=mx.example.com[192.0.2.7]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 2.0.0 Ok)
        2027-01-%1$02dT08:00:03.000001+09:00 mail postfix/smtp[2]: 0A1B2C3D4%1$02d: to=<%2$s>, relay=mx.example.org[192.0.2.8]:25, delay=2, delays=0/0/1/1, dsn=5.2.2, status=bounced (host mx.example.org[192.0.2.8] said: 552 5.2.2 <%2$s>: mailbox full (in reply to RCPT TO command))
        2027-01-%1$02dT08:00:03.100001+09:00 mail postfix/qmgr[1]: 0A1B2C3D4%1$02d: removed
        """
            .formatted(day, FORGOTTEN));
    Path bounces = folder.resolve("none");
    Files.createDirectories(bounces);
    try (Nights nights = new Nights(warehouse(), 2, 1 << 20)) {
      return nights.run(logs, bounces, LocalDate.of(2027, 1, day)).exitCode();
    }
  }

  private static void killAt(Point point, List<String> command)
      throws IOException, InterruptedException {
    KilledNight.killAt(point, warehouse(), with(command));
  }

  private static List<String> with(List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("--warehouse", warehouse().toString()));
    return arguments;
  }

  // Where the address stands is gone from no table that tells of domains.
  private static Map<String, List<String>> numbers(TableContents contents) {
    Map<String, List<String>> numbers = new TreeMap<>();
    for (TableDefinition table :
        List.of(
            MailTables.DOMAIN_DAY,
            MailTables.DOMAIN_REASON_DAY,
            MailTables.SENDER_DAY,
            MailTables.SURVIVAL_DOMAIN)) {
      numbers.put(table.name(), of(contents, table));
    }
    return numbers;
  }

  private static Map<String, Integer> sizes(TableContents contents) {
    Map<String, Integer> sizes = new TreeMap<>();
    contents.rows().forEach((table, rows) -> sizes.put(table, rows.size()));
    return sizes;
  }

  private static List<String> of(TableContents contents, TableDefinition table) {
    return contents.rows().getOrDefault(table.name(), List.of());
  }

  private static TableContents contents() throws IOException {
    return TableContents.of(warehouse().toString());
  }

  private static void noFileIsLeftThatNoSnapshotNames() throws IOException {
    try (Warehouse tables = Warehouse.open(warehouse().toString(), Map.of(), new Configuration())) {
      for (TableDefinition definition : MailTables.ALL) {
        Table table = tables.table(definition);
        TreeSet<String> named = new TreeSet<>();
        for (Snapshot snapshot : table.snapshots()) {
          try (CloseableIterable<FileScanTask> tasks =
              table.newScan().useSnapshot(snapshot.snapshotId()).planFiles()) {
            tasks.forEach(task -> named.add(Path.of(task.file().location()).getFileName() + ""));
          }
        }
        Path data = warehouse().resolve("mail/" + definition.name() + "/data");
        try (Stream<Path> files = Files.exists(data) ? Files.walk(data) : Stream.empty()) {
          assertThat(files.filter(Files::isRegularFile).map(file -> file.getFileName() + ""))
              .as(definition.name())
              .containsExactlyInAnyOrderElementsOf(named);
        }
      }
    }
  }

  private static Path warehouse() {
    return folder.resolve("warehouse");
  }
}
