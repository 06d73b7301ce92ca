package modori.invariance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import modori.spark.lock.LeaseContract;
import modori.spark.lock.WarehouseLock;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a catalog in a real PostgreSQL, whose driver modori does not bring. */
class PostgresNightTest {
  private static final long MIB = 1 << 20;

  @TempDir static Path folder;

  @AfterAll
  static void stop() {
    SparkSession.getDefaultSession().foreach(PostgresNightTest::stop);
  }

  private static boolean stop(SparkSession spark) {
    spark.stop();
    return true;
  }

  @Test
  void aNightWithItsCatalogInPostgresIsTheNightWithTheEmbeddedOne() throws Exception {
    SampleInput input = SampleInput.in(folder);
    Path there = folder.resolve("there");
    try (PostgresServer server = new PostgresServer()) {
      InstalledProject project = InstalledProject.in(folder.resolve("project"));
      project.configure(
          List.of(
              "logs = " + input.logs(),
              "bounces = " + input.bounces(),
              "warehouse = " + there,
              "zone = " + Nights.ZONE,
              "split-mib = 1",
              "spark.master = local[2]",
              "catalog.type = jdbc",
              "catalog.uri = " + server.url(),
              "catalog.jdbc.user = " + PostgresServer.USER,
              "catalog.jdbc.password = " + PostgresServer.PASSWORD));
      Map<String, String> driver = Map.of("MODORI_JARS", driverJar());
      InstalledProject.Running night =
          project.start(driver, "nightly", "--as-of", SampleInput.AS_OF.toString());
      Path here = folder.resolve("here");
      try (Nights nights = new Nights(here, 2, MIB)) {
        assertThat(nights.run(input.logs(), input.bounces(), SampleInput.AS_OF).exitCode())
            .isIn(ExitCode.DONE, ExitCode.WARNINGS);
      }
      assertThat(night.exitCode()).as(night.told()).isIn(ExitCode.DONE, ExitCode.WARNINGS);

      TableContents expected = TableContents.of(here.toString());
      TableContents found = TableContents.of(there.toString(), catalog(server));
      assertThat(expected.rows().get("delivery_attempt")).hasSizeGreaterThan(5000);
      assertThat(found.difference(expected)).isEmpty();
      assertThat(found.hashes()).isEqualTo(expected.hashes());
      assertThat(tables(server))
          .containsExactlyElementsOf(
              MailTables.ALL.stream().map(TableDefinition::name).sorted().toList());
      assertThat(there.resolve("catalog.sqlite")).doesNotExist();
      theManifestHoldsNoPassword(there.resolve("manifest"));

      InstalledProject.Running lookup =
          project.start(driver, "query", "--format", "csv", "SELECT count(*) AS runs FROM run");
      assertThat(lookup.exitCode()).as(lookup.told()).isEqualTo(ExitCode.DONE);
      assertThat(lookup.printed().lines()).containsExactly("runs", "1");
      thereIsOneNightAtATime(server, project, driver);
    }
  }

  private static Map<String, String> catalog(PostgresServer server) {
    return Map.of(
        "type",
        "jdbc",
        "uri",
        server.url(),
        "jdbc.user",
        PostgresServer.USER,
        "jdbc.password",
        PostgresServer.PASSWORD);
  }

  private static void thereIsOneNightAtATime(
      PostgresServer server, InstalledProject project, Map<String, String> driver)
      throws Exception {
    try (WarehouseLock lock =
        WarehouseLock.take("anywhere", catalog(server), new Configuration(false))) {
      assertThat(lock).isNotNull();
      InstalledProject.Running second =
          project.start(driver, "nightly", "--as-of", SampleInput.AS_OF.toString());
      assertThat(second.exitCode()).as(second.told()).isEqualTo(ExitCode.LOCKED);
      assertThat(second.told())
          .contains("another night works on", "process " + ProcessHandle.current().pid() + " on ");
    }
    try (Connection connection = server.connect()) {
      LeaseContract.ofRow(
          catalog(server),
          seconds ->
              connection
                  .createStatement()
                  .executeUpdate(
                      "UPDATE modori_lock SET renewed_at = CURRENT_TIMESTAMP - INTERVAL '"
                          + seconds
                          + " seconds'"));
    }
  }

  private static void theManifestHoldsNoPassword(Path manifests) throws IOException {
    try (Stream<Path> files = Files.list(manifests)) {
      assertThat(files)
          .singleElement()
          .satisfies(
              file ->
                  assertThat(Files.readString(file))
                      .contains("jdbc.password")
                      .doesNotContain(PostgresServer.PASSWORD));
    }
  }

  private static TreeSet<String> tables(PostgresServer server) throws SQLException {
    TreeSet<String> names = new TreeSet<>();
    try (Connection connection = server.connect();
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT table_name FROM iceberg_tables WHERE iceberg_type = 'TABLE'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static String driverJar() throws Exception {
    return Path.of(
            org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }
}
