package modori.spark.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import modori.spark.pipeline.Manifest;
import modori.spark.tables.MailTables;
import modori.spark.tables.TableDefinition;
import modori.spark.tables.Warehouse;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * Why two runs say different numbers: what was different about the runs themselves, from their
 * manifests, and which failures of which domains are more or fewer, from the tables as each of them
 * left them.
 *
 * @param earlier the first run
 * @param later the second run
 * @param circumstances what was different: code, rules, settings, input; a sentence each
 * @param changes by size, largest first; empty where nothing changed
 * @param complete whether the tables of both runs are still there; without them changes are empty
 */
public record RunComparison(
    String earlier,
    String later,
    List<String> circumstances,
    List<Change> changes,
    boolean complete) {
  private static final int FILES_NAMED = 10;

  /** Copies. */
  public RunComparison {
    circumstances = List.copyOf(circumstances);
    changes = List.copyOf(changes);
  }

  /** Why failures became more or fewer. */
  public enum Cause {
    /** The earlier run knew nothing of these days. */
    NEW_DAYS,
    /** The later run knows more or fewer attempts of days that both know. */
    OTHER_EVENTS,
    /** The same attempts are judged in another way: a notice came, or the rules are others. */
    JUDGED_ANEW
  }

  /**
   * Failures of a domain for one reason that are more or fewer than before.
   *
   * @param domain recipient domain
   * @param reason id of the reason
   * @param before failed attempts and refusals that the earlier run knew
   * @param after those that the later one knows
   * @param days days on which they differ
   * @param cause why
   */
  public record Change(
      String domain, String reason, long before, long after, Set<LocalDate> days, Cause cause) {
    /** Copies. */
    public Change {
      days = Set.copyOf(days);
    }

    /** How many more. */
    public long difference() {
      return after - before;
    }
  }

  /**
   * The two last published nights, the earlier one first; fewer where there are fewer.
   *
   * @throws IOException where the table run cannot be read
   */
  public static List<String> lastTwo(Warehouse warehouse) throws IOException {
    Table runs = warehouse.table(MailTables.RUN);
    Map<OffsetDateTime, String> byTime = new TreeMap<>();
    if (runs.currentSnapshot() != null) {
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(runs).select("run_id", "finished_at").build()) {
        for (Record row : rows) {
          byTime.put((OffsetDateTime) row.getField("finished_at"), (String) row.getField("run_id"));
        }
      }
    }
    List<String> all = new ArrayList<>(byTime.values());
    return all.subList(Math.max(0, all.size() - 2), all.size());
  }

  /**
   * Compares.
   *
   * @throws IOException where a manifest or a table cannot be read
   */
  public static RunComparison of(Warehouse warehouse, Manifest earlier, Manifest later)
      throws IOException {
    ObjectNode before = earlier.content();
    ObjectNode after = later.content();
    List<String> circumstances = new ArrayList<>();
    compare(circumstances, before, after, "/code/version", "another version of modori");
    if (!before.at("/code/sha256").equals(after.at("/code/sha256"))) {
      circumstances.add("the code is not the same");
    }
    compare(circumstances, before, after, "/code/taxonomy_version", "another list of reasons");
    if (!before.at("/code/rules_sha256").equals(after.at("/code/rules_sha256"))) {
      circumstances.add("other rules: texts may be judged in another way");
    }
    compare(circumstances, before, after, "/zone", "days of another time zone");
    compare(circumstances, before, after, "/as_of", "another last day");
    settings(circumstances, before.path("settings"), after.path("settings"));
    Snapshots snapshots = new Snapshots(warehouse, before, after);
    if (!snapshots.complete()) {
      circumstances.add("the tables of these runs are not kept any more: only totals are compared");
      totals(circumstances, before, after);
      return new RunComparison(id(before), id(after), circumstances, List.of(), false);
    }
    files(circumstances, snapshots);
    return new RunComparison(id(before), id(after), circumstances, changes(snapshots), true);
  }

  private static String id(ObjectNode manifest) {
    return manifest.path("run_id").asText();
  }

  private static void compare(
      List<String> found, ObjectNode before, ObjectNode after, String place, String what) {
    JsonNode one = before.at(place);
    JsonNode other = after.at(place);
    if (!one.equals(other)) {
      found.add(what + ": " + one.asText() + ", then " + other.asText());
    }
  }

  private static void settings(List<String> found, JsonNode before, JsonNode after) {
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!before.path(name).equals(after.path(name))) {
        found.add("setting " + name + ": " + before.path(name) + ", then " + after.path(name));
      }
    }
  }

  private static void totals(List<String> found, ObjectNode before, ObjectNode after) {
    JsonNode one = before.at("/counts/reasons");
    JsonNode other = after.at("/counts/reasons");
    Set<String> reasons = new TreeSet<>();
    one.fieldNames().forEachRemaining(reasons::add);
    other.fieldNames().forEachRemaining(reasons::add);
    for (String reason : reasons) {
      if (one.path(reason).asLong() != other.path(reason).asLong()) {
        found.add(
            reason
                + ": "
                + one.path(reason).asLong()
                + " in the first run's input, "
                + other.path(reason).asLong()
                + " in the second's");
      }
    }
  }

  // Files that runs after the earlier one have read, up to the later one.
  private static void files(List<String> found, Snapshots snapshots) throws IOException {
    Set<String> known = new HashSet<>();
    try (CloseableIterable<Record> rows = snapshots.before(MailTables.INPUT_FILE)) {
      rows.forEach(row -> known.add(row.getField("run_id") + " " + row.getField("path")));
    }
    List<String> files = new ArrayList<>();
    long lines = 0;
    try (CloseableIterable<Record> rows = snapshots.after(MailTables.INPUT_FILE)) {
      for (Record row : rows) {
        if (!known.contains(row.getField("run_id") + " " + row.getField("path"))) {
          files.add(row.getField("path") + " (" + row.getField("lines") + " lines)");
          lines += (Long) row.getField("lines");
        }
      }
    }
    if (!files.isEmpty()) {
      files.sort(null);
      String more = files.size() > FILES_NAMED ? ", …" : "";
      found.add(
          "read since: "
              + lines
              + " lines of "
              + files.size()
              + (files.size() == 1 ? " file: " : " files: ")
              + String.join(", ", files.subList(0, Math.min(FILES_NAMED, files.size())))
              + more);
    }
  }

  private static List<Change> changes(Snapshots snapshots) throws IOException {
    Map<String, Long> before = new TreeMap<>();
    Map<String, Long> after = new TreeMap<>();
    Map<LocalDate, Map<String, Long>> attemptsBefore = new TreeMap<>();
    Map<LocalDate, Map<String, Long>> attemptsAfter = new TreeMap<>();
    try (CloseableIterable<Record> one = snapshots.before(MailTables.DOMAIN_REASON_DAY);
        CloseableIterable<Record> other = snapshots.after(MailTables.DOMAIN_REASON_DAY);
        CloseableIterable<Record> oneDays = snapshots.before(MailTables.DOMAIN_DAY);
        CloseableIterable<Record> otherDays = snapshots.after(MailTables.DOMAIN_DAY)) {
      one.forEach(row -> before.merge(key(row), (Long) row.getField("events"), Long::sum));
      other.forEach(row -> after.merge(key(row), (Long) row.getField("events"), Long::sum));
      oneDays.forEach(row -> attempts(attemptsBefore, row));
      otherDays.forEach(row -> attempts(attemptsAfter, row));
    }
    Map<String, Change> changes = new TreeMap<>();
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      long was = before.getOrDefault(key, 0L);
      long is = after.getOrDefault(key, 0L);
      if (was != is) {
        String[] parts = key.split(" ", -1);
        LocalDate day = LocalDate.parse(parts[2]);
        Cause cause = cause(attemptsBefore.get(day), attemptsAfter.get(day), parts[0]);
        changes.merge(
            parts[0] + ' ' + parts[1] + ' ' + cause,
            new Change(parts[0], parts[1], was, is, Set.of(day), cause),
            RunComparison::and);
      }
    }
    List<Change> sorted = new ArrayList<>(changes.values());
    sorted.sort(
        Comparator.comparingLong((Change change) -> -Math.abs(change.difference()))
            .thenComparing(Change::domain)
            .thenComparing(Change::reason));
    return sorted;
  }

  private static Cause cause(
      @Nullable Map<String, Long> before, @Nullable Map<String, Long> after, String domain) {
    // A day without mail has rows too, for the mailboxes that are full on it.
    if (before == null || before.values().stream().allMatch(attempts -> attempts == 0)) {
      return Cause.NEW_DAYS;
    }
    long was = before.getOrDefault(domain, 0L);
    long is = after == null ? 0 : after.getOrDefault(domain, 0L);
    return was == is ? Cause.JUDGED_ANEW : Cause.OTHER_EVENTS;
  }

  private static Change and(Change one, Change other) {
    Set<LocalDate> days = new TreeSet<>(one.days());
    days.addAll(other.days());
    return new Change(
        one.domain(),
        one.reason(),
        one.before() + other.before(),
        one.after() + other.after(),
        days,
        one.cause());
  }

  private static String key(Record row) {
    return row.getField("recipient_domain")
        + " "
        + row.getField("reason")
        + " "
        + row.getField("day");
  }

  private static void attempts(Map<LocalDate, Map<String, Long>> days, Record row) {
    days.computeIfAbsent((LocalDate) row.getField("day"), any -> new TreeMap<>())
        .merge(
            (String) row.getField("recipient_domain"), (Long) row.getField("attempts"), Long::sum);
  }

  /** The tables as two runs have left them. */
  private record Snapshots(Warehouse warehouse, ObjectNode earlier, ObjectNode later) {
    boolean complete() {
      for (TableDefinition table :
          List.of(MailTables.INPUT_FILE, MailTables.DOMAIN_REASON_DAY, MailTables.DOMAIN_DAY)) {
        Table stored = warehouse.table(table);
        for (ObjectNode run : List.of(earlier, later)) {
          JsonNode id = snapshot(run, table);
          if (!id.isMissingNode() && stored.snapshot(id.asLong()) == null) {
            return false;
          }
        }
      }
      return true;
    }

    CloseableIterable<Record> before(TableDefinition table) {
      return rows(earlier, table);
    }

    CloseableIterable<Record> after(TableDefinition table) {
      return rows(later, table);
    }

    private CloseableIterable<Record> rows(ObjectNode run, TableDefinition table) {
      JsonNode id = snapshot(run, table);
      return id.isMissingNode()
          ? CloseableIterable.empty()
          : IcebergGenerics.read(warehouse.table(table)).useSnapshot(id.asLong()).build();
    }

    private static JsonNode snapshot(ObjectNode run, TableDefinition table) {
      return run.path("outputs").path(table.name()).path("snapshot");
    }
  }
}
