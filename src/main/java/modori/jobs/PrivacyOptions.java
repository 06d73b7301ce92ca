package modori.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import modori.correlate.PseudonymKey;
import modori.spark.pipeline.ExitCode;
import modori.spark.tables.MailTables;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether tables name people. */
final class PrivacyOptions {
  private static final String PROPERTY = "modori.privacy";
  private static final String CLEAR_TABLES = "clear";

  /** How people stand in the tables. */
  enum Profile {
    /** By their addresses. */
    CLEAR,
    /** By keyed pseudonyms; texts are masked. */
    PSEUDONYM,
    /** By what a later night has to know again only; commands show tables of domains. */
    AGGREGATE
  }

  @Option(
      names = "--privacy",
      paramLabel = "PROFILE",
      defaultValue = "CLEAR",
      description =
          "clear; pseudonym: local parts, logins, clients and Message-IDs become keyed pseudonyms, texts are masked; aggregate: the tables tell of domains, mailboxes and messages are keyed pseudonyms, nothing else of people is kept (default: clear).")
  private Profile profile = Profile.CLEAR;

  @Option(
      names = "--privacy-key",
      paramLabel = "FILE",
      description =
          "The secret of the pseudonyms, 32 bytes or more, outside the warehouse: head -c 32 /dev/urandom | base64 > FILE.")
  private @Nullable Path keyFile;

  /** The key of the profiles pseudonym and aggregate; null for the profile clear. */
  @Nullable PseudonymKey key(String warehouse) throws IOException {
    if (profile == Profile.CLEAR) {
      return null;
    }
    Path file = keyFile;
    if (file == null || !Files.isReadable(file)) {
      throw new UserMistake(
          ExitCode.BAD_CONFIGURATION,
          "--privacy "
              + profile.name().toLowerCase(Locale.ROOT)
              + " needs a readable --privacy-key FILE; make one with"
              + " `head -c 32 /dev/urandom | base64 > FILE`");
    }
    boolean local = !warehouse.matches("[a-z][a-z0-9+.-]+:.*");
    if (local
        && Files.exists(Path.of(warehouse))
        && file.toRealPath().startsWith(Path.of(warehouse).toRealPath())) {
      throw new UserMistake(
          ExitCode.BAD_CONFIGURATION,
          "--privacy-key " + file + " lies in the warehouse: keep it apart, with other rights");
    }
    return profile == Profile.AGGREGATE ? read(file).strict() : read(file);
  }

  /** Whether the tables are to tell of domains only. */
  static boolean isAggregate(Warehouse tables) {
    return profile(tables).startsWith("aggregate");
  }

  /**
   * Lets nobody ask for single mailboxes where the tables are to tell of domains only.
   *
   * @throws UserMistake where they are
   */
  static void checkMailboxes(Warehouse tables) {
    if (isAggregate(tables)) {
      throw new UserMistake(
          ExitCode.BAD_CONFIGURATION,
          "the tables hold the profile aggregate: they tell of domains, not of mailboxes; ask domain_day or domain_reason_day");
    }
  }

  private static String profile(Warehouse tables) {
    return tables
        .table(MailTables.DELIVERY_ATTEMPT)
        .properties()
        .getOrDefault(PROPERTY, CLEAR_TABLES);
  }

  /** How the tables name a mailbox, for commands that look for one. */
  static UnaryOperator<String> asStored(Warehouse tables, @Nullable Path keyFile)
      throws IOException {
    String there = profile(tables);
    if (there.equals(CLEAR_TABLES)) {
      return UnaryOperator.identity();
    }
    PseudonymKey key = keyFile == null ? null : read(keyFile);
    if (key == null || !there.equals(told(key)) && !there.equals(told(key.strict()))) {
      throw new UserMistake(
          ExitCode.BAD_CONFIGURATION,
          "the tables hold the profile " + there + ": name its key with --privacy-key FILE");
    }
    return key.pseudonyms()::address;
  }

  private static String told(@Nullable PseudonymKey key) {
    return key == null ? CLEAR_TABLES : key.profile() + " " + key.id();
  }

  private static PseudonymKey read(Path file) throws IOException {
    try {
      return PseudonymKey.read(file);
    } catch (IllegalArgumentException tooShort) {
      throw new UserMistake(ExitCode.BAD_CONFIGURATION, String.valueOf(tooShort.getMessage()));
    }
  }

  /** Lets a warehouse hold one profile and one key only: others would not link to its rows. */
  static void check(Warehouse tables, @Nullable PseudonymKey key) {
    String wanted = told(key);
    boolean fresh = !tables.exists();
    if (fresh && key == null) {
      return;
    }
    if (fresh) {
      tables.create();
    }
    Table attempts = tables.table(MailTables.DELIVERY_ATTEMPT);
    boolean empty = tables.table(MailTables.RUN).currentSnapshot() == null;
    String there = attempts.properties().getOrDefault(PROPERTY, empty ? wanted : CLEAR_TABLES);
    if (!there.equals(wanted) && !empty) {
      throw new UserMistake(
          ExitCode.BAD_CONFIGURATION,
          "the tables hold the profile "
              + there
              + ", asked is "
              + wanted
              + ": use the same --privacy and --privacy-key, or another --warehouse");
    }
    if (!wanted.equals(attempts.properties().getOrDefault(PROPERTY, CLEAR_TABLES))) {
      attempts.updateProperties().set(PROPERTY, wanted).commit();
    }
  }
}
