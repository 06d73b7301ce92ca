package modori.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample night with pseudonyms, beside the one with addresses. */
class PseudonymNightTest {
  private static final String SECRET = "not-for-the-warehouse-".repeat(2);

  @TempDir static Path folder;

  private static Answer night;

  @BeforeAll
  static void bothNights() throws IOException {
    Files.writeString(key("key"), SECRET);
    Files.writeString(key("other"), "another".repeat(8));
    night = pseudonyms("key");
    assertThat(night.exitCode()).as(night.err()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
    Answer clear = Answer.modori("nightly", "--sample", "--warehouse", warehouse("clear"));
    assertThat(clear.exitCode()).as(clear.err()).isIn(ExitCode.DONE, ExitCode.WARNINGS);
  }

  @Test
  void noFileOfTheWarehouseNamesAnybodyNorHoldsTheKey() throws IOException {
    for (String name : List.of("aaa12345", "ccc34567", "mdfull01", "sft10003", "keiri", SECRET)) {
      assertThat(WarehouseFiles.naming(Path.of(warehouse("masked")), name)).as(name).isEmpty();
    }
    assertThat(night.out()).doesNotContain("aaa12345");
  }

  @Test
  void numbersAreThoseOfTheNightWithAddresses() throws IOException {
    for (TableDefinition table :
        List.of(
            MailTables.DOMAIN_DAY,
            MailTables.DOMAIN_REASON_DAY,
            MailTables.SENDER_DAY,
            MailTables.SURVIVAL_DOMAIN)) {
      assertThat(rows("masked", table)).as(table.name()).isEqualTo(rows("clear", table));
    }
  }

  @Test
  void anotherKeyOrNoneIsRefused() {
    assertThat(pseudonyms("other").exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    Answer clear = Answer.modori("nightly", "--sample", "--warehouse", warehouse("masked"));
    assertThat(clear.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(clear.err()).contains("--privacy");
    Answer again = pseudonyms("key");
    assertThat(again.exitCode()).as(again.err()).isEqualTo(ExitCode.NOTHING);
  }

  @Test
  void aMailboxIsLookedUpAndForgottenWithTheKey() {
    Answer without =
        Answer.modori("lookup", "ccc34567@example.jp", "--warehouse", warehouse("masked"));
    assertThat(without.exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
    assertThat(withKey("lookup").exitCode()).isEqualTo(ExitCode.DONE);
    Answer forgotten = withKey("forget");
    assertThat(forgotten.exitCode()).as(forgotten.out() + forgotten.err()).isEqualTo(ExitCode.DONE);
    assertThat(withKey("lookup").exitCode()).isEqualTo(ExitCode.NOTHING);
  }

  @Test
  void anAggregateExportNamesNobodyThoughItsTablesDo() throws IOException {
    Path copies = folder.resolve("aggregate");
    Answer done =
        Answer.modori(
            "export",
            copies.toString(),
            "--aggregate",
            "--format",
            "csv",
            "--warehouse",
            warehouse("clear"));
    assertThat(done.exitCode()).as(done.err()).isEqualTo(ExitCode.DONE);
    assertThat(copies.resolve("domain_day.csv")).isNotEmptyFile();
    for (String name : List.of("aaa12345", "ccc34567", "mdfull01", "keiri")) {
      assertThat(WarehouseFiles.naming(copies, name)).as(name).isEmpty();
    }
    assertThat(WarehouseFiles.naming(Path.of(warehouse("clear")), "ccc34567")).isNotEmpty();
  }

  private static Answer withKey(String command) {
    return Answer.modori(
        command,
        "ccc34567@example.jp",
        "--privacy-key",
        key("key").toString(),
        "--warehouse",
        warehouse("masked"));
  }

  private static Answer pseudonyms(String key) {
    return Answer.modori(
        "nightly",
        "--sample",
        "--privacy",
        "pseudonym",
        "--privacy-key",
        key(key).toString(),
        "--warehouse",
        warehouse("masked"));
  }

  private static List<String> rows(String of, TableDefinition definition) throws IOException {
    return MaskedRows.of(warehouse(of), definition);
  }

  private static Path key(String name) {
    return folder.resolve(name);
  }

  private static String warehouse(String name) {
    return folder.resolve(name + "-warehouse").toString();
  }
}
