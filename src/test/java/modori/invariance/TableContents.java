package modori.invariance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;

/**
 * What tables say, whatever the order of their rows, without what tells of the way there.
 *
 * @param rows by table, sorted
 * @param lines what input_file counts in sum, by name of the count
 */
record TableContents(Map<String, List<String>> rows, Map<String, Long> lines) {
  /**
   * Columns that may differ, in every table: which run wrote a row, and at which place of which
   * file its line stood when it was read; the same line stands elsewhere in a copy, a rotated or a
   * cut file.
   */
  private static final Set<String> WAY = Set.of("run_id", "source_file", "source_offset");

  /**
   * Tables that tell of runs and not of mail. input_file has a row per file and run: its counts are
   * compared in sum. open_queue_entry also keeps finished entries for some minutes where a cut went
   * through them, and its packed facts name files: what it is good for shows in the facts.
   */
  private static final Set<TableDefinition> OF_RUNS =
      Set.of(
          MailTables.RUN,
          MailTables.DATA_QUALITY,
          MailTables.INPUT_FILE,
          MailTables.OPEN_QUEUE_ENTRY);

  private static final List<String> COUNTS =
      List.of("lines", "event_lines", "context_lines", "ignored_lines", "quarantined_lines");

  /** Reads the published tables. */
  static TableContents of(String folder) throws IOException {
    return of(folder, Map.of());
  }

  /** The same in any warehouse, with settings of its catalog. */
  static TableContents of(String folder, Map<String, String> catalog) throws IOException {
    Map<String, List<String>> rows = new TreeMap<>();
    Map<String, Long> lines = new TreeMap<>();
    try (Warehouse warehouse = Warehouse.open(folder, catalog, new Configuration())) {
      for (TableDefinition definition : MailTables.ALL) {
        if (!OF_RUNS.contains(definition)) {
          rows.put(definition.name(), rows(warehouse.table(definition)));
        }
      }
      try (CloseableIterable<Record> files =
          IcebergGenerics.read(warehouse.table(MailTables.INPUT_FILE)).build()) {
        for (Record file : files) {
          COUNTS.forEach(count -> lines.merge(count, (Long) file.getField(count), Long::sum));
        }
      }
    }
    return new TableContents(rows, lines);
  }

  /** How many runs are published; none where the first one has not even made the table. */
  static long runs(String folder) throws IOException {
    try (Warehouse warehouse = Warehouse.open(folder, Map.of(), new Configuration())) {
      return warehouse.exists() ? rows(warehouse.table(MailTables.RUN)).size() : 0;
    }
  }

  private static List<String> rows(Table table) throws IOException {
    List<String> all = new ArrayList<>();
    List<Types.NestedField> columns =
        table.schema().columns().stream().filter(column -> !WAY.contains(column.name())).toList();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      for (Record record : records) {
        all.add(
            columns.stream()
                .map(column -> column.name() + "=" + record.getField(column.name()))
                .collect(Collectors.joining(" | ")));
      }
    }
    all.sort(null);
    return List.copyOf(all);
  }

  /** A hash of every table's rows. */
  Map<String, String> hashes() {
    Map<String, String> hashes = new TreeMap<>();
    rows.forEach((table, its) -> hashes.put(table, hash(its)));
    return hashes;
  }

  private static String hash(List<String> rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      rows.forEach(
          row -> {
            digest.update(row.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
          });
      return rows.size() + " rows " + HexFormat.of().formatHex(digest.digest(), 0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** How many tables differ from those of another. */
  long differingHashes(TableContents expected) {
    Map<String, String> mine = hashes();
    return expected.hashes().entrySet().stream()
        .filter(entry -> !entry.getValue().equals(mine.get(entry.getKey())))
        .count();
  }

  /** Rows of one that the other lacks, a few of each table: for whoever looks for the cause. */
  String difference(TableContents expected) {
    StringBuilder text = new StringBuilder();
    expected.rows.forEach(
        (table, wanted) -> {
          List<String> found = rows.getOrDefault(table, List.of());
          List<String> lacking = without(wanted, found);
          List<String> tooMuch = without(found, wanted);
          few(text, table + " lacks", lacking);
          few(text, table + " has too much", tooMuch);
          if (!lacking.isEmpty() && lacking.size() == tooMuch.size()) {
            text.append("    of the first ");
            text.append(columns(lacking.get(0), tooMuch.get(0))).append('\n');
          }
        });
    return text.toString();
  }

  // Which columns of two rows differ.
  private static String columns(String wanted, String found) {
    List<String> others = List.of(found.split(" \\| ", -1));
    return Arrays.stream(wanted.split(" \\| ", -1))
        .filter(column -> !others.contains(column))
        .collect(Collectors.joining(" | "));
  }

  private static List<String> without(List<String> some, List<String> others) {
    List<String> left = new ArrayList<>(others);
    left.sort(null);
    List<String> missing = new ArrayList<>();
    int at = 0;
    for (String row : some) {
      while (at < left.size() && left.get(at).compareTo(row) < 0) {
        at++;
      }
      if (at < left.size() && left.get(at).equals(row)) {
        at++;
      } else {
        missing.add(row);
      }
    }
    return missing;
  }

  private static void few(StringBuilder text, String what, List<String> rows) {
    if (!rows.isEmpty()) {
      text.append(what).append(' ').append(rows.size()).append(" rows, as\n");
      rows.stream().limit(3).forEach(row -> text.append("    ").append(row).append('\n'));
    }
  }
}
